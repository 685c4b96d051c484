using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>Random weights, biases that keep the sums near 0 and rather above it, shifts; thresholds are placeholders.</summary>
internal sealed class RandomParameters(ModelConfiguration c, int fractionBits, SeededRandom random, ActivityProfile profile)
{
    /// <summary>
    /// What the left shift of a network like a trained one has beyond the fraction bits in the layer that the shortcut begins with: its
    /// part, the same in every timestep but for the neurons of the stem, is the largest. All other layers have none.
    /// </summary>
    public const int EmbeddingShift = 2;

    private const double LivelyGate = 0.25;
    private const double MeanNoise = 76; // of RandomInput's images
    private const int LargestPixel = 255;
    private const int MaxShift = 24;
    private readonly RandomWeights _weights = new(c, random, profile.IsLikeTrained);

    private double SpikeRate => profile.IsLikeTrained ? profile.MeanRate : LivelyGate;

    public SpikingTransformerModel Create() => new(
        c,
        Stem(),
        [.. Enumerable.Range(0, c.Depth).Select(Block)],
        Layer("head", (c.Classes, c.Dim, 1), SpikeRate, default) with { Shift = [.. new int[c.Classes]], Threshold = [] });

    private StemParameters Stem()
    {
        var embedded = new ExtraShift(0, EmbeddingShift);
        var gate = c.Input == InputKind.Spikes ? SpikeRate
            : profile.IsAllOnes ? LargestPixel
            : profile.IsLikeTrained ? SmoothImage.Mean
            : MeanNoise;
        if (c.Stem is LinearStem linear)
        {
            var inputs = c.Image.Channels * linear.Patch * linear.Patch;
            var embedding = Layer("patch_embed.proj_conv", (c.Dim, inputs, 1), gate, embedded, isFirst: true);
            var reach = profile.IsAllOnes ? 0 : (int)Math.Max(gate * 16, 4);
            var tokens = c.TokenGrid.Height * c.TokenGrid.Width;
            ImmutableArray<int> position = [.. Enumerable.Range(0, tokens * c.Dim).Select(_ => random.Between(-reach, reach))];
            return new StemParameters([embedding], null, random.Chance(0.75) ? position : []);
        }

        var stages = ((ConvolutionStem)c.Stem).Stages;
        var layers = stages.Select((stage, i) => Layer(
            $"patch_embed.proj_conv{i + 1}",
            (stage.Channels, i == 0 ? c.Image.Channels : stages[i - 1].Channels, 9),
            i == 0 ? gate : SpikeRate,
            i == stages.Length - 1 ? embedded : default,
            isFirst: i == 0)).ToImmutableArray();
        return new StemParameters(layers, Layer("patch_embed.rpe_conv", (c.Dim, c.Dim, 9), SpikeRate, new ExtraShift(2)), []);
    }

    private BlockParameters Block(int b)
    {
        var closing = new ExtraShift(3);
        var query = Layer($"block.{b}.attn.q_conv", (c.Dim, c.Dim, 1), SpikeRate, default);
        var key = Layer($"block.{b}.attn.k_conv", (c.Dim, c.Dim, 1), SpikeRate, default) with { Threshold = [] };
        var value = Layer($"block.{b}.attn.v_conv", (c.Dim, c.Dim, 1), SpikeRate, default);
        var attention = new AttentionNeuron($"block.{b}.attn.attn_lif", Repeat(c.Dim, fractionBits), Repeat(c.Dim, 1));
        return new BlockParameters(
            query,
            key,
            value,
            attention,
            Layer($"block.{b}.attn.proj_conv", (c.Dim, c.Dim, 1), SpikeRate, closing),
            Layer($"block.{b}.mlp.fc1_conv", (c.HiddenDim, c.Dim, 1), SpikeRate, default),
            Layer($"block.{b}.mlp.fc2_conv", (c.Dim, c.HiddenDim, 1), SpikeRate, closing));
    }

    /// <summary>A layer whose inputs are open at the rate (or of the mean pixel) <paramref name="gate"/>.</summary>
    private LinearLayer Layer(string name, (int Outputs, int Inputs, int Taps) size, double gate, ExtraShift extra, bool isFirst = false)
    {
        var fanIn = size.Inputs * size.Taps;
        var weight = _weights.Create(size.Outputs, size.Inputs, size.Taps);
        var bias = new int[size.Outputs];
        var shift = new int[size.Outputs];
        for (var o = 0; o < size.Outputs; o++)
        {
            var (sum, squares, negative) = (0.0, 0.0, 0.0);
            foreach (var w in weight.AsSpan(o * fanIn, fanIn))
            {
                sum += w;
                squares += w * w;
                negative += Math.Min(w, (sbyte)0);
            }

            // Centred, plus between -1/4 and 1 of the spread that the sum has; or above 1 whatever comes, and before a convolution whose
            // padding is silent, and an image that may be dark, that is whatever subset of the inputs is open.
            var draw = random.Fraction();
            bias[o] = profile.IsAllOnes
                ? (int)(2 + (draw * Math.Sqrt(squares)) - (isFirst || size.Taps > 1 ? gate * negative : sum))
                : (int)((-gate * sum) + ((draw - 0.2) * 1.25 * gate * Math.Sqrt(squares)));
            shift[o] = Math.Min(fractionBits + (profile.IsLikeTrained ? extra.LikeTrained : random.Between(0, extra.Most)), MaxShift);
        }

        return new LinearLayer
        {
            Name = name,
            Outputs = size.Outputs,
            Inputs = fanIn,
            Weight = [.. weight],
            Bias = [.. bias],
            Shift = [.. shift],
            Threshold = Repeat(size.Outputs, 1),
        };
    }

    private static ImmutableArray<int> Repeat(int count, int value) => [.. Enumerable.Repeat(value, count)];

    // How far a layer's scale lies above that of the others: at most, where all is to be met, and where it is to be like a trained
    // network's.
    private readonly record struct ExtraShift(int Most, int LikeTrained = 0);
}
