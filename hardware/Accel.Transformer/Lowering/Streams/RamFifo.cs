using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>In LUT RAM, whose output is the oldest element; both pointers wrap around by themselves.</summary>
internal sealed class RamFifo : Fifo
{
    private readonly Memory _memory;
    private readonly RegisterSignal _head, _tail;

    /// <summary>Makes the memory.</summary>
    public RamFifo(Wires wires, StreamVariable stream, int places)
        : base(wires, stream, places)
    {
        int bits = Math.Max(1, System.Numerics.BitOperations.Log2((uint)(places - 1)) + 1);
        _memory = wires.Module.Memory(stream.Name + "_elements", 1 << bits, Width, MemoryStyle.Distributed, source: stream.Source);
        _head = wires.Module.Register(bits, 0, stream.Name + "_head", stream.Source);
        _tail = wires.Module.Register(bits, 0, stream.Name + "_tail", stream.Source);
        Head = wires.Module.Read(_memory, _head, wires.Not(IsEmpty), stream.Source);
        Head.NameHint = stream.Name + "_oldest";
    }

    /// <inheritdoc/>
    protected override Signal Head { get; }

    /// <inheritdoc/>
    protected override void Connect(Signal push, Signal data, Signal pop, Signal clear)
    {
        EmptyByCount(push, pop, clear);
        Wires.Module.Write(_memory, push, _tail, data);
        Counts(_tail, Wires.Constant(0, _tail.WidthBits), push, Wires.Zero, clear);
        Counts(_head, Wires.Constant(0, _head.WidthBits), pop, Wires.Zero, clear);
    }
}
