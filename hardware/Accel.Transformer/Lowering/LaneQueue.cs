using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>Remembers for each read under way which cell of its beat was asked for. Made when somebody looks: a kernel may read whole beats only, or nothing.</summary>
internal sealed class LaneQueue(Wires wires, int laneBits)
{
    private readonly Selector _asked = new(wires);
    private Queue? _queue;

    /// <summary>The place of the cell that is answered.</summary>
    public Signal Oldest => (_queue ??= new Queue(wires, laneBits)).Oldest;

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
        if (_queue is { } queue)
        {
            wires.Module.Write(queue.Places, asked, queue.Tail, _asked.Build().Value);
            Counter.Drive(wires, queue.Tail, asked, wires.Zero);
            Counter.Drive(wires, queue.Head, taken, wires.Zero);
        }
    }

    // The port keeps the number of reads under way below its depth.
    private sealed class Queue
    {
        public Queue(Wires wires, int laneBits)
        {
            Places = wires.Module.Memory("lanes", AnswerQueue.Depth, laneBits, MemoryStyle.Distributed);
            int pointerBits = Places.AddressWidthBits;
            Head = wires.Module.Register(pointerBits, 0, "lanes_head");
            Tail = wires.Module.Register(pointerBits, 0, "lanes_tail");
            // Whether the answer is looked at as a single cell is not known here.
            Oldest = wires.Module.Read(Places, Head, wires.Zero);
        }

        public Memory Places { get; }

        public RegisterSignal Head { get; }

        public RegisterSignal Tail { get; }

        public Signal Oldest { get; }
    }
}
