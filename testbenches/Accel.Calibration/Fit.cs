using Accel.Rtl.Estimation;

namespace Accel.Calibration;

/// <summary>Least squares.</summary>
internal static class Fit
{
    private const int Decimals = 3;

    /// <summary>
    /// The model of least squared error: base and a slope by the bit, or base and a slope by the doubling, whichever fits better.
    /// </summary>
    public static DelayModel Make(IReadOnlyList<(int Size, double Ns)> points)
    {
        var (bitBase, bit, bitError) = Line([.. points.Select(p => ((double)p.Size, p.Ns))]);
        var (treeBase, doubling, treeError) = Line([.. points.Select(p => (Math.Log2(p.Size), p.Ns))]);
        return bitError <= treeError
            ? new DelayModel(Round(bitBase), Round(bit), 0)
            : new DelayModel(Round(treeBase), 0, Round(doubling));
    }

    /// <summary>The model of something that takes the same time up to a size, and grows as a tree beyond it.</summary>
    public static DelayModel MakeAbove(int flatSize, IReadOnlyList<(int Size, double Ns)> points)
        => Make([.. points.Where(p => p.Size > flatSize)]) with { LeastNs = Round(points.Where(p => p.Size <= flatSize).Max(p => p.Ns)) };

    /// <summary>To the digits that the tables have.</summary>
    public static double Round(double ns) => Math.Round(ns, Decimals);

    private static (double Base, double Slope, double SquaredError) Line(IReadOnlyList<(double X, double Y)> points)
    {
        double meanX = points.Average(p => p.X), meanY = points.Average(p => p.Y);
        double spread = points.Sum(p => (p.X - meanX) * (p.X - meanX));
        double slope = spread == 0 ? 0 : points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / spread;
        double start = meanY - (slope * meanX);
        return (start, slope, points.Sum(p => Math.Pow(p.Y - start - (slope * p.X), 2)));
    }
}
