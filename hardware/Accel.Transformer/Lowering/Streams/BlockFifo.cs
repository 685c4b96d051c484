using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>
/// In block RAM, whose output register holds the oldest element: it is fetched as soon as the output is free, so that what is written can
/// be read two cycles later. The element in the output is one of the places.
/// </summary>
internal sealed class BlockFifo : Fifo
{
    private readonly Memory _memory;
    private readonly RegisterSignal _head, _tail, _stored, _hasStored;
    private readonly WireSignal _fetch;

    /// <summary>Makes the memory.</summary>
    public BlockFifo(Wires wires, StreamVariable stream, int places, MemoryStyle style)
        : base(wires, stream, places)
    {
        int bits = Math.Max(1, System.Numerics.BitOperations.Log2((uint)(places - 1)) + 1);
        _memory = wires.Module.Memory(stream.Name + "_elements", 1 << bits, Width, style, source: stream.Source);
        _head = wires.Module.Register(bits, 0, stream.Name + "_head", stream.Source);
        _tail = wires.Module.Register(bits, 0, stream.Name + "_tail", stream.Source);
        _stored = wires.Module.Register(Count.WidthBits, 0, stream.Name + "_stored", stream.Source);
        _hasStored = wires.Module.Register(1, 0, stream.Name + "_has_stored", stream.Source);
        _fetch = wires.Module.Wire(1, stream.Name + "_fetch", stream.Source);
        Head = wires.Module.ReadSynchronous(_memory, _head, _fetch, stream.Source);
        Head.NameHint = stream.Name + "_oldest";
    }

    /// <inheritdoc/>
    public override Signal IsSettled => Wires.Not(Wires.And(_hasStored, IsEmpty)!);

    /// <inheritdoc/>
    protected override Signal Head { get; }

    /// <inheritdoc/>
    protected override void Connect(Signal push, Signal data, Signal pop, Signal clear)
    {
        var fetch = Wires.And(_hasStored, Wires.Or(IsEmpty, pop))!;
        Wires.Module.Connect(_fetch, fetch);
        Wires.Module.Write(_memory, push, _tail, data);
        Counts(_tail, Wires.Constant(0, _tail.WidthBits), push, Wires.Zero, clear);
        Counts(_head, Wires.Constant(0, _head.WidthBits), fetch, Wires.Zero, clear);
        Counts(_stored, Wires.Constant(0, _stored.WidthBits), push, fetch, clear);
        var last = Wires.And(Wires.And(fetch, Wires.Not(push)), Wires.IsEqual(_stored, 1))!;
        Flag(_hasStored, push, last, clear);
        Wires.Module.Drive(IsEmpty, Wires.Or(clear, Wires.And(Wires.Or(IsEmpty, pop), Wires.Not(fetch)))!);
    }
}
