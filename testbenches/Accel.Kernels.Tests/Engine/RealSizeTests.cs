using Accel.Golden.Generation;
using Accel.Host.EventEngine;
using Accel.Models;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Networks of sizes that are too large for RTL in a test: event frames of a camera, and ImageNet's pictures.</summary>
public sealed class RealSizeTests
{
    private static readonly EventEngineLimits _wanted = EventEngineLimits.Default with { Lanes = 128, AttentionUnits = 4 };

    /// <summary>Two polarities of 64 x 64 pixels in 16 timesteps: golden model, program run by the reference engine, estimate.</summary>
    [Fact]
    public void Event_frames_of_a_camera_run()
    {
        var model = RandomModel.Create(new BenchNetwork(1, 32).Configure("event frames", 8) with
        {
            Timesteps = 16,
            Input = InputKind.Spikes,
            Image = new ImageShape(2, 64, 64),
            Stem = new ConvolutionStem([new(8, true), new(16, true), new(32, true)]),
            Heads = 2,
            MlpRatio = 2,
            Classes = 11,
            LeakShift = 0,
        }, 3);
        var input = RandomInput.Create(model.Configuration, 4);
        var limits = EventEngineSizing.Smallest([model], _wanted);
        EventProgramTests.EqualsGolden(model, limits with { ShortcutRows = 2 * limits.ShortcutRows }, input);
        Assert.InRange(EventEstimate.Of(model, limits, input).Cycles, 400_000, 1_600_000);
    }

    /// <summary>Sums of 4,032 rows in RTL: of a set there are more words than queues hold.</summary>
    [Fact]
    public void A_tile_of_more_words_than_queues_hold_is_added()
    {
        var model = RandomModel.Create(new BenchNetwork(1, 16).Configure("long sums", 8) with
        {
            Timesteps = 1,
            Image = new ImageShape(1, 4, 4),
            Stem = new ConvolutionStem([new(448, false), new(16, true)]),
            Heads = 1,
            MlpRatio = 1,
            LeakShift = 0,
        }, 3);
        var limits = EventEngineSizing.Smallest([model], EventEngineLimits.Default with { Lanes = 64, AttentionUnits = 1 });
        var workload = new EngineWorkload("long sums", "lively", model, RandomInput.Create(model.Configuration, 4));
        List<string> said = [];
        Assert.Equal(1024, limits.BankRows);
        var measured = new EngineBenchmark(limits with { ShortcutRows = 2 * limits.ShortcutRows }, clockMHz: 50, latency: 1)
            .Measure(workload, new Progress<double>(), said.Add, TestContext.Current.CancellationToken);
        Assert.True(measured.Correct, string.Join("\n", said));
    }

    /// <summary>3 x 224 x 224 pixels, 196 tokens, 1,000 classes: 8-512, of eight equal blocks.</summary>
    [Fact]
    public void A_picture_of_ImageNet_has_a_program_and_an_estimate()
    {
        var model = RandomModel.Create(new BenchNetwork(1, 512, BenchInput.ImageNet).Configure("8-512", 8) with { LeakShift = 0 }, 3);
        model = model with
        {
            Configuration = model.Configuration with { Depth = 8 },
            Blocks = [.. Enumerable.Repeat(model.Blocks[0], 8)],
        };
        var limits = EventEngineSizing.Smallest([model], _wanted);
        Assert.Equal((196, 1000), (model.Tokens, limits.MaxClasses));
        Assert.True(limits.MaxSize >= 224);

        // 25 million weights of the blocks and 4.8 million of stem, position and head, which every image reads once and more.
        var estimate = EventEstimate.OfDensity(model, limits, 0.126);
        Assert.True(estimate.ReadBytes > 29_000_000, $"{estimate.ReadBytes}");
        Assert.InRange(estimate.Cycles, 10_000_000, 20_000_000);
    }
}
