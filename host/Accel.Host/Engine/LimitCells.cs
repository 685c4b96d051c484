namespace Accel.Host.Engine;

/// <summary>A limit that a device tells, and what it may be.</summary>
/// <param name="Name">In words.</param>
/// <param name="Value">What the device says.</param>
/// <param name="Least">The smallest that an engine has.</param>
/// <param name="Most">The largest.</param>
internal readonly record struct ToldLimit(string Name, long Value, long Least, long Most);

/// <summary>What devices tell of their limits, before anybody believes it.</summary>
internal static class LimitCells
{
    /// <summary>A size as a cell has it; one that no array has is the largest that one could have.</summary>
    public static int Size(uint cell) => (int)Math.Min(cell, int.MaxValue);

    /// <summary>The first limit that no engine has, or null.</summary>
    public static ToldLimit? FirstImpossible(ReadOnlySpan<ToldLimit> limits)
    {
        foreach (var limit in limits)
        {
            if (limit.Value < limit.Least || limit.Value > limit.Most)
            {
                return limit;
            }
        }

        return null;
    }
}
