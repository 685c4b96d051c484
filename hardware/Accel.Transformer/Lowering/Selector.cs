using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Several sources of one register, port or output, at most one of which is wanted in a cycle: becomes an enable and a balanced tree
/// of multiplexers. Where none is wanted the value does not matter.
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
        var level = _values.Select(v => (Enable: wires.OrAll(_whens[v]), Value: v)).ToList();
        while (level.Count > 1)
        {
            level =
            [
                .. level.Chunk(2).Select(pair => pair.Length == 1
                    ? pair[0]
                    : (wires.Or(pair[0].Enable, pair[1].Enable)!, wires.Multiplex(pair[0].Enable, pair[0].Value, pair[1].Value))),
            ];
        }

        return level[0];
    }
}
