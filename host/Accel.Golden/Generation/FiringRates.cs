using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>Runs the neurons of one layer and counts, channel by channel, how often they fire.</summary>
internal sealed class FiringRates(ModelConfiguration c, NeuronLayer layer, bool isTernary)
{
    private readonly Neurons _neurons = new(c);

    /// <summary>Of each channel, and behind the pool where there is one: the share of timesteps and positions with a spike.</summary>
    public double[] Rates(Span<long> currents, int[] theta) => Rates(Fire(currents, theta), theta.Length);

    /// <summary>The same, and the share of a channel's spikes that stay set in the next timestep, before the pool.</summary>
    public (double[] Rates, double[] Kept) RatesAndKept(Span<long> currents, int[] theta)
    {
        var spikes = Fire(currents, theta);
        return (Rates(spikes, theta.Length), Kept(spikes, theta.Length));
    }

    private sbyte[] Fire(Span<long> currents, int[] theta) =>
        isTernary ? _neurons.Ternary(currents, theta) : _neurons.Binary(currents, theta);

    private double[] Rates(sbyte[] spikes, int channels)
    {
        var read = layer.Pool is { } grid ? Pools.Max(spikes, grid, channels) : spikes;
        var counts = new int[channels];
        for (var first = 0; first < read.Length; first += channels)
        {
            var row = read.AsSpan(first, channels);
            for (var o = 0; o < row.Length; o++)
            {
                counts[o] += row[o] & 1;
            }
        }

        return Array.ConvertAll(counts, count => count / (double)(read.Length / channels));
    }

    private double[] Kept(sbyte[] spikes, int channels)
    {
        var size = spikes.Length / c.Timesteps;
        var (before, kept) = (new int[channels], new int[channels]);
        for (var first = size; first < spikes.Length; first += channels)
        {
            for (var o = 0; o < channels; o++)
            {
                var was = spikes[first - size + o] & 1;
                before[o] += was;
                kept[o] += was & spikes[first + o];
            }
        }

        return [.. kept.Zip(before, static (k, b) => k / (double)Math.Max(b, 1))];
    }
}
