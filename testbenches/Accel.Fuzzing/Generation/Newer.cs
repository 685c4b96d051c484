namespace Accel.Fuzzing.Generation;

/// <summary>Nullable numbers, generic methods over numbers, spans and ranges of arrays: each leaves a number in a new variable.</summary>
internal sealed class Newer(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Writes a statement.</summary>
    /// <returns>False where there is nothing to write it about.</returns>
    public bool Write() => _dice.Next(3) switch
    {
        0 => Nullable(),
        1 => Generic(),
        _ => Part(),
    };

    private string Number() => $"(int)({body.Expressions.NonConstant(1).Text})";

    private bool Leave(string value)
    {
        string name = _dice.Name("v");
        body.Line($"int {name} = {value};");
        body.Scope.Slots.Add(new Slot(name, Scalar.Int, true, true, null));
        return true;
    }

    private bool Nullable()
    {
        string first = _dice.Name("q"), second = _dice.Name("q"), found = _dice.Name("w");
        body.Line($"int? {first} = ({Number()} & {_dice.Between(1, 3)}) == 0 ? null : {Number()};");
        body.Line($"int? {second} = {_dice.Pick(first, Number(), "null")};");
        body.Line(_dice.Pick(
            $"{second} ??= {Number()};", $"{second} += {first};", $"{first}++;", $"if ({first} > {second}) {{ {second} = null; }}"));
        return Leave(_dice.Next(5) switch
        {
            0 => $"({first} {_dice.Pick("+", "-", "*", "^", "&")} {second}) ?? {Number()}",
            1 => $"{first}.GetValueOrDefault() + ({second}.HasValue ? 1 : 2)",
            2 => $"{first} is int {found} ? {found} - 1 : {second} ?? 5",
            3 => $"{first} switch {{ null => 3, < 0 => 4, int {found} => {found} ^ 1 }}",
            _ => $"({first} == {second} ? 1 : 0) + ({first} <= {second} ? 2 : 0) + ({second} is null ? 4 : 0)",
        });
    }

    private bool Generic()
    {
        if (!body.MayNest || body.IsInTask)
        {
            return false;
        }

        string name = _dice.Name("g");
        string type = _dice.Pick("byte", "sbyte", "short", "ushort", "int", "uint");
        string result = _dice.Pick(
            "a + b", "a - b * a", "(a << 3) ^ b", "a >>> 1", "T.Max(a, b) - T.One", "a > b ? a : ~b", "T.Min(a, -b)");
        body.Line($"static T {name}<T>(T a, T b) where T : System.Numerics.IBinaryInteger<T> {{ return {result}; }}");
        return Leave($"(int){name}(unchecked(({type})({Number()})), unchecked(({type})({Number()}))) + {name}({Number()}, {Number()})");
    }

    private bool Part()
    {
        List<ArraySlot> arrays = [.. body.Scope.Arrays.Where(static array =>
            array is { CanWrite: true, Promise: null, IsParameter: false, Length: >= 3, Element.IsNumber: true })];
        if (arrays.Count == 0)
        {
            return false;
        }

        ArraySlot array = _dice.Pick(arrays);
        string part = _dice.Name("s");
        int start = _dice.Between(0, array.Length - 2);
        int length = _dice.Between(1, array.Length - start);
        body.Cost += body.Trips * length;
        body.Line(_dice.Pick(
            $"Span<{array.Element!.Name}> {part} = {array.Text}.AsSpan({start}, {length});",
            $"Span<{array.Element.Name}> {part} = {array.Text}.AsSpan()[{start}..^{array.Length - start - length}];",
            $"{array.Element.Name}[] {part} = {array.Text}[{start}..{start + length}];"));
        body.Line($"{part}[{body.Indices.Index(length)}] = unchecked(({array.Element.Name})({Number()}));");
        return Leave($"(int){part}[^1] + {part}.Length + (int){array.Text}[{start}]");
    }
}
