using System.Text.Json.Serialization;

namespace Accel.Rtl.Estimation;

/// <summary>
/// Delay of an operator as a function of its size: a carry chain grows by the bit, a tree of look-up tables by the doubling.
/// </summary>
/// <param name="BaseNs">At size 0 of a chain, size 1 of a tree; may be negative where the fit says so.</param>
/// <param name="PerBitNs">For each bit.</param>
/// <param name="PerDoublingNs">For each doubling.</param>
/// <param name="LeastNs">It is never less: up to the size of one LUT RAM, the number of words makes no difference.</param>
public sealed record DelayModel(
    double BaseNs,
    double PerBitNs,
    double PerDoublingNs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double LeastNs = 0)
{
    /// <summary>The delay at a size of at least 1, in nanoseconds.</summary>
    public double AtNs(int size) => Math.Max(LeastNs, BaseNs + (PerBitNs * size) + (PerDoublingNs * Math.Log2(Math.Max(1, size))));
}
