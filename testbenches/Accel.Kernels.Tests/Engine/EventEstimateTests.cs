using Accel.Generation;
using Accel.Golden.Generation;
using Accel.Host.Engine;
using Accel.Host.EventEngine;
using Accel.Models;
using Accel.Rtl.Bench;
using Xunit;
using PlannedStep = Accel.Host.EventEngine.EventStep;

namespace Accel.Kernels.Tests;

/// <summary>Estimates: the count of a worked example, and the report.</summary>
public sealed class EventEstimateTests
{
    [Fact]
    public void A_visit_takes_for_each_set_as_many_steps_as_its_fullest_bank_has_rows()
    {
        // One token of 32 channels, two timesteps: t 0 has 0, 4, 8 and 1; t 1 has 0, 4 and 2. Shared: 0 and 4, both bank 0: two steps.
        // Alone at t 0: 8 (bank 0) and 1: one step; alone at t 1: 2: one step, three behind the last save.
        var tensor = new SpikeTensor("s", 1, 1, ChannelMap.Dense(32), 2);
        int[] values = new int[64];
        foreach (int spike in (int[])[0, 4, 8, 1, 32, 32 + 4, 32 + 2])
        {
            values[spike] = 1;
        }

        var spikes = SpikeBits.Of(tensor, new NamedTensor("s", [2, 1, 32], values));
        var cost = new FrontEndModel(StepOf(tensor, timesteps: 2), spikes).Count();

        // Four sets of one word. q is empty (no fourth timestep), so one idle step; o01: 2; t 0: 1; t 1: 1 and three that wait for the
        // readout.
        Assert.Equal(new FrontEndCost(4, 1 + 2 + 1 + 4, 5), cost);
    }

    [Fact]
    public void A_memory_that_is_slower_than_the_port_bounds_an_image_by_its_rate()
    {
        var model = RandomModel.Create(RandomConfiguration.Small(4, convolution: true), 4);
        var input = RandomInput.Create(model.Configuration, 5);
        var asFast = EventEstimate.Of(model, EventProgramTests.Wide with { MemoryBytesPerCycle = 16 }, input);
        Assert.Equal(EventEstimate.Of(model, EventProgramTests.Wide, input).Steps, asFast.Steps);
        Assert.NotEqual(StepBound.Memory, asFast.BoundBy);

        // A byte in 10 cycles: next to nothing but the transfer of the steps' weights, parameters and input is left.
        var slow = EventEstimate.Of(model, EventProgramTests.Wide with { MemoryBytesPerCycle = 0.1 }, input);
        long program = slow.Steps.Length * EngineStepLayout.Cells * 4L;
        long transfer = 10 * (slow.Steps.Sum(static s => s.ReadBytes) - program);
        Assert.Equal(StepBound.Memory, slow.BoundBy);
        Assert.InRange(slow.Cycles, transfer * 0.97, transfer * 1.05);
    }

    [Fact]
    public void Energy_is_counts_times_the_published_table()
    {
        // 0.1 pJ per addition; 10 pJ per 8 bytes on chip; 1.95 nJ, or on chip 100 pJ, per 8 bytes of the memory.
        var energy = EnergyEstimate.Of(1_000_000, 8_000, 800, isOnChip: false);
        Assert.Equal(0.1e-6, energy.AdditionJoules, 1e-15);
        Assert.Equal(0.01e-6, energy.OnChipJoules, 1e-15);
        Assert.Equal(0.195e-6, energy.MemoryJoules, 1e-15);
        Assert.Equal(0.305e-6, energy.JoulesPerImage, 1e-15);
        Assert.Equal(0.01e-6, EnergyEstimate.Of(0, 0, 800, isOnChip: true).MemoryJoules, 1e-15);

        // Every spike that is set is added once for each output, or shared.
        var model = RandomModel.Create(RandomConfiguration.Small(4, convolution: true), 4);
        var estimate = EventEstimate.Of(model, EventProgramTests.Wide, RandomInput.Create(model.Configuration, 5));
        long additions = estimate.Steps.Sum(static s => s.AddedRows * s.UsedLanes);
        Assert.Equal(additions * 0.1e-12, estimate.Energy(isMemoryOnChip: false).AdditionJoules, 1e-18);
    }

    [Fact]
    public void A_report_has_every_layer_and_their_sums()
    {
        var model = RandomModel.Create(RandomConfiguration.Small(4, convolution: true), 4);
        var estimate = EventEstimate.Of(model, EventProgramTests.Wide, RandomInput.Create(model.Configuration, 5));
        var report = EventPlanReport.Of(estimate, EventProgramTests.Wide);
        Assert.Equal("input", report.Layers[0].Layer);
        Assert.Equal("head", report.Layers[^1].Layer);
        Assert.All(report.Layers, l => Assert.InRange(l.LaneUse, 0, 1));
        Assert.InRange(report.Layers.Sum(static l => l.Cycles), report.Cycles - 100, report.Cycles);
        Assert.Equal(
            report.LaneUse * report.Cycles, report.Layers.Sum(static l => l.LaneUse * l.Cycles), 1e-6 * report.Cycles);
    }

    // 4 cores have 4 times the lanes, and read the program each.
    [Fact]
    public void A_report_of_several_cores_counts_all_their_lanes_and_all_that_they_read()
    {
        var configuration = RandomConfiguration.Small(4) with { Dim = 64, Heads = 4 };
        var model = RandomModel.Create(configuration, 4);
        var input = RandomInput.Create(configuration, 5);
        var (one, four) = (Report(1), Report(4));
        Assert.All(four.Layers, static l => Assert.InRange(l.LaneUse, 0, 1));
        Assert.InRange(four.LaneUse * four.Cycles * 4, 0.99 * one.LaneUse * one.Cycles, 1.2 * one.LaneUse * one.Cycles);
        long steps = four.Layers.Sum(static l => l.Steps);
        Assert.True(four.ReadBytes - one.ReadBytes >= 3 * steps * EngineStepLayout.Cells * 4, $"{four.ReadBytes}, {one.ReadBytes}");

        EventPlanReport Report(int cores)
        {
            var limits = EventProgramTests.Wide with { Cores = cores, Lanes = 16 };
            return EventPlanReport.Of(EventEstimate.Of(model, limits, input), limits);
        }
    }

    [Fact]
    public void The_bytes_of_a_plan_are_those_that_go_through_the_memory_port()
    {
        var configuration = RandomConfiguration.Small(1000) with { KBits = 4, LeakShift = 0, Classes = 7 };
        var (model, limits) = (RandomModel.Create(configuration, 4), EventEngineLimits.Default);
        var input = RandomInput.Create(configuration, 5);
        var report = EventPlanReport.Of(EventEstimate.Of(model, limits, input), limits);
        var program = EngineProgram.Compile(model, limits, trace: false);
        uint[] cells = new uint[program.MemoryCells];
        program.Cells.CopyTo(cells);
        program.EncodeInput(input).CopyTo(cells, program.InputCell);
        var run = new KernelSimulation(GeneratedKernels.Of(KernelGenerator.Engine).Module)
            .Run(new KernelMemory(cells), 0, TestContext.Current.CancellationToken);

        // Beats of 16 bytes.
        Assert.Equal(report.ReadBytes / 16, run.Reads);
        Assert.Equal(report.WrittenBytes / 4, run.Writes);
    }

    [Theory]
    [InlineData(1.0, 16 + 16, 16 + 16)]
    [InlineData(0.0, 16 + 1, 1 + 1)]
    public void Attention_takes_a_cycle_for_each_key_or_query_that_is_not_0(double density, int products, int sums)
    {
        // Two heads of 16 channels, a unit each; of the first token all rows are written.
        var configuration = RandomConfiguration.Small(1000) with { Timesteps = 1, Dim = 32, Heads = 2 };
        var limits = EventProgramTests.Wide with { AttentionUnits = 2 };
        var model = new AttentionModel(configuration, tokens: 2, limits, ActivitySource.OfDensity(density, seed: 1));
        var values = new PlannedStep(StepKind.Sums, "block.0.attn.v_conv") { Target = SpikeTarget.Values, Groups = 2, RowCount = 2 };
        var attend = new PlannedStep(StepKind.Attend, "block.0.attn.attn_lif") { Groups = 2, RowCount = 2 };
        Assert.Equal((products, sums, 0), (model.Cycles(values), model.Cycles(attend), model.Cycles(values with { Target = default })));
    }

    private static PlannedStep StepOf(SpikeTensor source, int timesteps)
    {
        var layer = new EventLayer
        {
            Name = "l",
            Source = source,
            Rows = RowTable.Of(
                new LinearLayer
                {
                    Name = "l",
                    Outputs = 1,
                    Inputs = 32,
                    Weight = [.. new sbyte[32]],
                    Bias = [0],
                    Shift = [0],
                    Threshold = [1],
                },
                1,
                source.Channels,
                ChannelMap.Dense(1)),
            Outputs = ChannelMap.Dense(1),
            Bias = [0],
            Shift = [0],
            Timesteps = timesteps,
            WeightBits = 8,
        };
        return new PlannedStep(StepKind.Sums, "l")
        {
            Source = source,
            Weights = WeightBlock.Of(layer, new Taps(0, 0, 0, 0, 0, 32), 0, 0, 128),
            Timesteps = timesteps,
            Visited = 4,
        };
    }
}
