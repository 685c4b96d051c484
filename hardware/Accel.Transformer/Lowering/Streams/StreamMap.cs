using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>The FIFOs of a kernel's streams, made when they are first looked at.</summary>
/// <param name="wires">The netlist.</param>
internal sealed class StreamMap(Wires wires)
{
    private readonly Dictionary<StreamVariable, Fifo> _fifos = [];
    private readonly MeterMap _meters = new(wires);

    /// <summary>Streams that get one place more than they have in the program.</summary>
    public IReadOnlySet<StreamVariable> Held { get; set; } = new HashSet<StreamVariable>();

    /// <summary>What is made of answers of SimpleMemory whose places are in its stream; given before any stream is asked for.</summary>
    public IReadOnlyList<StreamWriteEffect> Passed { get; set; } = [];

    /// <summary>All that there are, in the order of their making.</summary>
    public IReadOnlyCollection<Fifo> Fifos => _fifos.Values;

    /// <summary>A stream's FIFO.</summary>
    public Fifo Of(StreamVariable stream)
    {
        if (!_fifos.TryGetValue(stream, out var fifo))
        {
            int places = Passed.Any(p => p.Stream == stream) ? PromptLoops.Places
                : stream.Capacity + (Held.Contains(stream) ? 1 : 0);
            _fifos[stream] = fifo = StreamShape.StyleOf(stream) switch
            {
                MemoryStyle.Registers => new RegisterFifo(wires, stream, places),
                MemoryStyle.Block or MemoryStyle.Ultra => new BlockFifo(wires, stream, places, StreamShape.StyleOf(stream)),
                _ => new RamFifo(wires, stream, places),
            };
        }

        return fifo;
    }

    /// <summary>A field of a stream's oldest element.</summary>
    public Signal Element(StreamVariable stream, int field) => stream.Meter is { } meter ? _meters.Of(meter) : Of(stream).Field(field);

    /// <summary>1 where an effect cannot happen yet.</summary>
    public Signal Blocks(StreamEffect effect) => effect switch
    {
        { Stream.Meter: not null } => wires.Zero,
        StreamReadEffect => Of(effect.Stream).IsEmpty,
        StreamWriteEffect write when Passed.Contains(write) => wires.Zero,
        StreamWriteEffect => Of(effect.Stream).IsFull,
        _ => wires.Zero,
    };

    /// <summary>Lets an effect happen; only where it is not blocked.</summary>
    /// <param name="effect">What happens.</param>
    /// <param name="when">On the edge at the end of the cycle in which this is 1.</param>
    /// <param name="values">A value with the width that is asked for.</param>
    public void Do(StreamEffect effect, Signal when, Func<Node, int, Signal> values)
    {
        if (effect.Stream.Meter is not null)
        {
            return;
        }

        var fifo = Of(effect.Stream);
        switch (effect)
        {
            case StreamReadEffect:
                fifo.Pop(when);
                break;
            case StreamWriteEffect write:
                fifo.Push(when, [.. write.Values.Zip(effect.Stream.Fields, (value, field) => values(value, field.Range.WidthBits))]);
                break;
            case StreamClearEffect:
                fifo.Clear(when);
                break;
        }
    }

    /// <summary>Makes what is measured count.</summary>
    /// <param name="waits">Where something waits at an end of a stream, and when.</param>
    public void Measure(IEnumerable<(StreamEffect Effect, Signal When)> waits) => _meters.Finish([.. waits]);

    /// <summary>Connects everything.</summary>
    public void Finish()
    {
        foreach (var fifo in _fifos.Values)
        {
            fifo.Finish();
        }
    }
}
