using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Or of many events, some of which happen only when a signal is 1 that comes late, as what the memory says does. It passes two gates
/// behind all events, and not one an event and a tree of all.
/// </summary>
internal sealed class LateCondition(Wires wires)
{
    private readonly List<Signal> _always = [];
    private readonly List<Signal> _conditional = [];

    /// <summary>Adds an event.</summary>
    /// <param name="when">It is wanted.</param>
    /// <param name="waits">It needs the late signal; where this is 0 it does not.</param>
    public void Add(Signal when, Signal waits)
    {
        _always.Add(wires.And(when, wires.Not(waits))!);
        _conditional.Add(wires.And(when, waits)!);
    }

    /// <summary>Whether any event happens.</summary>
    public Signal Build(Signal late) => wires.Or(wires.OrAll(_always), wires.And(wires.OrAll(_conditional), late))!;
}
