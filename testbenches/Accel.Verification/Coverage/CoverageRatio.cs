namespace Accel.Verification;

/// <summary>How many of how many were reached.</summary>
/// <param name="Covered">At least 0.</param>
/// <param name="Total">At least <paramref name="Covered"/>.</param>
public sealed record CoverageRatio(int Covered, int Total)
{
    /// <summary>0 to 100, rounded down to a tenth, so that 100 means all; 100 when there is nothing to reach.</summary>
    public double Percent => Total == 0 ? 100 : Math.Floor(1000.0 * Covered / Total) / 10;

    /// <summary>Both together.</summary>
    public static CoverageRatio operator +(CoverageRatio a, CoverageRatio b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new CoverageRatio(a.Covered + b.Covered, a.Total + b.Total);
    }

    /// <summary>The same as the operator.</summary>
    public static CoverageRatio Add(CoverageRatio left, CoverageRatio right) => left + right;

    internal static CoverageRatio Of<T>(IReadOnlyCollection<T> items, Func<T, bool> isCovered) => new(items.Count(isCovered), items.Count);
}
