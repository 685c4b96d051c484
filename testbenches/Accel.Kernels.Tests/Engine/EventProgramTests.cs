using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Programs of random models of every option, run by the reference engine: every tensor equals the golden model.</summary>
public sealed class EventProgramTests
{
    // Wide enough for whatever the random models' numbers are; sizes as small as they allow.
    internal static readonly EventEngineLimits Wide = EventEngineLimits.Default with
    {
        AccumulatorBits = 18,
        ShortcutBits = 32,
        MembraneBits = 34,
        KeyBits = 8,
        ProductBits = 20,
        LeftShiftBits = 5,
    };

    // Few rows of weights, or narrow sums, make parts; few rows of U ranges of positions; few lanes tiles.
    private static readonly Dictionary<string, EventEngineLimits> _engines = new()
    {
        ["wide"] = Wide,
        ["64 lanes"] = Wide with { Lanes = 64, AttentionUnits = 2 },
        ["256 lanes"] = Wide with { Lanes = 256, AttentionUnits = 2 },
        ["64 rows"] = Wide with { BankRows = 17, AttentionUnits = 1 },
        ["32 rows and 64 lanes"] = Wide with { BankRows = 9, Lanes = 64 },
        ["few rows of U"] = Wide with { BankRows = 17, ShortcutRows = 1400 },
        ["narrow sums"] = Wide with { AccumulatorBits = 15 },
        ["2 cores"] = Wide with { Cores = 2 },
        ["3 cores, few rows"] = Wide with { Cores = 3, BankRows = 17, ShortcutRows = 1400 },
        ["16 cores, 2 units"] = Wide with { Cores = 16, AttentionUnits = 2 },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_tensor_of_random_models_equals_the_golden_model(string engine, bool convolution)
    {
        for (int i = 1000; i < 1012; i++)
        {
            var configuration = RandomConfiguration.Small(i, convolution);

            // O has the bits of a sum of weights.
            configuration = engine == "narrow sums" ? configuration with { KBits = 2 } : configuration;

            // No parts are added up in front of a maximum pool.
            configuration = _engines[engine].BankRows < Wide.BankRows ? WithoutMaximumPool(configuration) : configuration;
            EqualsGolden(RandomModel.Create(configuration, i), _engines[engine], RandomInput.Create(configuration, i + 7));
        }
    }

    /// <summary>The same with a last stage that does not pool.</summary>
    internal static ModelConfiguration WithoutMaximumPool(ModelConfiguration configuration)
        => configuration.Stem is ConvolutionStem { Stages: var stages }
            ? configuration with { Stem = new ConvolutionStem([.. stages[..^1], stages[^1] with { Pool = false }]) }
            : configuration;

    public static TheoryData<string, bool> Engines()
    {
        var data = new TheoryData<string, bool>();
        foreach (string engine in _engines.Keys)
        {
            data.Add(engine, false);
            data.Add(engine, true);
        }

        return data;
    }

    [Fact]
    public void Compiling_twice_gives_the_same_cells()
    {
        var model = RandomModel.Create(RandomConfiguration.Small(1003, convolution: true), 1);
        Assert.Equal(EventProgram.Compile(model, Wide, trace: true).Cells, EventProgram.Compile(model, Wide, trace: true).Cells);
    }

    [Fact]
    public void An_input_of_another_shape_or_with_other_spikes_than_0_and_1_is_refused()
    {
        var configuration = RandomConfiguration.Small(1003) with { Input = InputKind.Spikes };
        var program = EventProgram.Compile(RandomModel.Create(configuration, 1), Wide, trace: false);
        Assert.Throws<ArgumentException>(() => program.EncodeInput(new ImageInput(new ImageShape(1, 5, 5), new byte[25])));
        var spikes = (SpikeInput)RandomInput.Create(configuration, 1);
        byte[] two = spikes.Spikes.ToArray();
        two[^1] = 2;
        Assert.Throws<ArgumentException>(() => program.EncodeInput(spikes with { Spikes = two }));
    }

    internal static void EqualsGolden(SpikingTransformerModel model, EventEngineLimits limits, NetworkInput input)
    {
        var program = EventProgram.Compile(model, limits, trace: true);
        uint[] memory = new uint[program.MemoryCells];
        program.Cells.CopyTo(memory);
        program.EncodeInput(input).CopyTo(memory, program.InputCell);
        new ReferenceEngine(memory, limits).Run();
        EngineRun.EqualsGolden(model, program, input, memory);
    }
}
