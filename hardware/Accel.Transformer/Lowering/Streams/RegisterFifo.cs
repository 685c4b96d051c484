using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>
/// Of few places: the oldest element is in a register, those behind it in a ring of others, from which it is filled when it is taken. So
/// there is one choice in front of one register, however many places there are.
/// </summary>
internal sealed class RegisterFifo : Fifo
{
    private readonly RegisterSignal _first;
    private readonly RegisterSignal[] _ring;
    private readonly RegisterSignal? _head, _tail;

    /// <summary>Makes the registers.</summary>
    public RegisterFifo(Wires wires, StreamVariable stream, int places)
        : base(wires, stream, places)
    {
        _first = Element();
        _ring = [.. Enumerable.Range(1, places - 1).Select(_ => Element())];
        if (_ring.Length > 1)
        {
            int bits = System.Numerics.BitOperations.Log2((uint)(_ring.Length - 1)) + 1;
            _head = wires.Module.Register(bits, 0, stream.Name + "_head", stream.Source);
            _tail = wires.Module.Register(bits, 0, stream.Name + "_tail", stream.Source);
        }

        RegisterSignal Element() => wires.Module.Register(Width, null, stream.Name + "_element", stream.Source);
    }

    /// <inheritdoc/>
    protected override Signal Head => _first;

    /// <inheritdoc/>
    protected override void Connect(Signal push, Signal data, Signal pop, Signal clear)
    {
        EmptyByCount(push, pop, clear);
        var isOnly = Wires.IsEqual(Count, 1);
        var passes = _ring.Length > 1 ? Wires.And(push, Wires.Or(IsEmpty, Wires.And(pop, isOnly)))! : ComesTo(0, push, pop);
        if (_ring.Length == 0)
        {
            Wires.Module.Drive(_first, data, passes);
            return;
        }

        var enters = _ring.Length > 1 ? Wires.And(push, Wires.Not(passes))! : ComesTo(1, push, pop);
        Signal next = _ring[0];
        for (int i = 0; i < _ring.Length; i++)
        {
            Wires.Module.Drive(_ring[i], data, _tail is null ? enters : Wires.And(enters, Wires.IsEqual(_tail, i))!);
            next = i == 0 ? next : Wires.Multiplex(Wires.IsEqual(_head!, i), _ring[i], next);
        }

        Wires.Module.Drive(_first, Wires.Multiplex(passes, data, next), Wires.Or(pop, passes));
        if (_head is not null)
        {
            GoesAround(_head, Wires.And(pop, Wires.Not(isOnly))!, clear);
            GoesAround(_tail!, enters, clear);
        }
    }

    // What is written comes to that place, of at most two: where it is told by the count, and by whether all move up.
    private Signal ComesTo(int place, Signal push, Signal pop)
    {
        var stays = Wires.And(Wires.Not(pop), Wires.IsEqual(Count, place))!;
        var moves = place + 1 < 1 << Count.WidthBits ? Wires.And(pop, Wires.IsEqual(Count, place + 1))! : Wires.Zero;
        return Wires.And(push, Wires.Or(stays, moves))!;
    }

    private void GoesAround(RegisterSignal place, Signal moves, Signal clear)
    {
        var zero = Wires.Constant(0, place.WidthBits);
        var next = Wires.Binary(Operator.Add, place, Wires.Constant(1, place.WidthBits));
        bool wrapsByItself = _ring.Length == 1 << place.WidthBits;
        next = wrapsByItself ? next : Wires.Multiplex(Wires.IsEqual(place, _ring.Length - 1), zero, next);
        Wires.Module.Drive(place, Wires.Multiplex(clear, zero, next), Wires.Or(moves, clear));
    }
}
