using Accel.Rtl;

namespace Accel.Transformer.Lowering;

/// <summary>
/// Whose answer the memory gives next, of several processes that read: in the order in which it took their requests. The owner of the next
/// one is a register per process, past which the queue is filled; whose an answer is takes no memory's time.
/// </summary>
internal sealed class AnswerOwners
{
    private readonly Wires _wires;
    private readonly RamQueue _queue;
    private readonly List<RegisterSignal> _next;

    /// <summary>Makes the registers.</summary>
    /// <param name="wires">The netlist.</param>
    /// <param name="processes">Numbers of those that read, at least 2.</param>
    /// <param name="open">Answers that they wait for at most, together.</param>
    public AnswerOwners(Wires wires, IReadOnlyList<int> processes, int open)
    {
        _wires = wires;
        _next = [.. processes.Select(i => wires.Module.Register(1, 0, $"port{i}_answer_is_next"))];
        int bits = System.Numerics.BitOperations.Log2((uint)(processes.Count - 1)) + 1;
        _queue = new RamQueue(wires, "port_owners", open - 1, bits);
    }

    /// <summary>By process that reads: the next answer is its.</summary>
    public IReadOnlyList<Signal> IsNext => _next;

    /// <summary>Connects everything.</summary>
    /// <param name="asked">By process that reads: the memory takes its read.</param>
    /// <param name="answered">The memory answers.</param>
    public void Finish(IReadOnlyList<Signal> asked, Signal answered)
    {
        Selector owner = new(_wires);
        for (int i = 0; i < asked.Count; i++)
        {
            owner.Add(asked[i], _wires.Constant(i, _queue.Oldest.WidthBits));
        }

        var any = _wires.OrAll(asked);
        var isFree = _wires.Or(answered, _wires.Not(_wires.OrAll(_next)))!;
        var passes = _wires.And(isFree, _queue.IsEmpty)!;
        for (int i = 0; i < asked.Count; i++)
        {
            _wires.Module.Drive(_next[i], _wires.Multiplex(_queue.IsEmpty, asked[i], _wires.IsEqual(_queue.Oldest, i)), isFree);
        }

        _queue.Finish(_wires.And(any, _wires.Not(passes))!, owner.Build().Value, _wires.And(isFree, _wires.Not(_queue.IsEmpty))!);
    }
}
