using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Answers of SimpleMemory that nobody has taken yet. Whoever asks keeps a place for each answer, so that the
/// memory can always deliver, whatever becomes of the kernel's writes: reads under way never block a write.
/// </summary>
internal sealed class AnswerQueue
{
    /// <summary>Places that a kernel's queues have: a power of two, so that a pointer counts on from the last to the first.</summary>
    public const int Depth = 32;

    /// <summary>Bits of a number of places, from none to all.</summary>
    public static int CountBits(int depth) => System.Numerics.BitOperations.Log2((uint)depth) + 1;

    private readonly Wires _wires;
    private readonly Signal _arrives;
    private readonly Memory _answers;
    private readonly RegisterSignal _head, _tail, _count;
    private readonly Signal _isEmpty;
    private readonly Signal _data;

    /// <summary>Makes the queue behind the memory's answers.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="valid">An answer is there.</param>
    /// <param name="data">The answer.</param>
    /// <param name="depth">Places, a power of two.</param>
    public AnswerQueue(Wires wires, Signal valid, Signal data, int depth)
    {
        (_wires, _arrives, _data) = (wires, valid, data);
        _answers = wires.Module.Memory("answers", depth, data.WidthBits, MemoryStyle.Distributed);
        _head = wires.Module.Register(_answers.AddressWidthBits, 0, "answers_head");
        _tail = wires.Module.Register(_answers.AddressWidthBits, 0, "answers_tail");
        _count = wires.Module.Register(CountBits(depth), 0, "answers_count");
        _isEmpty = wires.IsEqual(_count, 0);
        Data = wires.Multiplex(_isEmpty, data, wires.Module.Read(_answers, _head, wires.Not(_isEmpty)));
        IsAnswered = wires.Or(wires.Not(_isEmpty), valid)!;
    }

    /// <summary>The oldest answer, while <see cref="IsAnswered"/>.</summary>
    public Signal Data { get; }

    /// <summary>An answer is there.</summary>
    public Signal IsAnswered { get; }

    /// <summary>Connects the queue.</summary>
    /// <param name="taken">The oldest answer is taken.</param>
    public void Finish(Signal taken)
    {
        var module = _wires.Module;
        var passes = _wires.And(_isEmpty, taken)!;
        var push = _wires.And(_arrives, _wires.Not(passes))!;
        var pop = _wires.And(taken, _wires.Not(_isEmpty))!;
        module.Write(_answers, push, _tail, _data);
        Counter.Drive(_wires, _tail, push, _wires.Zero);
        Counter.Drive(_wires, _head, pop, _wires.Zero);
        Counter.Drive(_wires, _count, push, pop);
    }
}
