using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Convolutions of few outputs over several positions at a time.</summary>
public sealed class SideBySideTests
{
    private static readonly ModelConfiguration _configuration = RandomConfiguration.Small(2001, convolution: true) with
    {
        Input = InputKind.Image,
        Image = new ImageShape(3, 4, 16),
        Stem = new ConvolutionStem([new(20, false), new(40, false), new(32, true)]),
        Dim = 32,
        Heads = 2,
        Depth = 1,
        LeakShift = 0,
    };

    [Fact]
    public void Four_positions_of_32_places_take_the_lanes_of_one_of_128()
    {
        var plan = EventPlan.Of(RandomModel.Create(_configuration, 1), EventProgramTests.Wide with { Lanes = 128 }, trace: false);
        var first = plan.Steps.First(static s => s.Layer == "patch_embed.proj_conv1");
        var second = plan.Steps.First(static s => s.Layer == "patch_embed.proj_conv2");
        Assert.Equal((4, 8, 3 * 6 * 32), (first.Width, first.Groups, first.Weights!.Rows));
        Assert.Equal((8, 8, 3 * 4 * 32), (second.Width, second.Groups, second.Weights!.Rows));
        Assert.Same(plan.Steps[0].Destination, first.Source!.Stored);
    }

    [Fact]
    public void A_row_has_the_weight_of_the_tap_that_leads_from_the_output_to_the_input()
    {
        // One channel: output j of a position, input column q of it or of its neighbours; weights are the taps' numbers, 1 to 9.
        var layer = new LinearLayer
        {
            Name = "l",
            Outputs = 1,
            Inputs = 9,
            Weight = [1, 2, 3, 4, 5, 6, 7, 8, 9],
            Bias = [0],
            Shift = [0],
            Threshold = [1],
        };
        var table = RowTable.Of(layer, 3, ChannelMap.Dense(1), ChannelMap.Dense(1)).Repeated(2);
        int[] Outputs(int tap, int column) => [table.Row(tap, 32 * column)[0], table.Row(tap, 32 * column)[32]];
        Assert.Equal([4, 0], Outputs(3, 1)); // the last column on the left: left of output 0
        Assert.Equal([5, 4], Outputs(4, 0));
        Assert.Equal([6, 5], Outputs(4, 1));
        Assert.Equal([0, 6], Outputs(5, 0)); // the first column on the right: right of output 1
        Assert.Equal([0, 0], Outputs(5, 1));
        Assert.Equal([2, 1], Outputs(1, 0));
    }

    [Theory]
    [InlineData(InputKind.Image)]
    [InlineData(InputKind.Spikes)]
    public void Every_tensor_equals_the_golden_model(InputKind input)
    {
        var configuration = _configuration with { Input = input };
        EventProgramTests.EqualsGolden(
            RandomModel.Create(configuration, 2), EventProgramTests.Wide, RandomInput.Create(configuration, 3));
    }
}
