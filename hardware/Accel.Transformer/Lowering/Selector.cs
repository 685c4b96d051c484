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
    public (Signal Enable, Signal Value) Build()
    {
        var sources = _values.Select(v => (Enable: wires.OrAll(_whens[v]), Value: v)).ToList();
        return Wires.Tree(
            sources,
            s => Math.Max(wires.ArrivalNs(s.Enable), wires.ArrivalNs(s.Value)),
            (a, b) => wires.ArrivalNs(a.Enable) <= wires.ArrivalNs(b.Enable) ? Join(a, b) : Join(b, a));
    }

    private (Signal Enable, Signal Value) Join((Signal Enable, Signal Value) a, (Signal Enable, Signal Value) b)
        => (wires.Or(a.Enable, b.Enable)!, wires.Multiplex(a.Enable, a.Value, b.Value));
}
