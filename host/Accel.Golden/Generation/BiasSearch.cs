namespace Accel.Golden.Generation;

/// <summary>
/// Finds what to add to the currents of each channel so that a given share of a timestep's spikes stays set in the next. A neuron that
/// fires starts again at 0, one that does not keeps what it has: the lower the bias, the further behind are those that were silent, and
/// the more spikes come from those that have just fired.
/// </summary>
internal sealed class BiasSearch(int unitBits, FiringRates rates, ThresholdSearch thresholds)
{
    private const int Steps = 7;
    private const int Lowest = -16; // in mean deviations of a channel's currents
    private const int Highest = 8;
    private const int DeviationsPerThreshold = 4;

    /// <summary>Multiples of 2^unitBits.</summary>
    /// <param name="currents">[T, positions, channels].</param>
    /// <param name="targets">The rate of each channel, at which the share is wanted.</param>
    /// <param name="kept">The share; where a channel's input does not allow it, the bias comes as near as it can.</param>
    public long[] Find(ReadOnlySpan<long> currents, double[] targets, double[] kept)
    {
        var deviation = Deviations(currents, targets.Length);
        var low = Array.ConvertAll(deviation, static d => Lowest * d);
        var high = Array.ConvertAll(deviation, static d => Highest * d);

        // Thresholds stay in a proportion to the currents, and do not vanish beside them.
        var least = thresholds.Units(deviation, DeviationsPerThreshold);
        for (var step = 0; step < Steps; step++)
        {
            var middle = low.Zip(high, (l, h) => Rounded((l + h) / 2)).ToArray();
            var moved = currents.ToArray();
            Move(moved, middle);
            var (rate, share) = rates.RatesAndKept(moved, thresholds.Find(moved, targets, least));
            for (var o = 0; o < middle.Length; o++)
            {
                // Too low is also where no threshold lets it fire often enough.
                (low[o], high[o]) = share[o] > kept[o] || rate[o] < targets[o] ? (middle[o], high[o]) : (low[o], middle[o]);
            }
        }

        return Array.ConvertAll(high, Rounded);
    }

    /// <summary>Adds to every current of each channel.</summary>
    public static void Move(Span<long> currents, long[] offset)
    {
        for (var first = 0; first < currents.Length; first += offset.Length)
        {
            for (var o = 0; o < offset.Length; o++)
            {
                currents[first + o] += offset[o];
            }
        }
    }

    private long Rounded(long offset) => offset >> unitBits << unitBits;

    private static long[] Deviations(ReadOnlySpan<long> currents, int channels)
    {
        var rows = currents.Length / channels;
        var (mean, deviation) = (new long[channels], new long[channels]);
        for (var i = 0; i < currents.Length; i++)
        {
            mean[i % channels] += currents[i];
        }

        for (var i = 0; i < currents.Length; i++)
        {
            deviation[i % channels] += Math.Abs(currents[i] - (mean[i % channels] / rows));
        }

        return Array.ConvertAll(deviation, d => d / rows);
    }
}
