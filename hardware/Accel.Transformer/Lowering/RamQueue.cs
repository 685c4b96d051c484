using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// A queue in LUT RAM. Whether it is empty is a register, so that nothing behind it waits for pointers to be compared; whoever fills it
/// keeps count of the places.
/// </summary>
internal sealed class RamQueue
{
    private readonly Wires _wires;
    private readonly Memory _memory;
    private readonly RegisterSignal _head, _tail, _isEmpty;

    /// <summary>Makes the memory.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="name">Of the memory; its registers' begin with it.</param>
    /// <param name="places">Elements that it has to hold.</param>
    /// <param name="widthBits">Bits of an element.</param>
    public RamQueue(Wires wires, string name, int places, int widthBits)
    {
        _wires = wires;
        // Pointers count on from the last place to the first by themselves.
        int depth = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(places, 2));
        _memory = wires.Module.Memory(name, depth, widthBits, MemoryStyle.Distributed);
        _head = wires.Module.Register(_memory.AddressWidthBits, 0, name + "_head");
        _tail = wires.Module.Register(_memory.AddressWidthBits, 0, name + "_tail");
        _isEmpty = wires.Module.Register(1, 1, name + "_empty");
        Oldest = wires.Module.Read(_memory, _head, wires.Not(_isEmpty));
    }

    /// <summary>There is no element.</summary>
    public Signal IsEmpty => _isEmpty;

    /// <summary>The oldest element, unless it is empty.</summary>
    public Signal Oldest { get; }

    /// <summary>Connects the queue.</summary>
    /// <param name="push">An element comes.</param>
    /// <param name="data">The element.</param>
    /// <param name="pop">The oldest goes; only while it is not empty.</param>
    public void Finish(Signal push, Signal data, Signal pop)
    {
        var module = _wires.Module;
        module.Write(_memory, push, _tail, data);
        var one = _wires.Constant(1, _head.WidthBits);
        var next = _wires.Binary(Operator.Add, _head, one);
        module.Drive(_head, next, pop);
        module.Drive(_tail, _wires.Binary(Operator.Add, _tail, one), push);
        var last = _wires.And(pop, _wires.Binary(Operator.Equal, next, _tail))!;
        module.Drive(_isEmpty, _wires.And(_wires.Or(_isEmpty, last), _wires.Not(push))!);
    }
}
