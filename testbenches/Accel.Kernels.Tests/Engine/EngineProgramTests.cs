using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

public sealed class EngineProgramTests
{
    private static ModelConfiguration Configuration => EngineAgainstGoldenTests.Configuration(3) with { LeakShift = 0, Timesteps = 2 };

    [Fact]
    public void Limits_follow_replacements()
    {
        var limits = EngineCapabilities.FromReplacements(new Dictionary<string, string> { ["Accel.Engine.MaxTokens"] = "128", ["Other"] = "x" });
        Assert.Equal(EngineCapabilities.Limits with { MaxTokens = 128 }, limits);
        Assert.Throws<ArgumentException>(() => EngineCapabilities.FromReplacements(new Dictionary<string, string> { ["Accel.Engine.MaxDim"] = "many" }));
    }

    [Fact]
    public void A_convolution_stem_is_refused()
    {
        var configuration = RandomConfiguration.Small(1, convolution: true);
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(RandomModel.Create(configuration, 1), EngineCapabilities.Limits, trace: false));
        Assert.Contains("convolution", misfit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_that_need_more_words_than_there_are_channels_are_refused()
    {
        var configuration = Configuration with { Heads = 8, Dim = 32 };
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(RandomModel.Create(configuration, 1), EngineCapabilities.Limits, trace: false));
        Assert.Equal(128, misfit.Needed);
        Assert.Equal(64, misfit.Available);
    }

    [Fact]
    public void An_accumulator_a_bit_too_wide_is_refused()
    {
        var model = RandomModel.Create(Configuration, 1);
        int bits = Models.Widths.WidthProof.Prove(model).Where(r => r.Kind == Models.Widths.WidthKind.Accumulator).Max(r => r.Bits);
        var limits = EngineCapabilities.Limits with { AccumulatorBits = bits };
        EngineProgram.Compile(model, limits, trace: false);
        Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(model, limits with { AccumulatorBits = bits - 1 }, trace: false));
    }

    [Fact]
    public void An_input_of_another_shape_is_refused()
    {
        var program = EngineProgram.Compile(RandomModel.Create(Configuration, 1), EngineCapabilities.Limits, trace: false);
        Assert.Throws<ArgumentException>(() => program.EncodeInput(new ImageInput(new ImageShape(1, 5, 5), new byte[25])));
    }

    [Fact]
    public void Compiling_twice_gives_the_same_cells()
    {
        var model = RandomModel.Create(Configuration, 1);
        Assert.Equal(
            EngineProgram.Compile(model, EngineCapabilities.Limits, trace: true).Cells, EngineProgram.Compile(model, EngineCapabilities.Limits, trace: true).Cells);
    }
}
