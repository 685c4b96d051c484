using System.Globalization;
using System.Text;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Writes random kernels: integers of all widths, arrays, nested loops with constant and with data-dependent bounds, ifs, breaks,
/// continues, helpers with early returns, reads and writes of SimpleMemory, directives. Every program ends, and none faults.
/// </summary>
internal sealed class RandomKernel
{
    public const int Cells = 32;

    private static readonly string[] Types = ["int", "uint", "short", "ushort", "byte", "sbyte", "long", "ulong"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _attributes = [];
    private readonly List<(string Name, string Type)> _variables = [];
    private readonly List<string> _readOnly = [];
    private readonly List<(string Name, string Type, int Length)> _arrays = [];
    private int _names;
    private int _budget;
    private int _trips = 1;

    private RandomKernel(int seed) => (_random, _budget) = (new Random(seed), 8 + new Random(seed).Next(20));

    /// <summary>The source of a kernel K.</summary>
    public static string Write(int seed)
    {
        var kernel = new RandomKernel(seed);
        kernel.Body();
        return "using Accel.Hast;\nusing Hast.Transformer.SimpleMemory;\npublic class K\n{\n" + string.Concat(kernel._attributes.Select(a => a + "\n"))
            + "public virtual void Run(SimpleMemory memory)\n{\n" + kernel._text + "}\n" + Helpers + "}\n";
    }

    private const string Helpers =
        """
        static int Choose(int a, int b) { if (a > b) { return a; } if ((a & 1) == 1) { return b; } return a + b; }
        static int Find(int a, int n) { for (int i = 0; i < 4; i++) { if (((a >> i) & 1) == 1) { return i + n; } } return -1; }
        static void Exchange(ref int a, ref int b) { int t = a; a = b; b = t; }

        """;

    private void Body()
    {
        int arrays = _random.Next(3);
        for (int i = 0; i < arrays; i++)
        {
            var (name, type, length) = ($"t{i}", Types[_random.Next(Types.Length)], 1 << _random.Next(1, 5));
            _text.Append(CultureInfo.InvariantCulture, $"{type}[] {name} = new {type}[{length}];\n");
            _arrays.Add((name, type, length));
            if (_random.Next(4) == 0)
            {
                _attributes.Add($"[Memory(\"{name}\", MemoryKind.{(_random.Next(2) == 0 ? "Block" : "Registers")})]");
            }
            else if (_random.Next(3) == 0 && length >= 4)
            {
                _attributes.Add($"[Banked(\"{name}\", Banks = {(_random.Next(2) == 0 ? 2 : 4)})]");
            }
        }

        for (int i = 0; i < 3; i++)
        {
            Declare(i == 0 ? "int" : Types[_random.Next(Types.Length)]);
        }

        Statements(0, false);
        int cell = 0;
        foreach (var (name, _) in _variables.ToList())
        {
            _text.Append(CultureInfo.InvariantCulture, $"memory.WriteInt32({cell++ % Cells}, unchecked((int){name}));\n");
        }

        foreach (var (name, _, length) in _arrays)
        {
            _text.Append(CultureInfo.InvariantCulture, $"for (int i = 0; i < {length}; i++) {{ memory.WriteInt32({Cells - 16} + i, unchecked((int){name}[i])); }}\n");
        }
    }

    private void Declare(string type)
    {
        string name = $"v{_names++}";
        _text.Append(CultureInfo.InvariantCulture, $"{type} {name} = unchecked(({type}){Expression(2)});\n");
        _variables.Add((name, type));
    }

    private void Statements(int depth, bool inLoop)
    {
        int count = _random.Next(1, depth == 0 ? 8 : 4);
        int variables = _variables.Count;
        for (int i = 0; i < count && _budget > 0; i++)
        {
            _budget--;
            Statement(depth, inLoop);
        }

        if (depth > 0)
        {
            _variables.RemoveRange(variables, _variables.Count - variables);
        }
    }

    private void Statement(int depth, bool inLoop)
    {
        int kind = _random.Next(depth < 3 ? 16 : 9);
        switch (kind)
        {
            case 0 or 1 or 2:
                var (name, type) = _variables[_random.Next(_variables.Count)];
                _text.Append(CultureInfo.InvariantCulture, $"{name} = unchecked(({type})({Expression(3)}));\n");
                break;
            case 3:
                Declare(Types[_random.Next(Types.Length)]);
                break;
            case 4 or 5 when _arrays.Count > 0:
                var (array, element, length) = _arrays[_random.Next(_arrays.Count)];
                _text.Append(CultureInfo.InvariantCulture, $"{array}[{Index(length)}] = unchecked(({element})({Expression(2)}));\n");
                break;
            case 6:
                _text.Append(CultureInfo.InvariantCulture, $"memory.WriteInt32({Index(Cells)}, unchecked((int)({Expression(2)})));\n");
                break;
            case 7:
                var ints = _variables.Where(v => v.Type == "int").ToList();
                if (ints.Count > 1 && _random.Next(2) == 0)
                {
                    _text.Append(CultureInfo.InvariantCulture, $"Exchange(ref {ints[0].Name}, ref {ints[^1].Name});\n");
                }
                else
                {
                    string helper = _random.Next(2) == 0 ? "Choose" : "Find";
                    _text.Append(CultureInfo.InvariantCulture, $"{ints[0].Name} = {helper}(unchecked((int)({Expression(1)})), unchecked((int)({Expression(1)})));\n");
                }

                break;
            case 8 when inLoop:
                _text.Append(CultureInfo.InvariantCulture, $"if ({Condition()}) {{ {(_random.Next(2) == 0 ? "break" : "continue")}; }}\n");
                break;
            case 9 or 10 or 11:
                _text.Append(CultureInfo.InvariantCulture, $"if ({Condition()})\n{{\n");
                Statements(depth + 1, inLoop);
                _text.Append(_random.Next(2) == 0 ? "}\n" : "}\nelse\n{\n");
                if (_text[^2] == '{')
                {
                    Statements(depth + 1, inLoop);
                    _text.Append("}\n");
                }

                break;
            case 12 or 13 or 14 or 15 when _trips < 200:
                Loop(depth);
                break;
            default:
                var (target, targetType) = _variables[_random.Next(_variables.Count)];
                _text.Append(CultureInfo.InvariantCulture, $"{target} = unchecked(({targetType})(memory.ReadUInt32({Index(Cells)}) + ({targetType}){_random.Next(50)}));\n");
                break;
        }
    }

    private void Loop(int depth)
    {
        string name = $"i{_names++}";
        int count = _random.Next(1, 7), step = _random.Next(1, 3);
        switch (_random.Next(4))
        {
            case 0:
                _text.Append(CultureInfo.InvariantCulture, $"for (int {name} = 0; {name} < (unchecked((int)({Expression(1)})) & 7); {name}++)\n{{\n");
                count = 7;
                break;
            case 1:
                _text.Append(CultureInfo.InvariantCulture, $"int {name} = 0;\nwhile ({name}++ < {count})\n{{\n");
                break;
            default:
                if (_random.Next(3) == 0)
                {
                    _attributes.Add(_random.Next(2) == 0 ? $"[Unroll(\"{name}\")]" : $"[Unroll(\"{name}\", Factor = 2)]");
                }

                _text.Append(CultureInfo.InvariantCulture, $"for (int {name} = 0; {name} < {count * step}; {name} += {step})\n{{\n");
                break;
        }

        (int trips, _trips) = (_trips, _trips * count);
        _readOnly.Add(name);
        Statements(depth + 1, true);
        _readOnly.Remove(name);
        _trips = trips;
        _text.Append("}\n");
    }

    private string Index(int length) => _random.Next(3) == 0
        ? _random.Next(length).ToString(CultureInfo.InvariantCulture)
        : $"unchecked((int)({Expression(1)})) & {length - 1}";

    private string Condition() => $"{Expression(1)} {new[] { "<", "<=", ">", ">=", "==", "!=" }[_random.Next(6)]} {Expression(1)}";

    // Every leaf is a long, so that C# finds one type for all operators; casts in between wrap.
    private string Expression(int depth)
    {
        if (depth == 0 || _random.Next(5) == 0)
        {
            return _random.Next(6) switch
            {
                0 when _arrays.Count > 0 => ArrayElement(),
                1 or 2 when _variables.Count > 0 => $"unchecked((long){_variables[_random.Next(_variables.Count)].Name})",
                3 when _readOnly.Count > 0 => $"(long){_readOnly[_random.Next(_readOnly.Count)]}",
                4 => $"{_random.Next(-300, 300)}L",
                _ => $"{_random.Next(20)}L",
            };
        }

        string a = Expression(depth - 1), b = Expression(depth - 1);
        string type = Types[_random.Next(Types.Length)];
        return _random.Next(13) switch
        {
            0 or 1 or 2 => $"unchecked({a} + {b})",
            3 or 4 => $"unchecked({a} - {b})",
            5 => $"unchecked(({a} & 1023) * {b})",
            6 => $"({a} & {b})",
            7 => $"({a} | {b})",
            8 => $"({a} ^ {b})",
            9 => $"unchecked((long)({type})({a}))",
            10 => _random.Next(2) == 0 ? $"({a} >> {_random.Next(20)})" : $"unchecked({a} << (int)({b} & 15))",
            11 => $"({Condition()} ? {a} : {b})",
            _ => _random.Next(3) == 0 ? $"({a} / ({b} | 1))" : $"({a} % {1 << _random.Next(6)})",
        };
    }

    private string ArrayElement()
    {
        var (name, _, length) = _arrays[_random.Next(_arrays.Count)];
        string index = _random.Next(2) == 0 || _variables.Count == 0
            ? _random.Next(length).ToString(CultureInfo.InvariantCulture)
            : $"unchecked((int){_variables[_random.Next(_variables.Count)].Name}) & {length - 1}";
        return $"unchecked((long){name}[{index}])";
    }
}
