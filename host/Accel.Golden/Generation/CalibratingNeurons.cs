using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>What was chosen for a layer of neurons: thresholds, or right shifts of K, and what was added to the currents; one a
/// channel.</summary>
internal sealed record NeuronChoice(int[] Values, long[] Offset);

/// <summary>
/// Neurons that choose their own parameters from the currents that they see, layer by layer, so that they are as active as a profile says,
/// and note the choice in the order of the layers. The thresholds and shifts that they are given do not matter.
/// </summary>
internal sealed class CalibratingNeurons(ModelConfiguration configuration, int fractionBits, SeededRandom random, ActivityProfile profile)
    : Neurons(configuration)
{
    private const double LeastOfKept = 0.8;
    private const double MostOfKept = 1.2;
    private readonly Queue<NeuronLayer> _layers = new(NeuronLayer.Of(configuration));

    /// <summary>The choices, layer by layer.</summary>
    public Queue<NeuronChoice> Chosen { get; } = new();

    public override sbyte[] Binary(Span<long> currents, ReadOnlySpan<int> theta) =>
        base.Binary(currents, Choose(currents, theta.Length, isTernary: false));

    public override sbyte[] Ternary(Span<long> currents, ReadOnlySpan<int> theta) =>
        base.Ternary(currents, Choose(currents, theta.Length, isTernary: true));

    // The smallest shift at which nine values in ten are below the clamp.
    public override int[] Relu(ReadOnlySpan<long> currents, ReadOnlySpan<int> shift)
    {
        _layers.Dequeue();
        var chosen = new int[shift.Length];
        var sorted = new long[currents.Length / chosen.Length];
        for (var c = 0; c < chosen.Length; c++)
        {
            for (var i = 0; i < sorted.Length; i++)
            {
                sorted[i] = currents[(i * chosen.Length) + c];
            }

            Array.Sort(sorted);
            var high = Math.Max(sorted[sorted.Length * 9 / 10], 1);
            while (high >> chosen[c] >= 1L << Configuration.KBits)
            {
                chosen[c]++;
            }
        }

        Chosen.Enqueue(new NeuronChoice(chosen, []));
        return base.Relu(currents, chosen);
    }

    private int[] Choose(Span<long> currents, int channels, bool isTernary)
    {
        var layer = _layers.Dequeue();
        var rates = new FiringRates(Configuration, layer, isTernary);
        var search = new ThresholdSearch(Configuration, fractionBits, rates);
        var offset = new long[channels];
        var theta = Enumerable.Repeat(1 << fractionBits, channels).ToArray();
        if (!profile.IsAllOnes)
        {
            var targets = Targets(layer, channels);
            if (profile.KeptShare is { } kept && layer.HasBias && Configuration.Timesteps > 1)
            {
                var bias = new BiasSearch(fractionBits + (layer.IsEmbedding ? RandomParameters.EmbeddingShift : 0), rates, search);
                offset = bias.Find(currents, targets, random.Spread(channels, kept * LeastOfKept, kept * MostOfKept));
                BiasSearch.Move(currents, offset);
            }

            theta = search.Find(currents, targets);
            search.Dither(currents, targets, theta, random);
        }

        Chosen.Enqueue(new NeuronChoice(theta, offset));
        return theta;
    }

    private double[] Targets(NeuronLayer layer, int channels)
    {
        var factor = layer.Pool is not null && profile.PooledRate is { } pooled ? pooled / profile.MeanRate : 1;
        return random.Spread(channels, profile.LeastRate * factor, profile.MostRate * factor);
    }
}
