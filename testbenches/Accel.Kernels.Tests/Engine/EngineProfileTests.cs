using Accel.Generation;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Host.Simulation;
using Accel.Models;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Counters of the engine in RTL simulation: additions are those of the golden model's spikes, cycles those of the run.</summary>
public sealed class EngineProfileTests
{
    private static readonly SimulatedDesign _design = EngineDesigns.Of(KernelGenerator.Engine, hasCounts: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Whole groups of four timesteps, a part of one, and both; linear and convolution stems.
    [Theory]
    [InlineData(4, false)]
    [InlineData(6, false)]
    [InlineData(3, true)]
    [InlineData(1, true)]
    public async Task Executed_shared_and_skipped_additions_are_those_of_the_golden_model(int timesteps, bool convolution)
    {
        var configuration = Configuration(timesteps, convolution);
        var model = RandomModel.Create(configuration, timesteps);
        var input = RandomInput.Create(configuration, timesteps + 5);
        var (prediction, profile) = await RunAsync(model, input);
        var golden = GoldenModel.Run(model, input);
        Assert.Equal(golden.Logits, prediction.Logits);
        var activity = NetworkActivity.Of(model, input, golden).ToDictionary(static l => l.Layer);
        int compared = 0;
        foreach (var layer in profile.Layers.Where(static l => l.UsedRows > 0))
        {
            // Of the first layer the host makes what it likes: bits of its planes, digits of its weights.
            if (layer.Layer != model.Stem.Convolutions[0].Name)
            {
                var expected = activity[layer.Layer];
                Assert.Equal(
                    (layer.Layer, expected.Shared, expected.Gated - expected.Shared, expected.Dense - expected.Gated),
                    (layer.Layer, layer.ExecutedAdditions, layer.SharedAdditions, layer.SkippedAdditions));
                compared++;
            }
        }

        var attention = profile.Layers.Single(static l => l.Layer == "block.0.attn.attn_lif");
        Assert.Equal(AttentionAdditions(golden, configuration.Heads), (attention.ExecutedAdditions, attention.SkippedAdditions));
        Assert.Equal((0, 0), (attention.SharedAdditions, attention.UsedRows));
        Assert.Equal((model.Blocks.Length * 6) + 1 + (convolution ? model.Stem.Convolutions.Length : 0), compared);
    }

    [Fact]
    public async Task Cycles_of_the_layers_add_up_to_those_of_the_run_and_waits_lie_within_them()
    {
        var configuration = Configuration(4, convolution: true);
        var model = RandomModel.Create(configuration, 1);
        var (prediction, profile) = await RunAsync(model, RandomInput.Create(configuration, 2));
        Assert.Equal(prediction.Cycles, profile.Cycles);
        Assert.Equal(profile.Cycles, profile.OutsideCycles + profile.Layers.Sum(static l => l.Cycles));

        // The OR pool's rows are cleared first.
        Assert.InRange(profile.OutsideCycles, 1, 200 + SpikingTransformerEngine.PoolRows);
        Assert.All(profile.Layers, static l =>
        {
            Assert.InRange(Math.Max(l.NeuronsAwaitLanes, Math.Max(l.NeuronsAwaitAttention, l.NeuronsAwaitOutput)), 0, l.NeuronCycles);
            Assert.Equal(l.Cycles, l.NeuronCycles);
            Assert.InRange(Math.Max(l.LanesAwaitEvents, Math.Max(l.LanesAwaitNeurons, l.LanesAwaitWeights)), 0, l.LaneCycles);
            Assert.InRange(l.EmptyRows, 0, 4 * l.LaneCycles);
            Assert.InRange(l.LaneUse, 0, 1);
        });

        // What a layer waits for: attention where nothing else is computed.
        var attention = profile.Layers.Single(static l => l.Layer == "block.0.attn.attn_lif");
        Assert.True(attention.NeuronsAwaitAttention > 10, $"{attention}");
        Assert.Equal((0, 0), (attention.LaneCycles, attention.UsedRows));
        Assert.True(profile.Layers.Sum(static l => l.LanesAwaitWeights) > 0);
    }

    [Fact]
    public async Task A_second_run_of_other_spikes_is_counted_for_itself_and_a_slow_memory_is_waited_for()
    {
        var configuration = Configuration(4, convolution: false);
        var model = RandomModel.Create(configuration, 1);
        var (_, quick) = await RunAsync(model, RandomInput.Create(configuration, 2));
        await using var device = await OpenAsync(latency: 60);
        await using var session = await device.LoadAsync(model, new SessionOptions { Profile = true }, Token);
        foreach (int seed in (int[])[3, 2])
        {
            var slow = (await session.InferAsync(RandomInput.Create(configuration, seed), Token)).Profile!;
            Assert.Equal(seed == 2, Additions(quick).SequenceEqual(Additions(slow)));
            Assert.True(Weights(slow) > Weights(quick), $"{Weights(slow)} against {Weights(quick)} cycles");
        }

        static long Weights(EngineProfile profile) => profile.Layers.Sum(static l => l.LanesAwaitWeights);

        static IEnumerable<long> Additions(EngineProfile profile) => profile.Layers.Select(static l => l.ExecutedAdditions);
    }

    [Fact]
    public async Task An_engine_without_counters_says_so_before_anything_is_sent()
    {
        await using var device = await AccelDevice.OpenAsync(new SimulatedLink(EngineDesigns.Default), cancellationToken: Token);
        var missing = await Assert.ThrowsAsync<CountersMissingException>(async () => await device.LoadAsync(
            RandomModel.Create(Configuration(4, convolution: false), 1), new SessionOptions { Profile = true }, Token));
        Assert.Contains("Accel.Engine.Counts=1", missing.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_counters_are_refused()
    {
        var configuration = Configuration(4, convolution: false);
        var model = RandomModel.Create(configuration, 1);
        await using var device = await OpenAsync();
        await using var session = await device.LoadAsync(model, new SessionOptions { Profile = true }, Token);
        long cycles = (await session.InferAsync(RandomInput.Create(configuration, 2), Token)).Cycles;
        var region = ((AccelSession)session).Program.Counts!;
        uint[] cells = await device.ReadAsync(region.Cell, region.Cells, Token);
        Assert.NotNull(region.Decode(cells, cycles));
        var random = new Random(1);
        var records = Enumerable.Range(1, (cells.Length / EngineCountLayout.RecordCells) - 1)
            .Select(static r => r * EngineCountLayout.RecordCells)
            .Where(cell => (cells[cell + EngineCountLayout.PartsOffset] >> EngineCountLayout.LanesBit & 1) != 0).ToList();
        for (int i = 0; i < 1000; i++)
        {
            // High bits: what low ones are changed to may be another run's. Of a step that the lanes have no part in, theirs are not read.
            uint[] damaged = [.. cells];
            int cell = records[random.Next(records.Count)] + random.Next(EngineCountLayout.PartsOffset + 1);
            damaged[cell] ^= 1u << random.Next(24, 32);
            Assert.True(Refuses(damaged), $"cell {cell}: {damaged[cell]:x} instead of {cells[cell]:x}");
        }

        Assert.True(Refuses(new uint[cells.Length]));
        Assert.Throws<ArgumentException>(() => region.Decode(cells.AsSpan(1), cycles));

        bool Refuses(uint[] damaged)
        {
            try
            {
                region.Decode(damaged, cycles);
                return false;
            }
            catch (ProtocolErrorException)
            {
                return true;
            }
        }
    }

    // Q (K^T V): a key is added for each value of its token and head that is not 0, unless it is 0 itself, and K^T V's numbers of a channel
    // for each query of it.
    private static (long Executed, long Skipped) AttentionAdditions(GoldenResult golden, int heads)
    {
        var (q, k, v) = (golden.Tensor("block.0.attn.q"), golden.Tensor("block.0.attn.k"), golden.Tensor("block.0.attn.v"));
        int headDim = q.Shape[2] / heads;
        long executed = 0;
        for (int first = 0; first < q.Values.Length; first += headDim)
        {
            int NonZero(NamedTensor tensor) => tensor.Values.AsSpan().Slice(first, headDim).ToArray().Count(static n => n != 0);
            executed += (NonZero(k) * NonZero(v)) + (NonZero(q) * headDim);
        }

        return (executed, (2L * q.Values.Length * headDim) - executed);
    }

    private static ModelConfiguration Configuration(int timesteps, bool convolution)
        => RandomConfiguration.Small(convolution ? 1003 : 1000, convolution) with
        {
            Input = InputKind.Spikes,
            Image = new ImageShape(2, 8, 8),
            Stem = convolution ? new ConvolutionStem([new(16, true), new(32, true)]) : new LinearStem(2),
            Timesteps = timesteps,
            Dim = 32,
            Heads = 2,
            Depth = 1,
            MlpRatio = 4,
            KBits = 4,
            LeakShift = 0,
        };

    private static async Task<(Prediction Prediction, EngineProfile Profile)> RunAsync(SpikingTransformerModel model, NetworkInput input)
    {
        await using var device = await OpenAsync();
        await using var session = await device.LoadAsync(model, new SessionOptions { Profile = true }, Token);
        var prediction = await session.InferAsync(input, Token);
        return (prediction, prediction.Profile!);
    }

    private static ValueTask<AccelDevice> OpenAsync(int latency = 1)
        => AccelDevice.OpenAsync(
            new SimulatedLink(_design, new SimulatedDeviceOptions { LatencyCycles = latency }), cancellationToken: Token);
}
