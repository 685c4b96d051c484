using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>
/// Neurons that choose their own parameters from the currents that they see, so that a fifth or so of them fire, and note the choice in
/// the order of the layers. The thresholds and shifts that they are given do not matter.
/// </summary>
internal sealed class CalibratingNeurons(ModelConfiguration configuration, int fractionBits, SeededRandom random) : Neurons(configuration)
{
    private const double LeastRate = 0.18;
    private const double MostRate = 0.45;

    /// <summary>The chosen thresholds, or right shifts of K, layer by layer.</summary>
    public Queue<int[]> Chosen { get; } = new();

    public override sbyte[] Binary(ReadOnlySpan<long> currents, ReadOnlySpan<int> theta)
    {
        var chosen = Choose(currents, theta.Length, ternary: false);
        return base.Binary(currents, chosen);
    }

    public override sbyte[] Ternary(ReadOnlySpan<long> currents, ReadOnlySpan<int> theta)
    {
        var chosen = Choose(currents, theta.Length, ternary: true);
        return base.Ternary(currents, chosen);
    }

    // The smallest shift at which nine values in ten are below the clamp.
    public override int[] Relu(ReadOnlySpan<long> currents, ReadOnlySpan<int> shift)
    {
        var chosen = new int[shift.Length];
        for (var c = 0; c < chosen.Length; c++)
        {
            var sorted = Channel(currents, c, chosen.Length);
            Array.Sort(sorted);
            var high = Math.Max(sorted[sorted.Length * 9 / 10], 1);
            while (high >> chosen[c] >= 1L << Configuration.KBits)
            {
                chosen[c]++;
            }
        }

        Chosen.Enqueue(chosen);
        return base.Relu(currents, chosen);
    }

    private int[] Choose(ReadOnlySpan<long> currents, int channels, bool ternary)
    {
        var chosen = new int[channels];
        for (var c = 0; c < channels; c++)
        {
            chosen[c] = ChooseOne(Channel(currents, c, channels), ternary);
        }

        Chosen.Enqueue(chosen);
        return chosen;
    }

    // Thresholds are multiples of 2^fractionBits, so that a leak stays exact under soft reset too.
    private int ChooseOne(long[] currents, bool ternary)
    {
        var target = LeastRate + (random.Fraction() * (MostRate - LeastRate));
        var (low, high) = (1, int.MaxValue >> fractionBits);
        while (low < high)
        {
            var middle = (int)(((long)low + high + 1) / 2);
            (low, high) = Rate(currents, middle, ternary) >= target ? (middle, high) : (low, middle - 1);
        }

        // With few samples a rate comes in large steps: the choice between the step above and the one below is drawn.
        var (above, below) = (Rate(currents, low, ternary), low == int.MaxValue >> fractionBits ? 0 : Rate(currents, low + 1, ternary));
        var next = above > target && above > below && random.Chance((above - target) / (above - below));
        return (next ? low + 1 : low) << fractionBits;
    }

    private double Rate(long[] currents, int theta, bool ternary)
    {
        ReadOnlySpan<int> threshold = [theta << fractionBits];
        var spikes = ternary ? base.Ternary(currents, threshold) : base.Binary(currents, threshold);
        return 1.0 - (spikes.AsSpan().Count((sbyte)0) / (double)spikes.Length);
    }

    private static long[] Channel(ReadOnlySpan<long> currents, int channel, int channels)
    {
        var values = new long[currents.Length / channels];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = currents[(i * channels) + channel];
        }

        return values;
    }
}
