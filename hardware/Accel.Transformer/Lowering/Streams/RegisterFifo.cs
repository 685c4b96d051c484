using Accel.Rtl;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Lowering.Streams;

/// <summary>Of few places: registers that move up when the oldest element, in the first one, is taken.</summary>
internal sealed class RegisterFifo : Fifo
{
    private readonly RegisterSignal[] _elements;

    /// <summary>Makes the registers.</summary>
    public RegisterFifo(Wires wires, StreamVariable stream, int places)
        : base(wires, stream, places)
    {
        _elements = [.. Enumerable.Range(0, places)
            .Select(_ => wires.Module.Register(Width, null, stream.Name + "_element", stream.Source))];
    }

    /// <inheritdoc/>
    protected override Signal Head => _elements[0];

    /// <inheritdoc/>
    protected override void Connect(Signal push, Signal data, Signal pop, Signal clear)
    {
        EmptyByCount(push, pop, clear);
        for (int i = 0; i < _elements.Length; i++)
        {
            // What is written goes behind the last one: where that is, tells the count, and whether all move up.
            var stays = Wires.And(Wires.Not(pop), Wires.IsEqual(Count, i))!;
            var moves = i + 1 < 1 << Count.WidthBits ? Wires.And(pop, Wires.IsEqual(Count, i + 1))! : Wires.Zero;
            var here = Wires.And(push, Wires.Or(stays, moves))!;
            if (i + 1 < _elements.Length)
            {
                Wires.Module.Drive(_elements[i], Wires.Multiplex(here, data, _elements[i + 1]), Wires.Or(pop, here));
            }
            else
            {
                Wires.Module.Drive(_elements[i], data, here);
            }
        }
    }
}
