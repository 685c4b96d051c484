using System.Numerics;
using System.Text;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Waves;

/// <summary>
/// Writes waves as a Value Change Dump while a simulation runs. Names with dots become scopes. One clock cycle is 10 ns; values are those
/// before the edge. The file depends on the simulation alone: it carries no date.
/// </summary>
public sealed class VcdWriter
{
    private const int PeriodNs = 10;

    private readonly ISimulator _simulator;
    private readonly TextWriter _writer;
    private readonly (Signal Signal, string Code, BigInteger Last)[] _signals;
    private readonly string _clockCode;
    private readonly string _resetCode;
    private bool? _lastReset;

    /// <summary>Writes the header.</summary>
    /// <param name="simulator">What is watched.</param>
    /// <param name="writer">Gets the text; it is not closed.</param>
    /// <param name="select">Chooses signals of the simulator's module by name; without it all ports, registers and other named signals.</param>
    public VcdWriter(ISimulator simulator, TextWriter writer, Func<string, Signal, bool>? select = null)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        ArgumentNullException.ThrowIfNull(writer);
        (_simulator, _writer) = (simulator, writer);
        var module = simulator.Module;
        var chosen = module.Signals.Where(s => s is not ConstantSignal)
            .Select(s => (Name: simulator.Names[s], Signal: s))
            .Where(s => select?.Invoke(s.Name, s.Signal) ?? (s.Signal.NameHint is not null || s.Signal is RegisterSignal)).ToList();
        var taken = chosen.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        chosen.AddRange(module.Outputs.Where(o => !taken.Contains(o.Key) && select?.Invoke(o.Key, o.Value) != false).Select(o => (o.Key, o.Value)));
        (_clockCode, _resetCode) = (Code(0), Code(1));
        var root = new Scope();
        root.Variables.Add(("clk", 1, _clockCode));
        root.Variables.Add(("rst", 1, _resetCode));
        _signals = new (Signal, string, BigInteger)[chosen.Count];
        for (int i = 0; i < chosen.Count; i++)
        {
            _signals[i] = (chosen[i].Signal, Code(i + 2), BigInteger.MinusOne);
            root.Add(chosen[i].Name.Split('.'), chosen[i].Signal.WidthBits, _signals[i].Code);
        }

        Line("$version Accel $end");
        Line("$timescale 1 ns $end");
        WriteScope(module.Name, root);
        Line("$enddefinitions $end");
    }

    /// <summary>Writes what changed since the last sample; call it before each <see cref="ISimulator.Step"/>, and once at the end.</summary>
    public void Sample()
    {
        Line($"#{_simulator.Cycle * PeriodNs}");
        Line("0" + _clockCode);
        if (_lastReset != _simulator.ResetAsserted)
            Line((_simulator.ResetAsserted ? "1" : "0") + _resetCode);
        _lastReset = _simulator.ResetAsserted;
        foreach (ref var entry in _signals.AsSpan())
        {
            var value = _simulator.Peek(entry.Signal);
            if (value == entry.Last)
                continue;
            entry.Last = value;
            Line(entry.Signal.WidthBits == 1 ? (value.IsZero ? "0" : "1") + entry.Code : $"b{Binary(value)} {entry.Code}");
        }

        Line($"#{_simulator.Cycle * PeriodNs + PeriodNs / 2}");
        Line("1" + _clockCode);
    }

    private void WriteScope(string name, Scope scope)
    {
        Line($"$scope module {name} $end");
        foreach (var (variable, width, code) in scope.Variables)
            Line($"$var wire {width} {code} {variable}{(width > 1 ? $" [{width - 1}:0]" : "")} $end");
        foreach (var (child, inner) in scope.Children)
            WriteScope(child, inner);
        Line("$upscope $end");
    }

    private void Line(string text) => _writer.Write(text + "\n");

    /// <summary>A short identifier of printable characters.</summary>
    private static string Code(int index)
    {
        const char First = '!';
        const int Count = '~' - First + 1;
        var text = new StringBuilder();
        do
        {
            text.Append((char)(First + index % Count));
            index = index / Count - 1;
        }
        while (index >= 0);
        return text.ToString();
    }

    private static string Binary(BigInteger value)
    {
        string text = value.ToString("b", System.Globalization.CultureInfo.InvariantCulture).TrimStart('0');
        return text.Length == 0 ? "0" : text;
    }

    private sealed class Scope
    {
        public List<(string Name, int WidthBits, string Code)> Variables { get; } = [];

        public SortedDictionary<string, Scope> Children { get; } = new(StringComparer.Ordinal);

        public void Add(ReadOnlySpan<string> path, int widthBits, string code)
        {
            if (path.Length == 1)
            {
                Variables.Add((path[0], widthBits, code));
                return;
            }

            if (!Children.TryGetValue(path[0], out var child))
                Children.Add(path[0], child = new Scope());
            child.Add(path[1..], widthBits, code);
        }
    }
}
