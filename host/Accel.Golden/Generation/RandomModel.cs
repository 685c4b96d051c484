using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>
/// Random models whose activity is known: thresholds, and where the profile asks for it biases, are set on a random input, layer by layer
/// in one forward pass. With
/// <see cref="ActivityProfile.Lively"/> between 5 and 60 % of the neurons of every layer fire (for networks with at least 4 tokens and
/// 8 channels), so that a test or a verification run compares more than zeros.
/// </summary>
public static class RandomModel
{
    private const int MaxShift = 24;
    private const double InexactShare = 0.25;
    private const int TrainedFractionBits = 3; // of networks like trained ones

    /// <summary>A model of a configuration.</summary>
    /// <param name="configuration">Any that <see cref="SpikingTransformerModel.Validate"/> accepts.</param>
    /// <param name="seed">The same seed gives the same model on every machine.</param>
    /// <param name="profile">How active it is; by default lively.</param>
    /// <exception cref="ModelFormatException">The configuration is not sound.</exception>
    public static SpikingTransformerModel Create(ModelConfiguration configuration, int seed, ActivityProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        profile ??= ActivityProfile.Lively;
        var random = new SeededRandom((ulong)seed);

        // As many fraction bits as T steps of leak shift out keep the leak exact (numerics, Neurons); one lively model in four has none,
        // so that the arithmetic shift of odd negative membranes is met too. What is trained for many timesteps has no more than for four.
        var exact = Math.Min(
            (configuration.Timesteps - 1) * configuration.LeakShift, profile.IsLikeTrained ? TrainedFractionBits : MaxShift);
        var fractionBits = !profile.IsLikeTrained && random.Chance(InexactShare) ? 0 : exact;
        var raw = new RandomParameters(configuration, fractionBits, random, profile).Create();
        var neurons = new CalibratingNeurons(configuration, fractionBits, random, profile);
        new GoldenModel(raw, neurons).Run(RandomInput.Create(configuration, seed + 1, profile));
        return Tuned(raw, neurons.Chosen);
    }

    // In the order in which the forward pass meets its neurons.
    private static SpikingTransformerModel Tuned(SpikingTransformerModel raw, Queue<NeuronChoice> chosen)
    {
        LinearLayer Layer(LinearLayer layer) => Tuned(layer, chosen.Dequeue());
        var stages = raw.Stem.Convolutions.Select(Layer).ToImmutableArray();
        var rpe = raw.Stem.RelativePosition is { } layer ? Layer(layer) : null;
        var blocks = raw.Blocks.Select(b =>
        {
            var query = Layer(b.Query);
            var key = b.Key with { Shift = [.. chosen.Dequeue().Values] };
            var value = Layer(b.Value);
            var attention = b.Attention with { Threshold = [.. chosen.Dequeue().Values] };
            return new BlockParameters(query, key, value, attention, Layer(b.Projection), Layer(b.Fc1), Layer(b.Fc2));
        }).ToImmutableArray();
        return raw with { Stem = new StemParameters(stages, rpe, raw.Stem.Position), Blocks = blocks };
    }

    private static LinearLayer Tuned(LinearLayer layer, NeuronChoice choice) => layer with
    {
        Threshold = [.. choice.Values],
        Bias = [.. layer.Bias.Select((bias, o) => bias + (int)(choice.Offset[o] >> layer.Shift[o]))],
    };
}
