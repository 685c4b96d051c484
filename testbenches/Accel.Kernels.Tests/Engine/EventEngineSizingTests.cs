using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>The smallest engine for models: they run on it, and on none that is smaller.</summary>
public sealed class EventEngineSizingTests
{
    private static readonly EventEngineLimits _wanted = EventEngineLimits.Default with { Lanes = 64, AttentionUnits = 2, PortBits = 64 };

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1003, true)]
    public void Models_run_on_the_smallest_engine_and_on_none_that_is_smaller(int seed, bool convolution)
    {
        SpikingTransformerModel[] models = [.. Enumerable.Range(seed, 3).Select(i => Model(i, convolution))];
        var limits = EventEngineSizing.Smallest(models, _wanted);
        Assert.Equal((64, 2, 64), (limits.Lanes, limits.AttentionUnits, limits.PortBits));
        foreach (var model in models)
        {
            EventProgramTests.EqualsGolden(model, limits, RandomInput.Create(model.Configuration, 5));
        }

        Assert.Equal(limits, EventEngineLimits.FromReplacements(limits.ToReplacements()) with { PortBits = 64 });
        EventEngineLimits[] smaller =
        [
            limits with { AccumulatorBits = limits.AccumulatorBits - 1 },
            limits with { ShortcutBits = limits.ShortcutBits - 1 },
            limits with { MembraneBits = limits.MembraneBits - 1 },
            limits with { ProductBits = limits.ProductBits - 1 },
            limits with { LeftShiftBits = limits.LeftShiftBits - 1 },
            limits with { KeyBits = limits.KeyBits - 1 },
            limits with { KeyRows = limits.KeyRows / 2 },
            limits with { ProductRows = limits.ProductRows / 2 },
            limits with { SpikeWords = limits.SpikeWords / 2 },
            limits with { MaxSize = limits.MaxSize - 1 },
            limits with { MaxTimesteps = limits.MaxTimesteps - 1 },
            limits with { MaxClasses = limits.MaxClasses - 1 },
        ];
        Assert.All(smaller, s => Assert.True(models.Any(m => !HasSamePlan(m, s, limits)), s.ToString()));
    }

    [Fact]
    public void Tiles_that_half_of_the_banks_has_no_room_for_get_banks_with_more_rows()
    {
        // 9 * 128 inputs before a maximum pool, which parts do not go through.
        var model = new BenchNetwork(1, 256).Create(ActivityProfile.Ones, 4);
        var limits = EventEngineSizing.Smallest([model], EventEngineLimits.Default with { Lanes = 128, AttentionUnits = 4 });
        Assert.Equal((512, 4096, 512), (limits.BankRows, limits.ShortcutRows, limits.SpikeWords));

        // Weights of 4 bits need 14; O, of 32 keys and 64 tokens, needs more.
        Assert.InRange(limits.AccumulatorBits, 15, 16);
        Assert.All(EventPlan.Of(model, limits, trace: false).Steps, s => Assert.InRange(s.Weights?.Rows ?? 0, 0, limits.TileRows));
    }

    /// <summary>384 channels of 64 tokens in 4 timesteps are 6,144 rows of U, and the engine's addresses go in a circle.</summary>
    [Fact]
    public void Memories_of_the_4_384_of_the_benchmarks_are_powers_of_two()
    {
        var model = new BenchNetwork(4, 384).Create(ActivityProfile.Ones, 8);
        var limits = EventEngineSizing.Smallest([model], EventEngineLimits.Default with { Lanes = 128, AttentionUnits = 4 });
        Assert.Equal(8192, limits.ShortcutRows);
        int[] circles = [limits.SpikeWords, limits.ShortcutRows, limits.ProductRows, limits.KeyRows, limits.PoolRows];
        Assert.All(circles, static size => Assert.True(int.IsPow2(size)));
    }

    [Fact]
    public void A_model_that_no_engine_runs_is_refused()
    {
        var configuration = RandomConfiguration.Small(1003, convolution: true) with
        {
            Input = InputKind.Image,
            Image = new ImageShape(2, 8, 8),
            Stem = new ConvolutionStem([new(32, true)]),
            Dim = 32,
        };
        var model = RandomModel.Create(configuration, 1);
        var misfit = Assert.Throws<ModelDoesNotFitException>(() => EventEngineSizing.Smallest([model], _wanted));
        Assert.Contains("before a max pool", misfit.Message, StringComparison.Ordinal);
    }

    private static SpikingTransformerModel Model(int seed, bool convolution)
    {
        var configuration = RandomConfiguration.Small(seed, convolution);
        return RandomModel.Create(configuration, seed);
    }

    // Narrower sums may be cut into more parts instead of being refused.
    private static bool HasSamePlan(SpikingTransformerModel model, EventEngineLimits limits, EventEngineLimits than)
    {
        try
        {
            return EventPlan.Of(model, limits, trace: false).Steps.Length == EventPlan.Of(model, than, trace: false).Steps.Length;
        }
        catch (ModelDoesNotFitException)
        {
            return false;
        }
    }
}
