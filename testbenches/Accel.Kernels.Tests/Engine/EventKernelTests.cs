using Accel.Golden.Generation;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Models;
using Xunit;
using Layout = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Kernels.Tests;

/// <summary>The kernel as plain C#: every tensor equals the golden model.</summary>
public sealed class EventKernelTests
{
    // Plain C# computes in 32 bits whatever the promises say; the fingerprint is that of the kernel's own limits.
    private static readonly EventEngineLimits _limits = EventEngineLimits.Default;

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1003, true)]
    [InlineData(1030, false)]
    [InlineData(1040, true)]
    public void Every_tensor_of_random_models_equals_the_golden_model(int seed, bool convolution)
    {
        for (int i = seed; i < seed + 3; i++)
        {
            var configuration = Configuration(i, convolution);
            EngineRun.EqualsGolden(RandomModel.Create(configuration, i), _limits, RandomInput.Create(configuration, i + 7));
        }
    }

    // 9 * 128 rows of weights: more than one half of the banks has room for.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_convolution_of_more_rows_than_a_tile_has_equals_the_golden_model(bool pools)
    {
        var configuration = Configuration(1003, convolution: true) with
        {
            Input = InputKind.Spikes, Image = new ImageShape(1, 4, 4),
            Stem = new ConvolutionStem([new(128, false), new(40, pools), new(32, false)]),
            Dim = 32, Heads = 2, Depth = 1, LeakShift = 0,
        };
        EngineRun.EqualsGolden(RandomModel.Create(configuration, 1), _limits, RandomInput.Create(configuration, 2));
    }

    // 32 tokens, 16 timesteps: all rows of U, of keys, of K^T V and all words of a spike buffer; as many classes as there are.
    [Fact]
    public void A_model_that_takes_all_the_room_there_is_equals_the_golden_model()
    {
        var configuration = RandomConfiguration.Small(1) with
        {
            Timesteps = _limits.MaxTimesteps, Input = InputKind.Spikes, Image = new ImageShape(1, 4, 8), Stem = new LinearStem(1), Dim = 32,
            Heads = 2, Depth = 1, MlpRatio = 16, Classes = _limits.MaxClasses, LeakShift = 0, WeightBits = 4, KBits = _limits.KeyBits,
        };
        var model = RandomModel.Create(configuration, 1);
        var input = RandomInput.Create(configuration, 2);
        var golden = Golden.GoldenModel.Run(model, input);
        var program = EngineProgram.Compile(model, _limits, trace: true);
        var memory = EngineRun.MemoryOf(program, input);
        new SpikingTransformerEngine().Run(memory);

        // O goes to memory by way of rows of U, and there are none left.
        Assert.Equal(golden.Tensors.Select(static t => t.Name).Where(static n => n != "block.0.attn.o"),
            program.TraceRegions.Select(static r => r.Name));
        Assert.All(program.TraceRegions, region => Assert.Equal(
            golden.Tensor(region.Name).Values, region.Decode(EngineRun.Cells(memory, region.Cell, region.Cells)).Values));
        foreach (var less in new[]
        {
            _limits with { ShortcutRows = _limits.ShortcutRows - 1 }, _limits with { KeyRows = _limits.KeyRows - 1 },
            _limits with { ProductRows = _limits.ProductRows - 1 }, _limits with { SpikeWords = _limits.SpikeWords - 1 },
            _limits with { MaxTimesteps = _limits.MaxTimesteps - 1 }, _limits with { MaxClasses = _limits.MaxClasses - 1 },
        })
        {
            Assert.Throws<ModelDoesNotFitException>(() => EngineProgram.Compile(model, less, trace: false));
        }
    }

    [Fact]
    public void The_sums_of_attention_are_traced_in_ranges_of_tokens()
    {
        // 100 tokens take 1,600 of 2,048 rows of U; 28 tokens fit the rest.
        var configuration = Configuration(1000, convolution: false) with
        {
            Input = InputKind.Image,
            Image = new ImageShape(1, 20, 20),
            Stem = new LinearStem(2),
            Timesteps = 4,
            Dim = 32,
            Heads = 2,
            Depth = 1,
        };
        EngineRun.EqualsGolden(RandomModel.Create(configuration, 1), _limits, RandomInput.Create(configuration, 2));
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1003, true)]
    public void Input_and_result_in_each_slot_are_worked_at_like_the_programs_own(int seed, bool convolution)
    {
        var configuration = Configuration(seed, convolution);
        var model = RandomModel.Create(configuration, seed);
        var program = EngineProgram.Compile(model, _limits, trace: true);
        var slots = program.Slots(AccelDevice.MostInFlight, int.MaxValue);
        Assert.Equal(AccelDevice.MostInFlight, slots.Length);
        uint[] cells = new uint[slots[^1].ResultCell + program.ResultCells];
        program.Cells.CopyTo(cells);
        var inputs = slots.Select((_, i) => RandomInput.Create(configuration, seed + i)).ToArray();
        for (int i = 0; i < slots.Length; i++)
        {
            program.EncodeInput(inputs[i]).CopyTo(cells, slots[i].InputCell);
        }

        var memory = EngineRun.MemoryOf(cells);
        for (int i = 0; i < slots.Length; i++)
        {
            memory.WriteUInt32(Layout.InputPointerCell, (uint)slots[i].InputCell);
            memory.WriteUInt32(Layout.ResultPointerCell, (uint)slots[i].ResultCell);
            new SpikingTransformerEngine().Run(memory);
        }

        for (int i = 0; i < slots.Length; i++)
        {
            var result = program.DecodeResult(EngineRun.Cells(memory, slots[i].ResultCell, program.ResultCells));
            Assert.Equal(Golden.GoldenModel.Run(model, inputs[i]).Logits, result.Logits);
        }
    }

    // What is left of U beside the currents of 64 tokens holds the sums of 21 of them at a time.
    [Fact]
    public void Attention_that_is_traced_in_several_passes_equals_the_golden_model()
    {
        var configuration = Configuration(1000, convolution: false) with
        {
            Timesteps = 6, Image = new ImageShape(1, 8, 8), Stem = new LinearStem(1), Heads = 1, Dim = 7, Depth = 1,
        };
        EngineRun.EqualsGolden(RandomModel.Create(configuration, 3), _limits, RandomInput.Create(configuration, 4));
    }

    private static ModelConfiguration Configuration(int seed, bool convolution)
    {
        var configuration = RandomConfiguration.Small(seed, convolution);
        return configuration with { KBits = Math.Min(configuration.KBits, _limits.KeyBits), LeakShift = 0 };
    }
}
