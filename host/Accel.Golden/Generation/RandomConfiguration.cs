using Accel.Models;

namespace Accel.Golden.Generation;

/// <summary>Small configurations that, over many seeds, meet every option of the network.</summary>
public static class RandomConfiguration
{
    /// <summary>At most 16 tokens, 24 channels, 2 blocks and 5 timesteps.</summary>
    /// <param name="seed">The same seed gives the same configuration on every machine.</param>
    /// <param name="convolution">True for a convolution stem, false for a linear one.</param>
    public static ModelConfiguration Small(int seed, bool convolution = false)
    {
        var random = new SeededRandom((ulong)seed ^ 0xC0F1_60B5);
        var heads = random.Of(1, 2, 3);
        var dim = heads * random.Of(heads == 1 ? 7 : 4, 6, 8);
        var patch = random.Of(1, 2, 3);
        var size = convolution
            ? (Height: random.Between(4, 7), Width: random.Between(4, 7))
            : (Height: patch * random.Between(2, 4), Width: patch * random.Between(2, 4));
        return new ModelConfiguration
        {
            Name = $"random-{seed}",
            Timesteps = random.Between(1, 5),
            Input = random.Of(InputKind.Image, InputKind.Spikes),
            Image = new ImageShape(random.Of(1, 2, 3), size.Height, size.Width),
            Stem = convolution ? Convolution(random, dim) : new LinearStem(patch),
            Dim = dim,
            Heads = heads,
            Depth = random.Between(1, 2),
            MlpRatio = random.Between(1, 3),
            Classes = random.Between(2, 10),
            LeakShift = random.Between(0, 2),
            Reset = random.Of(ResetKind.Hard, ResetKind.Soft),
            Firing = random.Of(FiringRule.AtThreshold, FiringRule.AboveThreshold),
            WeightBits = random.Of(4, 8),
            KBits = random.Between(1, 8),
        };
    }

    private static ConvolutionStem Convolution(SeededRandom random, int dim) => random.Of(1, 2, 3) switch
    {
        1 => new ConvolutionStem([new(dim, random.Chance(0.5))]),
        2 => new ConvolutionStem([new(random.Between(3, 8), random.Chance(0.5)), new(dim, random.Chance(0.5))]),
        _ => new ConvolutionStem([new(random.Between(3, 8), random.Chance(0.5)), new(random.Between(3, 8), false), new(dim, random.Chance(0.5))]),
    };
}
