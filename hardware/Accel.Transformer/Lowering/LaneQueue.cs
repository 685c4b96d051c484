using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>Remembers for each read under way which cell of its beat was asked for.</summary>
internal sealed class LaneQueue
{
    private readonly Wires _wires;
    private readonly Selector _asked;
    private readonly RamQueue? _queue;
    private readonly RegisterSignal? _only;

    /// <summary>Makes the queue.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="laneBits">Bits of a place in a beat.</param>
    /// <param name="open">Reads under way at most: whoever asks keeps to that.</param>
    public LaneQueue(Wires wires, int laneBits, int open)
    {
        (_wires, _asked) = (wires, new Selector(wires));
        if (open == 1)
        {
            Oldest = _only = wires.Module.Register(laneBits, null, "lane");
        }
        else
        {
            _queue = new RamQueue(wires, "lanes", open, laneBits);
            Oldest = _queue.Oldest;
        }
    }

    /// <summary>The place of the cell that is answered.</summary>
    public Signal Oldest { get; }

    /// <summary>A request; the lane is null for a write.</summary>
    public void Add(Signal when, Signal? lane)
    {
        if (lane is not null)
        {
            _asked.Add(when, lane);
        }
    }

    /// <summary>Connects the queue.</summary>
    public void Finish(Signal asked, Signal taken)
    {
        var lane = _asked.Build().Value;
        _queue?.Finish(asked, lane, taken);
        if (_only is not null)
        {
            _wires.Module.Drive(_only, lane, asked);
        }
    }
}
