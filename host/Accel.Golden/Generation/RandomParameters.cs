using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>Weights over their whole range, biases that keep the sums near 0 and rather above it, shifts; thresholds are placeholders.</summary>
internal sealed class RandomParameters(ModelConfiguration c, int fractionBits, SeededRandom random)
{
    private const double SpikeRate = 0.25;
    private const double MeanPixel = 76; // of RandomInput's images
    private const int MaxShift = 24;

    public SpikingTransformerModel Create() => new(
        c,
        Stem(),
        [.. Enumerable.Range(0, c.Depth).Select(Block)],
        Layer("head", c.Classes, c.Dim, SpikeRate, extraShift: null) with { Shift = [.. new int[c.Classes]], Threshold = [] });

    private StemParameters Stem()
    {
        var gate = c.Input == InputKind.Image ? MeanPixel : SpikeRate;
        if (c.Stem is LinearStem linear)
        {
            var embedding = Layer("patch_embed.proj_conv", c.Dim, c.Image.Channels * linear.Patch * linear.Patch, gate, extraShift: 0);
            var reach = (int)Math.Max(gate * 16, 4);
            var tokens = c.TokenGrid.Height * c.TokenGrid.Width;
            ImmutableArray<int> position = [.. Enumerable.Range(0, tokens * c.Dim).Select(_ => random.Between(-reach, reach))];
            return new StemParameters([embedding], null, random.Chance(0.75) ? position : []);
        }

        var stages = ((ConvolutionStem)c.Stem).Stages;
        var layers = stages.Select((stage, i) => Layer(
            $"patch_embed.proj_conv{i + 1}",
            stage.Channels,
            9 * (i == 0 ? c.Image.Channels : stages[i - 1].Channels),
            i == 0 ? gate : SpikeRate,
            extraShift: i == stages.Length - 1 ? 0 : null)).ToImmutableArray();
        return new StemParameters(layers, Layer("patch_embed.rpe_conv", c.Dim, 9 * c.Dim, SpikeRate, extraShift: 2), []);
    }

    private BlockParameters Block(int b)
    {
        var query = Layer($"block.{b}.attn.q_conv", c.Dim, c.Dim, SpikeRate, extraShift: null);
        var key = Layer($"block.{b}.attn.k_conv", c.Dim, c.Dim, SpikeRate, extraShift: null) with { Threshold = [] };
        var value = Layer($"block.{b}.attn.v_conv", c.Dim, c.Dim, SpikeRate, extraShift: null);
        var attention = new AttentionNeuron($"block.{b}.attn.attn_lif", Repeat(c.Dim, fractionBits), Repeat(c.Dim, 1));
        return new BlockParameters(
            query,
            key,
            value,
            attention,
            Layer($"block.{b}.attn.proj_conv", c.Dim, c.Dim, SpikeRate, extraShift: 3),
            Layer($"block.{b}.mlp.fc1_conv", c.HiddenDim, c.Dim, SpikeRate, extraShift: null),
            Layer($"block.{b}.mlp.fc2_conv", c.Dim, c.HiddenDim, SpikeRate, extraShift: 3));
    }

    /// <summary>A layer whose inputs are open at the rate (or of the mean pixel) <paramref name="gate"/>.</summary>
    private LinearLayer Layer(string name, int outputs, int inputs, double gate, int? extraShift)
    {
        var most = (1 << (c.WeightBits - 1)) - 1;
        var weight = new sbyte[outputs * inputs];
        var bias = new int[outputs];
        var shift = new int[outputs];
        for (var o = 0; o < outputs; o++)
        {
            double sum = 0;
            double squares = 0;
            for (var i = 0; i < inputs; i++)
            {
                var w = random.Between(-most - 1, most);
                weight[(o * inputs) + i] = (sbyte)w;
                sum += w;
                squares += (double)w * w;
            }

            // Centred, plus between -1/4 and 1 of the spread that the sum has.
            bias[o] = (int)((-gate * sum) + ((random.Fraction() - 0.2) * 1.25 * gate * Math.Sqrt(squares)));
            shift[o] = Math.Min(fractionBits + random.Between(0, extraShift ?? 0), MaxShift);
        }

        return new LinearLayer
        {
            Name = name,
            Outputs = outputs,
            Inputs = inputs,
            Weight = [.. weight],
            Bias = [.. bias],
            Shift = [.. shift],
            Threshold = Repeat(outputs, 1),
        };
    }

    private static ImmutableArray<int> Repeat(int count, int value) => [.. Enumerable.Repeat(value, count)];
}
