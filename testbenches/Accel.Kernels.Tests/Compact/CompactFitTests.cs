using System.Collections.Immutable;
using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>What the compact engine has room for, and what a model that it has none for is told.</summary>
public sealed class CompactFitTests
{
    private static readonly ModelConfiguration _model = CompactGoldenTests.Convolutions;

    [Fact]
    public void Its_limits_are_its_constants_as_replaced()
    {
        var limits = CompactEngineLimits.Default;
        Assert.Equal(
            (SpikingTransformerCompactEngine.MaxHiddenDim, SpikingTransformerCompactEngine.MaxSide, 4096),
            (limits.Sizes.MaxHiddenDim, limits.MaxSide, limits.SpikeRoom));
        var replaced = EngineCapabilities.FromReplacements(
            new Dictionary<string, string> { ["Accel.CompactEngine.MaxDim"] = "32", ["Accel.CompactEngine.MaxSide"] = "0",
                ["Accel.Engine.Lanes"] = "9" },
            nameof(SpikingTransformerCompactEngine));
        Assert.Equal(limits with { Sizes = limits.Sizes with { MaxDim = 32 }, MaxSide = 0 }, replaced);
        Assert.Equal(8192, ((CompactEngineLimits)replaced).SpikeRoom);
        var maps = CompactEngineLimits.FromReplacements(new Dictionary<string, string> { ["Accel.CompactEngine.MaxMapSpikes"] = "20000" });
        Assert.Equal(limits with { MaxMapSpikes = 20000 }, maps);
        Assert.Equal(32768, maps.SpikeRoom);
    }

    [Fact]
    public void A_stem_of_convolutions_for_an_engine_without_names_the_constant()
    {
        var refused = Refused(_model, CompactEngineLimits.Default with { MaxSide = 0 });
        Assert.Contains("a convolution stem of 2 stages", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--set Accel.CompactEngine.MaxSide=6", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_remedy_names_has_room()
    {
        var model = RandomModel.Create(_model with { Image = new ImageShape(17, 9, 7), Timesteps = 9, Classes = 200 }, 3);
        var refused = Assert.Throws<ModelDoesNotFitException>(
            () => EngineProgram.Compile(model, CompactEngineLimits.Default with { MaxSide = 0 }, trace: true));
        string[] words = refused.Remedy!.Split(' ');
        Assert.Equal(["accel", "generate", "--kernel", nameof(SpikingTransformerCompactEngine), "--set"], words[..5]);
        var set = words.Where(static w => w.Contains('=', StringComparison.Ordinal)).Select(static w => w.Split('='));
        EngineProgram.Compile(model, CompactEngineLimits.FromReplacements(set.ToDictionary(static s => s[0], static s => s[1])),
            trace: true);
    }

    [Theory]
    [InlineData("lines of the input", 9, 4, 2, 4)]
    [InlineData("columns of the input", 4, 9, 2, 4)]
    [InlineData("channels of the input", 4, 4, 17, 4)]
    [InlineData("channels of patch_embed.stage1", 4, 4, 2, 17)]
    public void A_map_that_is_too_large_is_named(string quantity, int height, int width, int channels, int stage)
    {
        var stem = new ConvolutionStem([new ConvolutionStage(stage, true), new ConvolutionStage(6, true)]);
        var refused = Refused(_model with { Image = new ImageShape(channels, height, width), Stem = stem }, CompactEngineLimits.Default);
        Assert.Equal(quantity, refused.Layer);
        Assert.Equal(Math.Max(Math.Max(height, width), Math.Max(channels, stage)), refused.Needed);
    }

    [Fact]
    public void Two_maps_that_do_not_fit_on_chip_together_are_named_with_the_spikes_that_they_need()
    {
        var stem = new ConvolutionStem([new ConvolutionStage(16, false), new ConvolutionStage(6, true)]);
        var refused = Refused(_model with { Image = new ImageShape(2, 8, 8), Timesteps = 4, Stem = stem }, CompactEngineLimits.Default);
        Assert.Contains("spikes of patch_embed.stage1.s beside those of the input on chip", refused.Message, StringComparison.Ordinal);
        Assert.Equal(((2 * 64 * 8) + (16 * 64 * 4), 4096), (refused.Needed, refused.Available));
    }

    [Fact]
    public void A_current_that_U_has_no_bits_for_is_refused_before_the_position_is_added()
    {
        // U begins with 0..9 * 4 * 7 in each channel, and the position's bias makes it -126..126.
        var model = RandomModel.Create(_model, 3);
        var stage = model.Stem.Convolutions[1];
        stage = stage with { Weight = [.. stage.Weight.Select(static _ => (sbyte)7)], Bias = Zeros(6), Shift = Zeros(6),
            Threshold = [.. Zeros(6).Select(static _ => 1)] };
        var position = Silent(model.Stem.RelativePosition!) with { Bias = [.. Zeros(6).Select(static _ => -126)] };
        var blocks = model.Blocks.Select(static b => b with { Projection = Silent(b.Projection), Fc2 = Silent(b.Fc2) });
        model = model with { Stem = new StemParameters([model.Stem.Convolutions[0], stage], position, []), Blocks = [.. blocks] };
        var sizes = CompactEngineLimits.Default.Sizes;
        var limits = CompactEngineLimits.Default with { Sizes = sizes with { ShortcutBits = 8 } };
        var refused = Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(model, limits, trace: false));
        Assert.Equal((stage.Name, 9, 8), (refused.Layer, refused.Needed, refused.Available));
        Assert.Contains("membrane shortcut", refused.Message, StringComparison.Ordinal);
        EngineProgram.Compile(model, limits with { Sizes = sizes with { ShortcutBits = 9 } }, trace: false);
    }

    private static ImmutableArray<int> Zeros(int count) => [.. new int[count]];

    private static LinearLayer Silent(LinearLayer layer) => layer with
    {
        Weight = [.. new sbyte[layer.Weight.Length]], Bias = Zeros(layer.Outputs), Shift = Zeros(layer.Outputs),
        Threshold = [.. Zeros(layer.Outputs).Select(static _ => 1)],
    };

    private static ModelDoesNotFitException Refused(ModelConfiguration configuration, CompactEngineLimits limits)
        => Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(RandomModel.Create(configuration, 3), limits, trace: false));
}
