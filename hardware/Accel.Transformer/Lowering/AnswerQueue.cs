using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Answers of SimpleMemory that nobody has taken yet. Whoever asks keeps a place for each answer, so that the
/// memory can always deliver, whatever becomes of the kernel's writes: reads under way never block a write.
/// </summary>
internal sealed class AnswerQueue : PortAnswers
{
    /// <summary>Places that a kernel's queues have: a power of two, so that a pointer counts on from the last to the first.</summary>
    public const int Depth = Scheduling.PortAnswer.MostUnderWay;

    private readonly Wires _wires;
    private readonly PortInputs _inputs;
    private readonly RamQueue _queue;
    private readonly bool _passes;

    /// <summary>Makes the queue behind the memory's answers.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="inputs">What the memory says.</param>
    /// <param name="depth">Places, a power of two.</param>
    /// <param name="passes">
    /// An answer can be taken in the cycle in which it comes, by way of a multiplexer as wide as the port; else in the next one.
    /// </param>
    public AnswerQueue(Wires wires, PortInputs inputs, int depth, bool passes)
    {
        (_wires, _inputs, _passes) = (wires, inputs, passes);
        _queue = new RamQueue(wires, "answers", depth, inputs.Data.WidthBits);
        var isThere = wires.Not(_queue.IsEmpty);
        Data = passes ? wires.Multiplex(_queue.IsEmpty, inputs.Data, _queue.Oldest) : _queue.Oldest;
        IsAnswered = passes ? wires.Or(isThere, inputs.ResponseValid)! : isThere;
    }

    /// <summary>Bits of a number of places, from none to all.</summary>
    public static int CountBits(int depth) => System.Numerics.BitOperations.Log2((uint)depth) + 1;

    /// <inheritdoc/>
    public override Signal Data { get; }

    /// <inheritdoc/>
    public override Signal IsAnswered { get; }

    /// <inheritdoc/>
    public override Signal Finish(Signal taken, Signal wanted)
    {
        var passes = _passes ? _wires.And(_queue.IsEmpty, taken)! : _wires.Zero;
        _queue.Finish(
            _wires.And(_inputs.ResponseValid, _wires.Not(passes))!, _inputs.Data, _wires.And(taken, _wires.Not(_queue.IsEmpty))!);
        return _wires.One;
    }
}
