using Accel.Shell.Construction;

namespace Accel.Shell.Serial;

/// <summary>
/// Tells the bits of a line apart: a counter of cycles with a fraction of 1/256, so that a rate need not divide the clock.
/// </summary>
internal sealed class BitTimer
{
    private const int FractionBits = 8;

    private readonly Reg _cycles, _fraction;

    internal BitTimer(Circuit c, int periodBits)
    {
        _cycles = c.Register("cycles_left", periodBits - FractionBits);
        _fraction = c.Register("fraction", FractionBits);
        Tick = _cycles.Value.Is(1);
    }

    /// <summary>1 in the last cycle of a bit.</summary>
    internal Bits Tick { get; }

    /// <summary>Says when it runs.</summary>
    /// <param name="begin">Begins a span anew.</param>
    /// <param name="next">Begins the next period, with the fraction that is left.</param>
    /// <param name="run">Lets it run; 1 with <paramref name="begin"/> and <paramref name="next"/>.</param>
    /// <param name="period">Of a bit, in 1/256 cycles.</param>
    /// <param name="first">Of the span that <paramref name="begin"/> begins.</param>
    internal void Connect(Bits begin, Bits next, Bits run, Bits period, Bits first)
    {
        var span = begin.Then(first, period) + _fraction.Value.When(~begin).ZeroExtend(period.Width);
        _fraction.Set(begin | next, span[..FractionBits]);
        _cycles.Set(run, (begin | next).Then(span[FractionBits..], _cycles.Value - 1));
    }
}
