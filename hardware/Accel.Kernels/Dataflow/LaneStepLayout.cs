namespace Accel.Kernels;

/// <summary>
/// Steps of lanes in memory, two cells each: the rows of slots 0 to 2 (9 bits each, slot 0 lowest); the row of slot 3 below the addend and
/// the flags.
/// </summary>
public static class LaneStepLayout
{
    /// <summary>Most steps of a run.</summary>
    public const int MostSteps = 8192;

    /// <summary>Where the addend begins in a step's second cell: 0, the accumulator, the first or the second kept sum (0 to 3).</summary>
    public const int AddendBit = 9;

    /// <summary>The sum is kept as the first one.</summary>
    public const int KeepsFirstBit = 11;

    /// <summary>The sum is kept as the second one.</summary>
    public const int KeepsSecondBit = 12;

    /// <summary>The sum is read out.</summary>
    public const int SavesBit = 13;
}
