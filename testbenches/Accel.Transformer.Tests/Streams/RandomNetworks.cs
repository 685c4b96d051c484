using System.Globalization;
using System.Text;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>
/// Random networks: sources, tasks that change, join, split, gather, spread and filter streams, and sinks whose results go to memory; state
/// machines and pipelined loops, with loops in between that take more or less time. A network may well end in a deadlock.
/// </summary>
internal sealed class RandomNetworks
{
    private readonly Random _random;
    private readonly StringBuilder _members = new(), _streams = new();
    private readonly List<string> _starts = [];
    private readonly List<Open> _open = [];
    private int _tasks;

    /// <summary>A stream that nobody reads yet; without a count, its last element says so.</summary>
    private sealed record Open(string Name, int? Count, string Type);

    private RandomNetworks(int seed) => _random = new Random(seed);

    /// <summary>The kernel of a seed.</summary>
    public static KernelSource Make(int seed) => new RandomNetworks(seed).Make();

    private KernelSource Make()
    {
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            Source();
        }

        for (int i = _random.Next(1, 6); i > 0; i--)
        {
            Step();
        }

        bool callerReads = _random.Next(3) == 0;
        List<string> names = [];
        while (_open.Count > (callerReads ? 1 : 0))
        {
            names.Add(Sink(Take()));
        }

        string caller = "";
        if (callerReads)
        {
            var last = Take();
            caller = $"int own = 0; {Loop(last, "own = (own * 31) + (int)x;")} memory.WriteInt32(60, own);";
        }

        string all = string.Join(", ", Enumerable.Range(0, _tasks).Select(i => $"t{i}"));
        string results = string.Concat(names.Select((name, i) => $" memory.WriteInt32({i + 30}, {name}.Result);"));
        return Kernels.Source(
            "int[] input = new int[30]; for (int i = 0; i < 30; i++) { input[i] = memory.ReadInt32(i); }\n"
            + _streams + string.Join("\n", _starts) + "\n" + caller + $"\nTask.WaitAll({all});{results}",
            _random.Next(2) == 0 ? "[Memory(\"input\", MemoryKind.Block)]" : "", _members.ToString());
    }

    private void Source()
    {
        int count = 4 * _random.Next(1, 9);
        var to = Stream(count, Type());
        Task($"int[] from, Stream<{to.Type}> to", $"input, {to.Name}",
            $"for (int i = 0; i < {count}; i++) {{ {Delay("i")} to.Write({Cast(to,
                $"from[(i + {_random.Next(30)}) & 15] * {_random.Next(1, 9)} + i")}); }}", "i");
    }

    private void Step()
    {
        var from = Take();
        switch (from.Count is null ? _random.Next(2) : _random.Next(6))
        {
            case 0:
                Map(from);
                break;
            case 1:
                Filter(from);
                break;
            case 2 when _open.Find(o => o.Count == from.Count) is { } other:
                _open.Remove(other);
                var joined = Stream(from.Count, Type());
                string both = Either($"int x = (int)one.Read(); int y = (int)other.Read();",
                    "int y = (int)other.Read(); int x = (int)one.Read();");
                Task(
                    $"Stream<{from.Type}> one, Stream<{other.Type}> other, Stream<{joined.Type}> to",
                    $"{from.Name}, {other.Name}, {joined.Name}",
                    $"for (int i = 0; i < {from.Count}; i++) {{ {both} {Delay("x")} to.Write({Cast(joined, Either("x * 3 - y", "x < y ? x + i : y"))}); }}", "i");
                break;
            case 3:
                var (a, b) = (Stream(from.Count, Type()), Stream(from.Count, Type()));
                string writes = Either($"one.Write({Cast(a, "x + 5")}); other.Write({Cast(b, "x * 7")});",
                    $"other.Write({Cast(b, "x")}); one.Write({Cast(a, "x ^ i")});");
                Task(
                    $"Stream<{from.Type}> from, Stream<{a.Type}> one, Stream<{b.Type}> other", $"{from.Name}, {a.Name}, {b.Name}",
                    $"for (int i = 0; i < {from.Count}; i++) {{ int x = (int)from.Read(); {Delay("x")} {writes} }}", "i");
                break;
            case 4:
                var gathered = Stream(from.Count / 2, Type());
                Task(
                    $"Stream<{from.Type}> from, Stream<{gathered.Type}> to", $"{from.Name}, {gathered.Name}",
                    $"for (int i = 0; i < {from.Count / 2}; i++) {{ int x = (int)from.Read(); {Delay("x")} x -= (int)from.Read() * 2; to.Write({Cast(gathered, "x")}); }}", "i");
                break;
            default:
                var spread = Stream(from.Count * 2, Type());
                Task(
                    $"Stream<{from.Type}> from, Stream<{spread.Type}> to", $"{from.Name}, {spread.Name}",
                    $"for (int i = 0; i < {from.Count}; i++) {{ int x = (int)from.Read(); to.Write({Cast(spread, "x")}); {Delay("x")} to.Write({Cast(spread, "x * x + i")}); }}", "i");
                break;
        }
    }

    private void Map(Open from)
    {
        var to = Stream(from.Count, from.Count is null ? EndType : Type());
        string body = from.Count is null
            ? $"sum += x; {Delay("x")} to.Write(({Either("sum", "x + sum")}, end));"
            : $"{Delay("x")} {Either($"sum += x; to.Write({Cast(to, "sum")});",
            $"if ((x & 3) == 1) {{ to.Write({Cast(to, "x * 5")}); }} else {{ to.Write({Cast(to, "x - sum")}); }} sum ^= x;")}";
        Task($"Stream<{from.Type}> from, Stream<{to.Type}> to", $"{from.Name}, {to.Name}", "int sum = 3; " + Loop(Parameter(from), body),
            from.Count is null ? "n" : "i");
    }

    private void Filter(Open from)
    {
        var to = Stream(null, EndType);
        string body = from.Count is null
            ? "if ((x & 1) != 0 || end) { to.Write((x * 3, end)); }"
            : $"if ((x & 1) != 0 || i == {from.Count - 1}) {{ to.Write((x, i == {from.Count - 1})); }}";
        Task($"Stream<{from.Type}> from, Stream<{to.Type}> to", $"{from.Name}, {to.Name}", Loop(Parameter(from), body), from.Count is null
            ? "n" : "i");
    }

    private string Sink(Open from)
    {
        Task(
            $"Stream<{from.Type}> from", from.Name,
            "int hash = 7; " + Loop(Parameter(from), $"{Delay("x")} hash = (hash * 31) + x;") + " return hash;",
            from.Count is null ? "n" : "i", "int");
        return $"t{_tasks - 1}";
    }

    private static Open Parameter(Open stream) => stream with { Name = "from" };

    private static string Loop(Open from, string body) => from.Count is { } count
        ? $"for (int i = 0; i < {count}; i++) {{ int x = (int){from.Name}.Read(); {body} }}"
        : $"for (int n = 0; ; n++) {{ var (x, end) = {from.Name}.Read(); {body} if (end) {{ break; }} }}";

    private void Task(string parameters, string arguments, string body, string loop, string result = "void")
    {
        // A delay is a loop in it, which no pipeline has room for.
        bool isPipelined = !body.Contains("for (int k", StringComparison.Ordinal) && _random.Next(4) != 0;
        string attribute = isPipelined ? $"[Pipeline(\"{loop}\", InitiationInterval = 0)] " : "";
        _members.Append(CultureInfo.InvariantCulture, $"{attribute}static {result} M{_tasks}({parameters}) {{ {body} }}\n");
        _starts.Add(string.Create(CultureInfo.InvariantCulture, $"var t{_tasks} = Task.Run(() => M{_tasks}({arguments}));"));
        _tasks++;
    }

    private const string EndType = "(int Value, bool IsLast)";

    private Open Stream(int? count, string type)
    {
        Open made = new(string.Create(CultureInfo.InvariantCulture, $"s{_open.Count}_{_tasks}"), count, type);
        while (_streams.ToString().Contains(made.Name + " ", StringComparison.Ordinal))
        {
            made = made with { Name = made.Name + "x" };
        }

        int capacity = _random.Next(4) == 0 ? _random.Next(3, 40) : _random.Next(1, 4);
        _streams.Append(CultureInfo.InvariantCulture, $"var {made.Name} = new Stream<{type}>({capacity});\n");
        _open.Add(made);
        return made;
    }

    private Open Take()
    {
        var taken = _open[_random.Next(_open.Count)];
        _open.Remove(taken);
        return taken;
    }

    private string Type() => _random.Next(5) switch { 0 => "byte", 1 => "long", 2 => "short", _ => "int" };

    private string Delay(string by) => _random.Next(4) == 0
        ? $"for (int k = 0; k < ({by} & {(_random.Next(2) == 0 ? 3 : 7)}); k++) {{ }}" : "";

    private string Either(string one, string other) => _random.Next(2) == 0 ? one : other;

    private static string Cast(Open stream, string value) => $"({stream.Type})({value})";
}
