namespace Accel.Fuzzing.Generation;

/// <summary>A static method that makes an object from an int.</summary>
internal sealed record Factory(string Name, UserType Type);

/// <summary>A static method that yields a tuple of numbers.</summary>
/// <param name="Name">With its class.</param>
/// <param name="Parameter">The type of its parameter.</param>
/// <param name="Types">Of the tuple.</param>
/// <param name="Cost">Statements that a call may execute.</param>
internal sealed record TupleMethod(string Name, Scalar Parameter, IReadOnlyList<Scalar> Types, int Cost);

/// <summary>Writes methods that yield something other than a number: objects and tuples.</summary>
internal sealed class FactoryWriter(ProgramParts parts)
{
    private readonly Dice _dice = parts.Dice;

    /// <summary>Writes a method that makes an object; the parts then know it.</summary>
    public string Object(UserType type)
    {
        (string name, string parameter, string made) = (_dice.Name("Make"), _dice.Name("a"), _dice.Name("o"));
        Scope scope = new();
        scope.Slots.Add(new Slot(parameter, Scalar.Int));
        Body body = new(parts, scope, null, _dice.Next(3)) { MostCost = 20 };
        body.Line($"{type.Name} {made} = {body.References.New(type)};");
        scope.Add(new ObjectSlot(made, type, true, true));
        body.Write();
        parts.Factories.Add(new Factory($"{FuzzProgram.Class}.{name}", type));
        return $"{body.Attributes}internal static {type.Name} {name}(int {parameter})\n{{\n{body.Text}return {made};\n}}\n";
    }

    /// <summary>Writes a method that yields a tuple; the parts then know it.</summary>
    public string Tuple()
    {
        (string name, string parameter, Scalar type) = (_dice.Name("Both"), _dice.Name("a"), _dice.Type());
        List<Scalar> types = [.. Enumerable.Range(0, _dice.Between(2, 3)).Select(_ => _dice.Type())];
        Scope scope = new();
        scope.Slots.Add(new Slot(parameter, type));
        Body body = new(parts, scope, null, _dice.Next(3)) { MostCost = 20 };
        body.Write();
        string values = string.Join(", ", types.Select(item => body.Expressions.Assignable(item, 1)));
        parts.TupleMethods.Add(new TupleMethod($"{FuzzProgram.Class}.{name}", type, types, 3 + body.Cost));
        string tuple = string.Join(", ", types.Select(item => item.Name));
        return $"{body.Attributes}internal static ({tuple}) {name}({type.Name} {parameter})\n{{\n{body.Text}return ({values});\n}}\n";
    }
}
