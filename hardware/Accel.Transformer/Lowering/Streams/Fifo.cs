using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>
/// A stream as hardware: so many places, and registers that say whether it is empty or full, so that neither end waits for logic of the
/// other one. Both ends can be used in every cycle; what is written can be read in the next one.
/// </summary>
internal abstract class Fifo
{
    private readonly List<(Signal When, Signal Data)> _pushes = [];
    private readonly List<Signal> _pops = [], _clears = [];
    private (WireSignal Popped, WireSignal Cleared)? _changes;

    /// <summary>Makes what both ends see.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="places">Elements.</param>
    protected Fifo(Wires wires, StreamVariable stream, int places)
    {
        (Wires, Stream, Places) = (wires, stream, places);
        Width = StreamShape.WidthOf(stream);
        Count = wires.Module.Register(System.Numerics.BitOperations.Log2((uint)places) + 1, 0, stream.Name + "_count", stream.Source);
        IsFull = wires.Module.Register(1, 0, stream.Name + "_full", stream.Source);
        IsEmpty = wires.Module.Register(1, 1, stream.Name + "_empty", stream.Source);
    }

    /// <summary>The stream.</summary>
    public StreamVariable Stream { get; }

    /// <summary>Elements.</summary>
    public int Places { get; }

    /// <summary>Nothing can be read.</summary>
    public RegisterSignal IsEmpty { get; }

    /// <summary>Nothing can be written.</summary>
    public RegisterSignal IsFull { get; }

    /// <summary>Elements that are there.</summary>
    public RegisterSignal Count { get; }

    /// <summary>Nothing is on its way to the reading end; where it is, an empty stream is no reason to give up.</summary>
    public virtual Signal IsSettled => Wires.One;

    /// <summary>The oldest element, while it is not empty.</summary>
    protected abstract Signal Head { get; }

    /// <summary>The netlist.</summary>
    protected Wires Wires { get; }

    /// <summary>Bits of an element.</summary>
    protected int Width { get; }

    /// <summary>A field of the oldest element.</summary>
    public Signal Field(int index)
    {
        int offset = Stream.Fields.Take(index).Sum(field => field.Range.WidthBits);
        return Wires.Slice(Head, offset, Stream.Fields[index].Range.WidthBits);
    }

    /// <summary>Takes the oldest element, on the edge at the end of the cycle; only while it is not empty.</summary>
    public void Pop(Signal when) => _pops.Add(when);

    /// <summary>Appends an element, given by field; only while it is not full.</summary>
    public void Push(Signal when, IReadOnlyList<Signal> fields)
        => _pushes.Add((when, fields.Count == 1 ? fields[0] : Wires.Module.Concatenate([.. fields.Reverse()])));

    /// <summary>Empties it.</summary>
    public void Clear(Signal when) => _clears.Add(when);

    /// <summary>When the oldest element goes, and when all go.</summary>
    public (Signal Popped, Signal Cleared) Changes()
        => _changes ??= (Wires.Module.Wire(1, Stream.Name + "_popped"), Wires.Module.Wire(1, Stream.Name + "_cleared"));

    /// <summary>Connects everything.</summary>
    public void Finish()
    {
        Selector data = new(Wires);
        _pushes.ForEach(push => data.Add(push.When, push.Data));
        var (push, value) = _pushes.Count == 0 ? (Wires.Zero, Wires.Constant(0, Width)) : data.Build();
        var pop = Wires.OrAll(_pops);
        var clear = Wires.OrAll(_clears);
        if (_changes is var (popped, cleared))
        {
            Wires.Module.Connect(popped, pop);
            Wires.Module.Connect(cleared, clear);
        }

        var grows = Wires.And(push, Wires.Not(pop))!;
        var shrinks = Wires.And(pop, Wires.Not(push))!;
        Counts(Count, Wires.Constant(0, Count.WidthBits), push, pop, clear);
        Flag(IsFull, Wires.And(grows, Wires.IsEqual(Count, Places - 1))!, shrinks, clear);
        Connect(push, value, pop, clear);
    }

    /// <summary>Connects the storage and <see cref="IsEmpty"/>.</summary>
    protected abstract void Connect(Signal push, Signal data, Signal pop, Signal clear);

    /// <summary>A counter that goes up, down, or back to where it started.</summary>
    protected void Counts(RegisterSignal counter, Signal start, Signal up, Signal down, Signal clear)
    {
        var one = Wires.Constant(1, counter.WidthBits);
        var more = Wires.Binary(Operator.Add, counter, one);
        var next = down == Wires.Zero ? more : Wires.Multiplex(up, more, Wires.Binary(Operator.Subtract, counter, one));
        var changes = down == Wires.Zero ? up : Wires.Binary(Operator.Xor, up, down);
        Wires.Module.Drive(counter, Wires.Multiplex(clear, start, next), Wires.Or(changes, clear));
    }

    /// <summary>A bit that is set, and reset by either of two.</summary>
    protected void Flag(RegisterSignal flag, Signal set, Signal reset, Signal clear)
        => Wires.Module.Drive(flag, Wires.And(Wires.And(Wires.Or(flag, set), Wires.Not(reset)), Wires.Not(clear))!);

    /// <summary>Empty as soon as the last element is taken, and no longer as soon as one is written.</summary>
    protected void EmptyByCount(Signal push, Signal pop, Signal clear)
    {
        var last = Wires.And(Wires.And(pop, Wires.Not(push)), Wires.IsEqual(Count, 1))!;
        Wires.Module.Drive(IsEmpty, Wires.Or(clear, Wires.And(Wires.Or(IsEmpty, last), Wires.Not(push)))!);
    }
}
