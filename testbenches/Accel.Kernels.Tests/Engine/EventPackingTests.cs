using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Worked examples of how numbers, channels and spikes are laid out.</summary>
public sealed class EventPackingTests
{
    [Fact]
    public void Heads_are_padded_to_groups_and_positions_to_pieces()
    {
        var map = ChannelMap.Heads(30, 3);
        Assert.Equal(64, map.Size);
        Assert.Equal([0, 9, 16, 25, 32, 41], new[] { 0, 9, 10, 19, 20, 29 }.Select(c => map.Positions[c]));
        Assert.Equal((9, -1, 10, -1), (map.Inverse()[9], map.Inverse()[10], map.Inverse()[16], map.Inverse()[63]));
        Assert.Equal(32, ChannelMap.Dense(7).Size);
    }

    [Theory]
    [InlineData(127, new[] { 127 })]
    [InlineData(128, new[] { -128, 1 })]
    [InlineData(-129, new[] { 127, -1 })]
    [InlineData(-16384, new[] { 0, -64 })]
    [InlineData(16256, new[] { -128, 64 })]
    [InlineData(int.MinValue, new[] { 0, 0, 0, -128 })]
    [InlineData(int.MaxValue, new[] { -1, 0, 0, -128, 1 })]
    public void Numbers_are_split_into_balanced_digits(int number, int[] digits)
    {
        Assert.Equal(digits.Length, WeightDigits.Count([number]));
        Assert.Equal(digits, Enumerable.Range(0, digits.Length).Select(d => (int)WeightDigits.Of(number, d)));
    }

    [Fact]
    public void Weights_are_bytes_or_nibbles_lane_0_lowest()
    {
        Assert.Equal([0x80FF7F01u, 0x04030201u], WeightPacking.Pack([1, 127, -1, -128, 1, 2, 3, 4], 8));
        Assert.Equal([0x87F54321u], WeightPacking.Pack([1, 2, 3, 4, 5, -1, 7, -8], 4));
        Assert.Equal(0x05FFFFFEu, WeightPacking.Pack(-2, 5));
    }

    [Fact]
    public void A_rectangle_of_taps_names_the_weight_of_each_row()
    {
        // Two lines of three taps, 64 channels each: row 1 * 192 + 2 * 64 + 5 is (dy 0, dx 1), channel 5.
        var lines = new Taps(-1, 0, -1, 1, 0, 64);
        Assert.Equal(384, lines.Rows(64));
        Assert.Equal((5, 5), lines.Of(192 + 128 + 5, 64, 3));
        var range = new Taps(1, 1, -1, -1, 32, 32);
        Assert.Equal(32, range.Rows(64));
        Assert.Equal((6, 33), range.Of(1, 64, 3));
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(1, 1024)]
    [InlineData(3, 32)]
    [InlineData(3, 96)]
    public void Every_way_to_split_a_layer_has_every_weight_once(int side, int inputs)
    {
        int last = int.MaxValue;
        foreach (var taps in TapPartition.Of(side, inputs))
        {
            var rows = taps.SelectMany(t => Enumerable.Range(0, t.Rows(inputs)).Select(row => t.Of(row, inputs, side))).ToList();
            Assert.Equal(side * side * inputs, rows.Count);
            Assert.Equal(rows.Count, rows.Distinct().Count());
            Assert.All(taps, t => Assert.True(t.FirstChannel % 32 == 0 && t.Channels % 32 == 0));
            int largest = taps.Max(t => t.Rows(inputs));
            Assert.True(largest < last, $"{taps.Length} parts have as many rows as fewer have");
            last = largest;
        }

        Assert.Equal(32, last);
    }

    [Fact]
    public void An_images_bits_are_planes_position_by_position()
    {
        var configuration = RandomConfiguration.Small(1, convolution: true) with
        {
            Input = InputKind.Image,
            Image = new ImageShape(2, 1, 5),
        };
        var planes = new ImagePlanes(2, 8, 0);
        var encoder = new EventInputEncoder(configuration, planes, new SpikeTensor("input", 1, 5, planes.Map, 1));
        uint[] cells = encoder.Encode(new ImageInput(configuration.Image, new byte[] { 1, 0, 0, 0, 0x81, 2, 0, 0, 0, 0xFF }));

        // Position 0: plane 0 of channel 0, plane 1 of channel 1. Position 4, in the second word: planes 0 and 7 of channel 0, all of
        // channel 1.
        Assert.Equal([0b1001u, 0, 0, 0, 0b1110_1010_1010_1011u, 0, 0, 0], cells);
    }

    [Fact]
    public void Spikes_of_patches_lie_in_columns_of_four_timesteps_and_tokens_have_bits()
    {
        var configuration = RandomConfiguration.Small(1) with
        {
            Input = InputKind.Spikes,
            Timesteps = 5,
            Image = new ImageShape(1, 2, 4),
            Stem = new LinearStem(2),
        };
        var planes = new ImagePlanes(4, 1, 2);
        var encoder = new EventInputEncoder(configuration, planes, new SpikeTensor("input", 2, 1, planes.Map, 5));
        byte[] spikes = new byte[40];
        spikes[8 + 1] = 1; // t 1, y 0, x 1: patch 0, element 1
        spikes[32 + 6] = 1; // t 4, y 1, x 2: patch 1, element 2
        uint[] cells = encoder.Encode(new SpikeInput(5, configuration.Image, spikes));
        Assert.Equal(32, cells.Length);
        Assert.Equal([0x10u, 0x20, 0, 0, 0x12, 0x20, 0, 0], cells[..8]);
        Assert.Equal([0x10u, 0x24, 0, 0, 0, 0, 0, 0], cells[16..24]);
    }
}
