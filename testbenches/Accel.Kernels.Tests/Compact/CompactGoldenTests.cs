using Accel.Golden.Generation;
using Accel.Models;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Every tensor that the compact engine computes is the golden model's, in plain C#: both stems and all options of the
/// network.</summary>
public sealed class CompactGoldenTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_random_networks_of_both_stems(int seed)
    {
        var vector = CompactEngineVectors.Default.Random(seed);
        var memory = CompactRun.After(vector.Memory);
        foreach (var region in vector.Expected)
        {
            Assert.Equal(region.Expected.Values, region.Decode(EngineRun.Cells(memory, region.Cell, region.Cells)));
        }
    }

    // Sides of 1, odd and even ones, with and without pools, up to what there is room for.
    [Theory]
    [InlineData(InputKind.Image, 1, 1, false, false)]
    [InlineData(InputKind.Image, 1, 1, true, true)]
    [InlineData(InputKind.Image, 8, 8, true, false)]
    [InlineData(InputKind.Spikes, 8, 8, true, true)]
    [InlineData(InputKind.Spikes, 7, 5, true, true)]
    [InlineData(InputKind.Image, 6, 7, true, true)]
    [InlineData(InputKind.Image, 7, 4, false, true)]
    [InlineData(InputKind.Spikes, 1, 8, true, true)]
    [InlineData(InputKind.Image, 8, 1, true, true)]
    [InlineData(InputKind.Spikes, 4, 4, false, false)]
    [InlineData(InputKind.Spikes, 2, 2, true, true)]
    public void Of_stems_of_convolutions_of_any_size(InputKind input, int height, int width, bool first, bool last)
    {
        foreach (var (reset, firing) in new[] { (ResetKind.Hard, FiringRule.AtThreshold), (ResetKind.Soft, FiringRule.AboveThreshold) })
        {
            var configuration = Convolutions with
            {
                Input = input,
                Image = new ImageShape(2, height, width),
                Stem = new ConvolutionStem([new ConvolutionStage(5, first), new ConvolutionStage(6, last)]),
                Reset = reset,
                Firing = firing,
            };
            CompactRun.EqualsGolden(RandomModel.Create(configuration, height + width), width);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Of_one_stage_and_of_three_with_pools_in_turn(int stages)
    {
        ConvolutionStage[] all = [new(3, true), new(7, false), new(6, true)];
        var configuration = Convolutions with { Image = new ImageShape(1, 8, 7), Stem = new ConvolutionStem([.. all[^stages..]]) };
        CompactRun.EqualsGolden(RandomModel.Create(configuration, 9), 4);
        CompactRun.EqualsGolden(RandomModel.Create(configuration with { Input = InputKind.Spikes, LeakShift = 1 }, 9), 4);
    }

    internal static ModelConfiguration Convolutions { get; } = new()
    {
        Name = "convolutions",
        Timesteps = 2,
        Input = InputKind.Image,
        Image = new ImageShape(2, 6, 5),
        Stem = new ConvolutionStem([new ConvolutionStage(4, true), new ConvolutionStage(6, true)]),
        Dim = 6,
        Heads = 2,
        Depth = 1,
        MlpRatio = 2,
        Classes = 4,
        LeakShift = 0,
        Reset = ResetKind.Hard,
        Firing = FiringRule.AtThreshold,
        WeightBits = 4,
        KBits = 4,
    };
}
