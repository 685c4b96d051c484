using System.Collections.Immutable;
using Accel.Generation;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Models;
using Accel.Transformer;
using Accel.Verification;
using Xunit;
using Layout = Accel.Kernels.CompactEngineLayout;

namespace Accel.Kernels.Tests;

/// <summary>What the compact engine has beside its vectors, which every rung of the ladder runs.</summary>
public sealed class CompactEngineTests
{
    private static readonly ModelConfiguration _tiny = new()
    {
        Name = "tiny",
        Timesteps = 2,
        Input = InputKind.Image,
        Image = new ImageShape(1, 8, 8),
        Stem = new LinearStem(4),
        Dim = 16,
        Heads = 1,
        Depth = 1,
        MlpRatio = 2,
        Classes = 10,
        LeakShift = 0,
        Reset = ResetKind.Hard,
        Firing = FiringRule.AtThreshold,
        WeightBits = 8,
        KBits = 4,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Layout.InputPointerCell, 1 << SpikingTransformerCompactEngine.AddressBits)]
    [InlineData(Layout.ResultPointerCell, -1)]
    [InlineData(Layout.ResultPointerCell, Layout.ResultCell - 1)]
    public void A_pointer_that_it_has_no_bits_for_ends_with_a_status(int cell, int value)
    {
        uint[] memory = CompactRun.Memory(EngineProgram.Compile(RandomModel.Create(_tiny, 3), EngineCapabilities.CompactLimits,
            trace: false), _tiny, 4);
        memory[cell] = (uint)value;
        Assert.Equal(Layout.StatusSizeOverLimit, CompactRun.Status(memory));
    }

    [Fact]
    public void A_status_says_what_it_means()
    {
        var program = EngineProgram.Compile(RandomModel.Create(_tiny, 3), EngineCapabilities.CompactLimits, trace: false);
        uint[] memory = CompactRun.Memory(program, _tiny, 4);
        memory[memory[Layout.LayerPointerCell] + CompactLayerLayout.CountOffset]--;
        var after = CompactRun.After(memory);
        var refused = Assert.Throws<EngineStatusException>(() =>
            program.DecodeResult(EngineRun.Cells(after, program.ResultCell, program.ResultCells)));
        Assert.Equal(Layout.StatusDamaged, refused.Status);
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generated_without_convolutions_and_with_room_for_it_it_runs_several_heads()
        => await RunsInRtl(_tiny with { Dim = 24, Heads = 2 }, new()
        {
            ["Accel.CompactEngine.MaxDim"] = "24", ["Accel.CompactEngine.MaxHiddenDim"] = "48", ["Accel.CompactEngine.MaxTokens"] = "4",
            ["Accel.CompactEngine.MaxSide"] = "0",
        });

    [Fact]
    public async Task Generated_with_room_for_it_it_runs_a_larger_map()
        => await RunsInRtl(
            CompactGoldenTests.Convolutions with { Image = new ImageShape(2, 9, 8), Timesteps = 2, Depth = 1, MlpRatio = 1 },
            new() { ["Accel.CompactEngine.MaxSide"] = "9", ["Accel.CompactEngine.MaxMapSpikes"] = "5000",
                ["Accel.CompactEngine.MaxTokens"] = "6" });

    [Fact]
    public async Task A_simulated_device_with_it_says_so_and_gives_the_golden_models_numbers()
    {
        var model = RandomModel.Create(_tiny, 3);
        var input = RandomInput.Create(_tiny, 4);
        await using var device = await AccelDevice.OpenAsync("sim:?engine=compact", cancellationToken: Token);
        Assert.Equal(nameof(SpikingTransformerCompactEngine), device.Identity.Kernel);
        Assert.Equal(EngineCapabilities.CompactLimits, device.Identity.Limits);
        Assert.Equal(1 << SpikingTransformerCompactEngine.AddressBits, device.Identity.MemoryCells);
        await using var session = await device.LoadAsync(model, cancellationToken: Token);
        var prediction = await session.InferAsync(input, Token);
        Assert.Equal(GoldenModel.Run(model, input).Logits, prediction.Logits);
    }

    private static async Task RunsInRtl(ModelConfiguration configuration, Dictionary<string, string> replacements)
    {
        var options = new TransformOptions { Replacements = replacements.ToImmutableSortedDictionary(StringComparer.Ordinal) };
        var kernel = KernelGenerator.Generate(KernelGenerator.CompactEngine, options);
        var limits = EngineCapabilities.FromReplacements(replacements, KernelGenerator.CompactEngine);
        var vector = EngineCase.Of("generated", 5, RandomModel.Create(configuration, 5), RandomInput.Create(configuration, 5), limits);
        using var rtl = new RtlRung(_ => kernel.Module);
        Assert.Null(DifferenceFinder.Find(rtl.Name, kernel.Kernel, vector,
            await rtl.RunAsync(CompactEngineVectors.Default, vector, Token)));
    }
}
