using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>Remembers for each read under way which cell of its beat was asked for.</summary>
internal sealed class LaneQueue
{
    private readonly Wires _wires;
    private readonly Memory _places;
    private readonly RegisterSignal _head, _tail;
    private readonly Selector _asked;

    /// <summary>Makes the queue; the port keeps the number of reads under way below its depth.</summary>
    public LaneQueue(Wires wires, int laneBits)
    {
        _wires = wires;
        _asked = new Selector(wires);
        _places = wires.Module.Memory("lanes", AnswerQueue.Depth, laneBits, MemoryStyle.Distributed);
        int pointerBits = _places.AddressWidthBits;
        _head = wires.Module.Register(pointerBits, 0, "lanes_head");
        _tail = wires.Module.Register(pointerBits, 0, "lanes_tail");
        // Whether the answer is looked at as a single cell is not known here.
        Oldest = wires.Module.Read(_places, _head, wires.Zero);
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
        if (!_asked.IsEmpty)
        {
            _wires.Module.Write(_places, asked, _tail, _asked.Build().Value);
        }

        Counter.Drive(_wires, _tail, asked, _wires.Zero);
        Counter.Drive(_wires, _head, taken, _wires.Zero);
    }
}
