using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>
/// A network that engines are measured with: the spiking transformer, named by depth and dimension as in the literature (4-256), on 3 x 32
/// x 32 images with T = 4 unless its name says <see cref="BenchInput">what else</see> (8-512@imagenet). The stem is that of the
/// Spike-driven Transformer (Yao et al. 2023): four stages of dim/8, dim/4, dim/2 and dim channels, the last ones with pools, OR but for
/// the very last, which is a max pool; 8 heads, MLP ratio 4, neurons with a leak of one half and hard reset, K of 4 bits.
/// </summary>
/// <param name="Depth">Blocks.</param>
/// <param name="Dim">Channels of a token, a multiple of 8.</param>
/// <param name="Input">What it reads.</param>
public sealed record BenchNetwork(int Depth, int Dim, BenchInput Input)
{
    private const char BeforeInput = '@';

    /// <summary>The seed of the networks that published figures are of.</summary>
    public const int DefaultSeed = 1;

    /// <summary>Most weights that are made: more than the largest published network has (66 million), and few enough to lie in
    /// memory.</summary>
    public const long MostWeights = 100_000_000;

    private const int MlpRatio = 4;
    private const int Stages = 4;

    /// <summary>A network on small images.</summary>
    /// <param name="depth">Blocks.</param>
    /// <param name="dim">Channels of a token, a multiple of 8.</param>
    public BenchNetwork(int depth, int dim)
        : this(depth, dim, BenchInput.Cifar)
    {
    }

    /// <summary>Those that figures are published of.</summary>
    public static IReadOnlyList<BenchNetwork> Published { get; } = [new(2, 256), new(4, 256), new(4, 384)];

    /// <summary>For instance <c>4-256</c>, or <c>8-512@imagenet</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Depth}-{Dim}")
        + (Input == BenchInput.Cifar ? "" : BeforeInput + Input.Name);

    /// <summary>Reads a name.</summary>
    /// <param name="name">Depth and dimension, and what it reads.</param>
    /// <param name="network">The network.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence; null when all is right.</param>
    public static bool TryParse(string name, [NotNullWhen(true)] out BenchNetwork? network, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(name);
        network = null;
        problem = "it must be DEPTH-DIM, for instance 4-256, with a depth of 1 to 256 and a dimension of 8 to 8192 that 8 divides, "
            + $"and behind it nothing or {string.Join(" or ", BenchInput.All.Skip(1).Select(static i => BeforeInput + i.Name))}";
        var parts = name.Split(BeforeInput);
        var input = parts switch
        {
            [_] => BenchInput.Cifar,
            [_, var named] => BenchInput.All.FirstOrDefault(i => i.Name == named),
            _ => null,
        };
        if (input is not null && parts[0].Split('-') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth is >= 1 and <= 256
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var dim)
            && dim is >= 8 and <= 8192 && dim % 8 == 0)
        {
            network = new BenchNetwork(depth, dim, input);
            problem = network.Weights <= MostWeights ? null : string.Create(
                CultureInfo.InvariantCulture, $"it has {network.Weights:N0} weights, at most {MostWeights:N0} are made");
        }

        network = problem is null ? network : null;
        return network is not null;
    }

    /// <summary>Its hyper-parameters.</summary>
    /// <param name="name">For reports.</param>
    /// <param name="weightBits">8 or 4.</param>
    public ModelConfiguration Configure(string name, int weightBits) => new()
    {
        Name = name,
        Timesteps = Input.Timesteps,
        Input = Input.Kind,
        Image = Input.Image,
        Stem = new ConvolutionStem([.. Enumerable.Range(0, Stages).Select(StageOf)]),
        Dim = Dim,
        Heads = 8,
        Depth = Depth,
        MlpRatio = MlpRatio,
        Classes = Input.Classes,
        LeakShift = 1,
        Reset = ResetKind.Hard,
        Firing = FiringRule.AtThreshold,
        WeightBits = weightBits,
        KBits = 4,
    };

    /// <summary>The network of a seed.</summary>
    /// <param name="activity">How active it is.</param>
    /// <param name="weightBits">8 or 4.</param>
    /// <param name="seed">The same seed gives the same model on every machine.</param>
    public SpikingTransformerModel Create(ActivityProfile activity, int weightBits, int seed = DefaultSeed)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}-{activity.Name}-w{weightBits}-s{seed}");
        return RandomModel.Create(Configure(name, weightBits), seed, activity);
    }

    /// <summary>An image, or spikes, that it is measured with: the first is the one that its thresholds were set on, of which its rates are
    /// as stated.</summary>
    /// <param name="configuration">Of the network.</param>
    /// <param name="activity">How active it is.</param>
    /// <param name="seed">The network's.</param>
    /// <param name="index">From 0 on.</param>
    public static NetworkInput InputOf(ModelConfiguration configuration, ActivityProfile activity, int seed, int index)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return RandomInput.Create(configuration, unchecked(seed + 1 + index), activity);
    }

    /// <summary>Of all layers: the four convolutions of the stem, that of the relative position; Q, K, V, the projection and the MLP; the
    /// head.</summary>
    public long Weights
    {
        get
        {
            long d = Dim;
            var convolutions = 9 * ((Input.Image.Channels * d / 8) + (d / 8 * d / 4) + (d / 4 * d / 2) + (d / 2 * d) + (d * d));
            return convolutions + (Depth * (4 + (2 * MlpRatio)) * d * d) + (Input.Classes * d);
        }
    }

    private ConvolutionStage StageOf(int stage) => new(Dim >> (Stages - 1 - stage), Pool: stage >= Stages - Input.Pools);
}
