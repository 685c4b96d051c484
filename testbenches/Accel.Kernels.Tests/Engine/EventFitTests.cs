using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>What the engine has no room for is refused, with what is missing and how much of it.</summary>
public sealed class EventFitTests
{
    private static readonly EventEngineLimits _wide = EventProgramTests.Wide with { AttentionUnits = 2 };
    private static readonly ModelConfiguration _configuration = RandomConfiguration.Small(2001, convolution: true) with
    {
        Timesteps = 4,
        Input = InputKind.Spikes,
        Image = new ImageShape(2, 8, 8),
        Stem = new ConvolutionStem([new(8, true), new(32, true)]),
        Dim = 32,
        Heads = 2,
        Depth = 1,
        LeakShift = 0,
        WeightBits = 8,
        KBits = 4,
        Classes = 5,
    };

    private static readonly SpikingTransformerModel _model = RandomModel.Create(_configuration, 1);

    public static TheoryData<string, int, EventEngineLimits> Limits() => new()
    {
        { "tokens", 4, _wide with { MaxSize = 3 } },
        { "timesteps", 4, _wide with { MaxTimesteps = 3 } },
        { "classes", 5, _wide with { MaxClasses = 4 } },
        { "bits of K", 4, _wide with { KeyBits = 3 } },
        { "rows of 16 keys for each attention unit", 16, _wide with { KeyRows = 15 } },
        { "rows of 16 products for each attention unit", 64, _wide with { ProductRows = 63 } },
        { "rows of U for its tokens", 64, _wide with { ShortcutRows = 63 } },
        { "words of 128 spikes in input", 16, _wide with { SpikeWords = 15 } },
        { "rows of the pool behind patch_embed.proj_conv1", 32, _wide with { PoolRows = 31 } },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_size_that_is_too_large_is_refused(string quantity, int needed, EventEngineLimits limits)
    {
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EventProgram.Compile(_model, limits, trace: false));
        Assert.Equal((quantity, needed, needed - 1), (misfit.Layer, (int)misfit.Needed, (int)misfit.Available));
    }

    [Fact]
    public void What_just_has_room_runs()
    {
        var limits = _wide with
        {
            MaxSize = 8,
            MaxTimesteps = 4,
            MaxClasses = 5,
            KeyBits = 4,
            KeyRows = 16,
            ProductRows = 64,
            ShortcutRows = 64,
            SpikeWords = 16,
            PoolRows = 32,
        };
        var input = RandomInput.Create(_configuration, 5);
        var program = EventProgram.Compile(_model, limits, trace: false);
        uint[] memory = new uint[program.MemoryCells];
        program.Cells.CopyTo(memory);
        program.EncodeInput(input).CopyTo(memory, program.InputCell);
        Assert.Equal(SpikingTransformerEngineLayout.StatusDone, new ReferenceEngine(memory, limits).Run());
        var result = program.DecodeResult(memory.AsSpan(program.ResultCell, program.ResultCells));
        Assert.Equal(Golden.GoldenModel.Run(_model, input).Logits, result.Logits);
    }

    [Theory]
    [InlineData(nameof(EventEngineLimits.ShortcutBits))]
    [InlineData(nameof(EventEngineLimits.MembraneBits))]
    [InlineData(nameof(EventEngineLimits.ProductBits))]
    public void A_number_a_bit_too_wide_is_refused_and_one_that_fits_is_not(string which)
    {
        int bits = Enumerable.Range(2, 40).First(b => Fits(With(which, b)));
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EventProgram.Compile(_model, With(which, bits - 1), trace: false));
        Assert.Equal((bits, bits - 1), (misfit.Needed, misfit.Available));
        Assert.InRange(misfit.Channel!.Value, 0, 31);
        Assert.NotNull(misfit.Remedy);

        // The proof is right: the reference engine holds every number against its width.
        EventProgramTests.EqualsGolden(_model, With(which, bits), RandomInput.Create(_configuration, 5));
    }

    [Fact]
    public void Wide_sums_are_cut_into_parts_before_they_are_refused()
    {
        var limits = _wide with { AccumulatorBits = 14 };
        var configuration = EventProgramTests.WithoutMaximumPool(_configuration);
        var model = RandomModel.Create(configuration, 1);
        EventProgramTests.EqualsGolden(model, limits, RandomInput.Create(configuration, 5));
        var misfit = Assert.Throws<ModelDoesNotFitException>(
            () => EventProgram.Compile(model, limits with { AccumulatorBits = 11 }, trace: false));
        Assert.Contains("sum of 32 inputs", misfit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_whose_first_stage_pools_before_it_fires_is_refused()
    {
        var model = RandomModel.Create(
            _configuration with { Input = InputKind.Image, Stem = new ConvolutionStem([new(32, true)]) }, 1);
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EventProgram.Compile(model, _wide, trace: false));
        Assert.Contains("before a max pool", misfit.Message, StringComparison.Ordinal);
    }

    private static EventEngineLimits With(string which, int bits) => which switch
    {
        nameof(EventEngineLimits.ShortcutBits) => _wide with { ShortcutBits = bits },
        nameof(EventEngineLimits.MembraneBits) => _wide with { MembraneBits = bits },
        _ => _wide with { ProductBits = bits },
    };

    private static bool Fits(EventEngineLimits limits)
    {
        try
        {
            EventProgram.Compile(_model, limits, trace: false);
            return true;
        }
        catch (ModelDoesNotFitException)
        {
            return false;
        }
    }
}
