using System.Globalization;

namespace Accel.Fuzzing.Generation;

/// <summary>Writes a method that calls itself, once or twice, with a number that each invocation makes smaller.</summary>
internal sealed class RecursionWriter(ProgramParts parts)
{
    private readonly Dice _dice = parts.Dice;

    /// <summary>Writes a static method.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="scope">Constants that it sees.</param>
    public (Method Method, string Text) Write(string name, Scope scope)
    {
        Scalar type = _dice.Type();
        bool isTwice = _dice.OneIn(3);
        int most = isTwice ? 3 : _dice.Pick(1, 3, 7);
        (string count, string value) = (_dice.Name("n"), _dice.Name("a"));
        // Two less than one: the last invocation may see -1.
        scope.Counters.Add(new Counter(count, isTwice ? -1 : 0, most));
        scope.Slots.Add(new Slot(value, type));
        Body body = new(parts, scope, type, _dice.Next(3)) { MostCost = 20 };
        string Again(int less) => string.Create(CultureInfo.InvariantCulture,
            $"{name}({count} - {less}, {body.Expressions.Assignable(type, 2)})");
        body.Line($"if ({count} <= 0) {{ return {body.Expressions.Assignable(type, 1)}; }}");
        body.Write();
        string result = _dice.Name("v");
        body.Line($"{type.Name} {result} = {Again(1)};");
        scope.Slots.Add(new Slot(result, type));
        if (isTwice)
        {
            body.Line($"{result} ^= {Again(_dice.Between(1, 2))};");
        }

        body.Return();
        Parameter[] parameters =
        [
            new Parameter(count, Scalar.Int, Passing.Value, 0, new Promised(0, most)),
            new Parameter(value, type, Passing.Value),
        ];
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"[MaxRecursionDepth({most})]\n{body.Attributes}internal static {type.Name} {name}(int {count}, {type.Name} {value})\n{{\n{body.Text}}}\n");
        return (new Method(name, type, parameters, (3 + body.Cost) * (isTwice ? 2 * most : most)), text);
    }
}
