using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>
/// Finds, for all channels of a layer at once, thresholds at which they fire at given rates. Thresholds are multiples of 2^fractionBits,
/// so that a leak stays exact under soft reset too.
/// </summary>
internal sealed class ThresholdSearch(ModelConfiguration c, int fractionBits, FiringRates rates)
{
    private const int Rounds = 4;
    private const double Tolerance = 0.01;

    /// <summary>The largest thresholds with at least the targets' rates; the least of all where even that fires more rarely.</summary>
    /// <param name="currents">[T, positions, channels].</param>
    /// <param name="targets">Of each channel.</param>
    /// <param name="least">The smallest threshold of each channel, from 1 on, in units of 2^fractionBits.</param>
    public int[] Find(Span<long> currents, double[] targets, int[] least)
    {
        long most = 1;
        foreach (var x in currents)
        {
            most = Math.Max(most, Math.Abs(x));
        }

        // No membrane grows beyond T currents, or with a leak beyond two.
        var bound = (int)(Math.Min(((c.LeakShift == 0 ? c.Timesteps : 2) * most) + 1, int.MaxValue) >> fractionBits);
        var low = (int[])least.Clone();
        var high = Array.ConvertAll(low, l => Math.Max(l, bound));
        var middle = new int[targets.Length];
        while (high.AsSpan().SequenceCompareTo(low) != 0)
        {
            for (var o = 0; o < middle.Length; o++)
            {
                middle[o] = (int)(((long)low[o] + high[o] + 1) / 2);
            }

            var reached = rates.Rates(currents, Scaled(middle));
            for (var o = 0; o < middle.Length; o++)
            {
                (low[o], high[o]) = reached[o] >= targets[o] ? (middle[o], high[o]) : (low[o], Math.Max(low[o], middle[o] - 1));
            }
        }

        return Scaled(low);
    }

    /// <summary>
    /// The same from the least thresholds on; where channels cannot fire as often as is wanted (of attention those whose sums are hardly
    /// ever positive), the others do so more often, so that the layer's own rate is right.
    /// </summary>
    /// <param name="currents">As for <see cref="Find(Span{long}, double[], int[])"/>.</param>
    /// <param name="targets">Of each channel; those of the others are raised.</param>
    public int[] Find(Span<long> currents, double[] targets)
    {
        var (wanted, least) = (Total(targets), Enumerable.Repeat(1, targets.Length).ToArray());
        var theta = Find(currents, targets, least);
        for (var round = 0; round < Rounds; round++)
        {
            var reached = rates.Rates(currents, theta);
            var (missing, able) = (wanted - Total(reached), reached.Zip(targets, static (r, t) => r >= t).ToArray());
            if (missing < wanted * Tolerance || !able.Contains(true))
            {
                break;
            }

            var factor = 1 + (missing / Total(reached.Where((_, o) => able[o])));
            for (var o = 0; o < targets.Length; o++)
            {
                targets[o] = able[o] ? Math.Min(targets[o] * factor, 1) : targets[o];
            }

            theta = Find(currents, targets, least);
        }

        return theta;
    }

    /// <summary>With few samples a rate comes in large steps: the choice between the step above the target and the one below is
    /// drawn.</summary>
    /// <param name="currents">As for <see cref="Find(Span{long}, double[], int[])"/>.</param>
    /// <param name="targets">As for <see cref="Find(Span{long}, double[], int[])"/>.</param>
    /// <param name="theta">What it found; some of them become the next.</param>
    /// <param name="random">Draws.</param>
    public void Dither(Span<long> currents, double[] targets, int[] theta, SeededRandom random)
    {
        var next = Array.ConvertAll(theta, t => (int)Math.Min(t + (1L << fractionBits), int.MaxValue >> fractionBits << fractionBits));
        var (above, below) = (rates.Rates(currents, theta), rates.Rates(currents, next));
        for (var o = 0; o < theta.Length; o++)
        {
            if (above[o] > targets[o] && above[o] > below[o] && random.Chance((above[o] - targets[o]) / (above[o] - below[o])))
            {
                theta[o] = next[o];
            }
        }
    }

    /// <summary>Fractions of currents as thresholds, for <see cref="Find(Span{long}, double[], int[])"/>.</summary>
    public int[] Units(long[] currents, int divisor) =>
        Array.ConvertAll(currents, x => (int)Math.Clamp((x / divisor) >> fractionBits, 1, int.MaxValue >> fractionBits));

    // From the first to the last, so that it is the same number on every machine.
    private static double Total(IEnumerable<double> values) => values.Aggregate(0.0, static (sum, value) => sum + value);

    private int[] Scaled(int[] units) => Array.ConvertAll(units, u => u << fractionBits);
}
