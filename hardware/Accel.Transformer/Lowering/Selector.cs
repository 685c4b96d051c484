using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Several sources of one register, port or output, at most one of which is wanted in a cycle: becomes an enable and a tree of
/// multiplexers. Where none is wanted the value does not matter.
/// </summary>
internal sealed class Selector(Wires wires)
{
    private readonly List<Signal> _values = [];
    private readonly Dictionary<Signal, List<Signal>> _whens = [];

    /// <summary>True when there is no source.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>Adds a source.</summary>
    public void Add(Signal when, Signal value)
    {
        if (!_whens.TryGetValue(value, out var list))
        {
            _values.Add(value);
            _whens[value] = list = [];
        }

        list.Add(when);
    }

    /// <summary>When any source is wanted, and its value.</summary>
    public (Signal Enable, Signal Value) Build() => Joined(new NumberedChoice(wires).Run(Sources()));

    /// <summary>
    /// The same for a state's own next value: chosen by the decoded states alone, which is what synthesis knows a state machine by, to give
    /// it a code of its own.
    /// </summary>
    public (Signal Enable, Signal Value) BuildNextState() => Joined(Sources());

    private List<SelectedSource> Sources() => [.. _values.Select(v => new SelectedSource(wires.OrAll(_whens[v]), v))];

    private (Signal Enable, Signal Value) Joined(IReadOnlyList<SelectedSource> sources)
    {
        var all = Tree(wires, sources);
        return (all.Enable, all.Value);
    }

    /// <summary>Joins sources, at least one, two at a time.</summary>
    public static SelectedSource Tree(Wires wires, IReadOnlyList<SelectedSource> sources) => Wires.Tree(
        sources,
        s => Math.Max(wires.ArrivalNs(s.Enable), wires.ArrivalNs(s.Value)),
        (a, b) => wires.ArrivalNs(a.Enable) <= wires.ArrivalNs(b.Enable) ? Join(wires, a, b) : Join(wires, b, a));

    private static SelectedSource Join(Wires wires, SelectedSource a, SelectedSource b)
        => new(wires.Or(a.Enable, b.Enable)!, wires.Multiplex(a.Enable, a.Value, b.Value));
}

/// <summary>A source of a <see cref="Selector"/>.</summary>
/// <param name="Enable">It is wanted.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct SelectedSource(Signal Enable, Signal Value);
