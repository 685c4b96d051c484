namespace Accel.Host.EventEngine;

/// <summary>The sets of spikes that a visit adds one after the other, of four timesteps each.</summary>
internal static class SharedSets
{
    /// <summary>Sets of a schedule: how each is made, and whether its sum is saved.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="timesteps">Those left from this group of four on.</param>
    public static (Func<uint, uint, uint, uint, uint> Of, bool Saves)[] Of(SetSchedule schedule, int timesteps) => schedule switch
    {
        SetSchedule.Static => [(static (a, _, _, _) => a, true)],
        SetSchedule.Summed => [.. _summed.Take(Math.Min(timesteps, 4)).Select((of, i) => (of, i == Math.Min(timesteps, 4) - 1))],
        _ => _shared[..Math.Min(_shared.Length, timesteps switch { 1 => 3, 2 => 4, 3 => 6, _ => 7 })],
    };

    private static readonly Func<uint, uint, uint, uint, uint>[] _summed =
        [static (a, _, _, _) => a, static (_, b, _, _) => b, static (_, _, c, _) => c, static (_, _, _, d) => d];

    // What all share; what the first two share besides; each of the two alone; and so for the last two.
    private static readonly (Func<uint, uint, uint, uint, uint> Of, bool Saves)[] _shared =
    [
        (static (a, b, c, d) => a & b & c & d, false),
        (static (a, b, c, d) => a & b & ~(c & d), false),
        (static (a, b, _, _) => a & ~b, true),
        (static (a, b, _, _) => b & ~a, true),
        (static (a, b, c, d) => c & d & ~(a & b), false),
        (static (_, _, c, d) => c & ~d, true),
        (static (_, _, c, d) => d & ~c, true),
    ];
}
