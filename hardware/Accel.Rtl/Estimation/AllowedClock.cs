namespace Accel.Rtl.Estimation;

/// <summary>
/// The clock that a design may run at: the one it was made for, unless its longest path allows less. Whoever quotes a clock, or a rate at
/// one, takes it from here.
/// </summary>
/// <param name="WantedMHz">The clock that it was made for.</param>
/// <param name="PathNs">Its longest path.</param>
public sealed record AllowedClock(double WantedMHz, double PathNs)
{
    // Far below what an estimate can mean: a path that is as long as the period meets it.
    private const double ToleranceNs = 1e-6;

    /// <summary>The period of the clock that it was made for.</summary>
    public double PeriodNs => 1000 / WantedMHz;

    /// <summary>False when the path is longer than the period.</summary>
    public bool IsMet => PathNs <= PeriodNs + ToleranceNs;

    /// <summary>The clock that it may run at.</summary>
    public double MHz => IsMet ? WantedMHz : 1000 / PathNs;

    /// <summary>The same in whole hertz.</summary>
    public long Hz => (long)Math.Round(MHz * 1e6);
}
