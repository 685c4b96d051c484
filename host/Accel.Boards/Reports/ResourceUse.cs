using Accel.Rtl.Estimation;

namespace Accel.Boards.Reports;

/// <summary>What a design takes of an FPGA, in the units of <see cref="ResourceBudget"/>.</summary>
/// <param name="Luts">Look-up tables; on the iCE40 logic cells.</param>
/// <param name="FlipFlops">Flip-flops; null where the report does not count them apart from the LUTs.</param>
/// <param name="BlockRams">Block RAMs of the budget's size.</param>
/// <param name="Multipliers">DSP blocks.</param>
public sealed record ResourceUse(long Luts, long? FlipFlops, long BlockRams, long Multipliers)
{
    /// <summary>From an estimate.</summary>
    public static ResourceUse Of(ResourceEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return new(estimate.Luts, estimate.FlipFlops, estimate.BlockRams, estimate.Multipliers);
    }

    /// <summary>Each resource with its share of what there is.</summary>
    public IReadOnlyList<ResourceShare> Of(ResourceBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var shares = new List<ResourceShare>
        {
            new("LUTs", Luts, budget.Luts),
            new("block RAMs", BlockRams, budget.BlockRams),
            new("DSPs", Multipliers, budget.Multipliers),
        };
        if (FlipFlops is { } flipFlops)
        {
            shares.Insert(1, new("flip-flops", flipFlops, budget.FlipFlops));
        }

        return shares;
    }
}

/// <summary>A resource: used and available.</summary>
public sealed record ResourceShare(string Resource, long Used, long Available)
{
    /// <summary>False when more is used than there is.</summary>
    public bool Fits => Used <= Available;
}

/// <summary>Whether a design is fast enough.</summary>
/// <param name="SlackNs">By how much the worst path is shorter than the clock's period; negative when it is longer.</param>
/// <param name="HoldSlackNs">Likewise for hold; null where the report has none.</param>
/// <param name="FailingEndpoints">How many registers miss the clock, the hold time or the width of a clock's pulse.</param>
/// <param name="AchievedMHz">The fastest clock; null where it depends on several clocks.</param>
public sealed record TimingResult(double SlackNs, double? HoldSlackNs, int FailingEndpoints, double? AchievedMHz)
{
    /// <summary>
    /// By how much the narrowest pulse of a clock is wider than the cells that it reaches need; null where the report has none.
    /// </summary>
    public double? PulseWidthSlackNs { get; init; }

    /// <summary>True when all paths are short enough, none too short, and all pulses wide enough.</summary>
    public bool Met => FailingEndpoints == 0 && !Missed().Any();

    /// <summary>What is missed, each with its slack in nanoseconds.</summary>
    public IEnumerable<(string What, double SlackNs)> Missed()
        => new (string What, double? SlackNs)[] { ("setup", SlackNs), ("hold", HoldSlackNs), ("pulse width", PulseWidthSlackNs) }
            .Where(static m => m.SlackNs < 0).Select(static m => (m.What, m.SlackNs!.Value));
}
