namespace Accel.Models.Widths;

/// <summary>
/// The ranges of one output channel of a linear layer, whatever its inputs are: sums of the positive and of the negative weights.
/// </summary>
internal static class LayerRange
{
    /// <summary>The gated sum without bias: any subset of the weights.</summary>
    public static Interval Weights(LinearLayer layer, int channel)
    {
        long negative = 0;
        long positive = 0;
        foreach (var weight in layer.Weight.AsSpan(channel * layer.Inputs, layer.Inputs))
        {
            negative += Math.Min(weight, (sbyte)0);
            positive += Math.Max(weight, (sbyte)0);
        }

        return new Interval(negative, positive);
    }

    /// <summary>
    /// From the bias on, each weight added up to <paramref name="count"/> times (1 for a spike, 255 for a pixel), in any order.
    /// </summary>
    public static Interval Accumulator(LinearLayer layer, int channel, long count) =>
        Weights(layer, channel).Times(count).Plus(new Interval(layer.Bias[channel], layer.Bias[channel]));

    /// <summary>K, and the widest that its accumulator becomes with the rounding of the ReLU.</summary>
    public static (Interval Rounded, int LargestKey) Relu(Interval accumulator, int shift, int kBits)
    {
        Int128 round = shift == 0 ? 0 : (Int128)1 << (shift - 1);
        var rounded = Int128.Max(accumulator.Max, 0) + round;
        return (accumulator.Union(new Interval(0, rounded)), (int)Int128.Min(rounded >> shift, (1 << kBits) - 1));
    }
}
