using System.Globalization;
using System.Text;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>
/// Random programs of tasks and statements between them over few variables, arrays and cells, so that many share something and
/// many do not. Plain C# would give one result of several; the order of the text, which the IR means, gives one.
/// </summary>
internal sealed class RandomTasks(int seed)
{
    private const int Variables = 4, Arrays = 2;

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _names;

    /// <summary>A body of Run that leaves everything in cells 0 to 15.</summary>
    public string Body()
    {
        for (int i = 0; i < Variables; i++)
        {
            Line($"uint v{i} = memory.ReadUInt32({i});");
        }

        for (int i = 0; i < Arrays; i++)
        {
            Line($"uint[] t{i} = new uint[8];");
        }

        for (int i = _random.Next(4, 10); i > 0; i--)
        {
            Top();
        }

        for (int i = 0; i < Variables; i++)
        {
            Line($"memory.WriteUInt32({i}, v{i});");
        }

        for (int i = 0; i < Arrays; i++)
        {
            Line($"for (int k = 0; k < 8; k++) {{ memory.WriteUInt32(8 + k, memory.ReadUInt32(8 + k) ^ t{i}[k]); }}");
        }

        return _text.ToString();
    }

    private void Top()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"x{_names++}");
        switch (_random.Next(6))
        {
            case 0 or 1:
                Line($"var {name} = Task.Run(() => {{ {Statements(2)} }});");
                break;
            case 2:
                Line($"var {name} = Task.Run(() => {{ uint r = {Value()}; for (int k = 0; k < {_random.Next(1, 6)}; k++) {{ r = r * 3 + {Value()}; }} return r; }});");
                Line($"{Statements(1)} v{_random.Next(Variables)} += {name}.Result;");
                break;
            case 3:
                Line($"var {name} = new Task<uint>[3]; for (uint i = 0; i < 3; i++) {{ uint own = {Value()} + i; {name}[i] = Task.Factory.StartNew(o => {{ uint s = (uint)o; for (int k = 0; k < 4; k++) {{ s = s * 5 + own; {(_random.Next(3) == 0 ? Statement() : "")} }} return s; }}, i * 7); }}");
                Line($"{Statements(1)} for (int i = 0; i < 3; i++) {{ v{_random.Next(Variables)} ^= {name}[i].Result; }}");
                break;
            default:
                Line(Statements(2));
                break;
        }
    }

    private string Statements(int most) => string.Join(' ', Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => Statement()));

    private string Statement() => _random.Next(7) switch
    {
        0 => $"v{_random.Next(Variables)} = {Value()};",
        1 => $"t{_random.Next(Arrays)}[{Value()} & 7] = {Value()};",
        2 => $"memory.WriteUInt32({_random.Next(8, 16)}, {Value()});",
        3 => $"v{_random.Next(Variables)} = memory.ReadUInt32({_random.Next(8, 16)});",
        4 => $"if (({Value()} & 1) == 0) {{ v{_random.Next(Variables)} += {Value()}; }}",
        5 => Loop(k => $"v{_random.Next(Variables)} += {Value()} >> {k};"),
        _ => Loop(k => $"t{_random.Next(Arrays)}[{k}] ^= {Value()};"),
    };

    private string Loop(Func<string, string> body)
    {
        string k = string.Create(CultureInfo.InvariantCulture, $"k{_names++}");
        return $"for (int {k} = 0; {k} < {_random.Next(1, 6)}; {k}++) {{ {body(k)} }}";
    }

    private string Value() => _random.Next(4) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(100)}u"),
        1 => $"t{_random.Next(Arrays)}[{_random.Next(8)}]",
        _ => $"v{_random.Next(Variables)}",
    };

    private void Line(string line) => _text.Append(line).Append('\n');
}
