namespace Accel.Fuzzing.Generation;

/// <summary>Nullable numbers, generic methods over numbers, spans and ranges of arrays, arrays of two dimensions, patterns,
/// goto: each leaves a number in a new variable.</summary>
internal sealed class Newer(Body body)
{
    private readonly Dice _dice = body.Dice;

    /// <summary>Writes a statement.</summary>
    /// <returns>False where there is nothing to write it about.</returns>
    public bool Write() => _dice.Next(6) switch
    {
        0 => Nullable(),
        1 => Generic(),
        2 => Grid(),
        3 => Pattern(),
        4 => Jump(),
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

    private bool Grid()
    {
        string grid = _dice.Name("m"), element = _dice.Name("e");
        int rows = _dice.Between(1, 4), columns = _dice.Between(2, 5);
        body.Cost += body.Trips * rows * columns;
        body.Line(_dice.Pick(
            $"int[,] {grid} = new int[{rows}, {columns}];",
            $"int[,] {grid} = {{ {string.Join(", ", Enumerable.Range(0, rows).Select(Row))} }};"));
        body.Line($"{grid}[{body.Indices.Index(rows)}, {body.Indices.Index(columns)}] {_dice.Pick("=", "+=", "^=")} {Number()};");
        string sum = _dice.Name("v");
        body.Line($"int {sum} = {grid}.GetLength(1); foreach (int {element} in {grid}) {{ {sum} = {sum} * 3 + {element}; }}");
        body.Scope.Slots.Add(new Slot(sum, Scalar.Int, true, true, null));
        return Leave($"{grid}[{body.Indices.Index(rows)}, {body.Indices.Index(columns)}] + {grid}.Length");

        string Row(int row)
            => $"{{ {string.Join(", ", Enumerable.Range(0, columns).Select(column => column == row ? Number() : $"{row + column}"))} }}";
    }

    private bool Pattern()
    {
        string pair = _dice.Name("p"), found = _dice.Name("w");
        body.Line($"(int A, int B) {pair} = ({Number()} & {_dice.Between(1, 7)}, {Number()});");
        return Leave(_dice.Next(3) switch
        {
            0 => $"{pair} switch {{ ({_dice.Between(0, 3)}, var {found}) => {found} - 1, {{ A: > 2, B: not 0 }} => 4, _ => {pair}.B }}",
            1 => $"({pair} is {{ B: < 0 }} or (1, _) ? 1 : 0) + ({pair} is (var {found}, > 9) && {found} > 0 ? {found} : 7)",
            _ => $"{pair} is {{ A: 0 or > 4 }} and not (_, {_dice.Between(0, 3)}) ? {pair}.A : 5",
        });
    }

    // So many rounds at most, and what is left out at times.
    private bool Jump()
    {
        string count = _dice.Name("n"), again = _dice.Name("l"), behind = _dice.Name("l"), value = _dice.Name("v");
        int rounds = _dice.Between(1, 4);
        body.Cost += body.Trips * rounds;
        body.Line($"int {count} = 0, {value} = {Number()};");
        body.Line($"{again}: {count}++;");
        body.Line($"if (({value} & {_dice.Between(1, 7)}) == {_dice.Between(0, 2)}) {{ goto {behind}; }}");
        body.Line($"{value} = unchecked({value} * 5 + {count});");
        body.Line($"if ({count} < {rounds}) {{ goto {again}; }}");
        body.Line($"{behind}: {value} ^= {count};");
        body.Scope.Slots.Add(new Slot(value, Scalar.Int, true, true, null));
        return true;
    }
}
