using Accel.Shell.Construction;

namespace Accel.Shell.Common;

/// <summary>
/// The answers that a kernel has not taken yet. An answer is at the memory's output for one cycle, in which the host may already read; what
/// is not taken then moves into one of two registers. So a kernel that asks for the next cells before it takes an answer (no generated one
/// has more than two waiting) is not held up.
/// </summary>
internal sealed class WaitingAnswers
{
    private readonly Reg _fresh, _waiting, _second, _oldest, _newer;

    /// <param name="c">Where they wait.</param>
    /// <param name="width">Bits of an answer.</param>
    internal WaitingAnswers(Circuit c, int width)
    {
        (_fresh, _waiting, _second) = (c.Register("answer_fresh", 1, 0), c.Register("answer_waiting", 1, 0), c.Register("second_waiting", 1, 0));
        (_oldest, _newer) = (c.Register("oldest_answer", width), c.Register("newer_answer", width));
        HasRoom = ~(_fresh.Value & _waiting.Value) & ~_second.Value;
        IsValid = _fresh.Value | _waiting.Value;
    }

    /// <summary>Another read may be taken: its answer will find a place, whether the kernel takes one before or not.</summary>
    internal Bits HasRoom { get; }

    internal Bits IsValid { get; }

    internal Bits Data { get; private set; }

    internal void Connect(Bits running, Bits read, Bits beat, Bits taken)
    {
        Data = _waiting.Value.Then(_oldest, beat);
        _fresh.Set(read & running);
        var (fresh, waiting, second) = (_fresh.Value, _waiting.Value, _second.Value);

        // Two that wait and one that arrives cannot be: HasRoom.
        var arrivesFirst = fresh & (taken.Then(waiting & ~second, ~waiting));
        var arrivesSecond = fresh & waiting & ~taken;
        _waiting.Set(running & (arrivesFirst | (waiting & (~taken | second))));
        _second.Set(running & (arrivesSecond | (second & ~taken)));
        _oldest.Set(arrivesFirst, beat);
        _oldest.Set(taken & second, _newer);
        _newer.Set(arrivesSecond, beat);
    }
}
