using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>
/// Random models that are alive: thresholds are tuned on a random input, so that in every layer between 5 and 60 % of the neurons fire (for
/// networks with at least 4 tokens and 8 channels), and a test or a verification run with them compares more than zeros.
/// </summary>
public static class RandomModel
{
    private const int MaxShift = 24;
    private const double InexactShare = 0.25;

    /// <summary>A model of a configuration.</summary>
    /// <param name="configuration">Any that <see cref="SpikingTransformerModel.Validate"/> accepts.</param>
    /// <param name="seed">The same seed gives the same model on every machine.</param>
    /// <exception cref="ModelFormatException">The configuration is not sound.</exception>
    public static SpikingTransformerModel Create(ModelConfiguration configuration, int seed)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var random = new SeededRandom((ulong)seed);

        // As many fraction bits as T steps of leak shift out keep the leak exact (numerics, Neurons); one model in four has none, so that the
        // arithmetic shift of odd negative membranes is met too.
        var fractionBits = random.Chance(InexactShare) ? 0 : Math.Min((configuration.Timesteps - 1) * configuration.LeakShift, MaxShift);
        var raw = new RandomParameters(configuration, fractionBits, random).Create();
        var neurons = new CalibratingNeurons(configuration, fractionBits, random);
        new GoldenModel(raw, neurons).Run(RandomInput.Create(configuration, seed + 1));
        return Tuned(raw, neurons.Chosen);
    }

    // In the order in which the forward pass meets its neurons.
    private static SpikingTransformerModel Tuned(SpikingTransformerModel raw, Queue<int[]> chosen)
    {
        LinearLayer Threshold(LinearLayer layer) => layer with { Threshold = [.. chosen.Dequeue()] };
        var stages = raw.Stem.Convolutions.Select(Threshold).ToImmutableArray();
        var rpe = raw.Stem.RelativePosition is { } layer ? Threshold(layer) : null;
        var blocks = raw.Blocks.Select(b =>
        {
            var query = Threshold(b.Query);
            var key = b.Key with { Shift = [.. chosen.Dequeue()] };
            var value = Threshold(b.Value);
            var attention = b.Attention with { Threshold = [.. chosen.Dequeue()] };
            return new BlockParameters(query, key, value, attention, Threshold(b.Projection), Threshold(b.Fc1), Threshold(b.Fc2));
        }).ToImmutableArray();
        return raw with { Stem = new StemParameters(stages, rpe, raw.Stem.Position), Blocks = blocks };
    }
}
