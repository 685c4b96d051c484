using Accel.Golden.Generation;
using Accel.Host.CompactEngine;
using Accel.Host.Engine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>What a program is refused for, and what it is made of.</summary>
public sealed class CompactProgramTests
{
    private static readonly ModelLimits _sizes = CompactEngineLimits.Default.Sizes with
    {
        MaxDim = 64, MaxHiddenDim = 256, AccumulatorBits = 64, MembraneBits = 64, ShortcutBits = 64, AttentionBits = 64, LogitBits = 64,
    };

    private static ModelConfiguration Configuration => RandomConfiguration.Small(3) with { LeakShift = 0, Timesteps = 2, KBits = 4 };

    [Fact]
    public void Limits_follow_replacements()
    {
        var limits = FromReplacements(new Dictionary<string,
            string> { ["Accel.CompactEngine.MaxTokens"] = "128", ["Accel.Engine.MaxTokens"] = "9" });
        Assert.Equal(CompactEngineLimits.Default with { Sizes = CompactEngineLimits.Default.Sizes with { MaxTokens = 128 } }, limits);
        Assert.Throws<ArgumentException>(() => FromReplacements(new Dictionary<string,
            string> { ["Accel.CompactEngine.MaxDim"] = "many" }));
        Assert.Throws<ArgumentException>(() => EngineCapabilities.FromReplacements(new Dictionary<string, string>(), nameof(BinaryNeuron)));
    }

    [Fact]
    public void An_accumulator_a_bit_too_wide_is_refused()
    {
        var model = RandomModel.Create(Configuration, 1);
        int bits = Models.Widths.WidthProof.Prove(model).Where(r => r.Kind == Models.Widths.WidthKind.Accumulator).Max(r => r.Bits);
        EngineProgram.Compile(model, With(_sizes with { AccumulatorBits = bits }), trace: false);
        var narrow = With(_sizes with { AccumulatorBits = bits - 1 });
        Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(model, narrow, trace: false));
    }

    [Fact]
    public void A_program_with_more_cells_than_a_pointer_tells_apart_is_refused()
    {
        var model = RandomModel.Create(Configuration with { Depth = 8 }, 1);
        int side = 256 * ((LinearStem)Configuration.Stem).Patch;
        model = model with
        {
            Configuration = model.Configuration with
                { Timesteps = 128, Image = model.Configuration.Image with { Height = side, Width = side } },
            Stem = model.Stem with { Position = [] },
        };
        var limits = With(_sizes with { MaxTimesteps = 128, MaxTokens = 65536 });
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(model, limits, trace: true));
        Assert.Contains("cells", misfit.Message, StringComparison.Ordinal);
        Assert.True(misfit.Needed > int.MaxValue && misfit.Available == int.MaxValue, misfit.Message);
    }

    [Fact]
    public void A_tokens_bias_that_has_no_room_in_a_cell_is_refused()
    {
        var model = RandomModel.Create(Configuration, 1);
        var layer = model.Stem.Convolutions[^1];
        model = model with { Stem = model.Stem with { Position = [.. model.Stem.Position.Select(static _ => int.MaxValue)] } };
        Array.Fill(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(layer.Bias)!, int.MaxValue);
        var limits = With(_sizes);
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(model, limits, trace: false));
        Assert.Contains("bias of token 0", misfit.Message, StringComparison.Ordinal);
        Assert.Matches("^No SpikingTransformerCompactEngine runs it .* smaller weights, biases or shifts", misfit.Remedy);
    }

    [Fact]
    public void An_input_of_another_shape_is_refused()
    {
        var program = EngineProgram.Compile(RandomModel.Create(Configuration, 1), With(_sizes), trace: false);
        Assert.Throws<ArgumentException>(() => program.EncodeInput(new ImageInput(new ImageShape(1, 5, 5), new byte[25])));
    }

    [Fact]
    public void Compiling_twice_gives_the_same_cells()
    {
        var model = RandomModel.Create(Configuration, 1);
        var limits = With(_sizes);
        Assert.Equal(EngineProgram.Compile(model, limits, trace: true).Cells, EngineProgram.Compile(model, limits, trace: true).Cells);
    }

    private static CompactEngineLimits With(ModelLimits sizes) => new(sizes);

    private static EngineLimits FromReplacements(Dictionary<string, string> replacements)
        => EngineCapabilities.FromReplacements(replacements, nameof(SpikingTransformerCompactEngine));
}
