using System.Collections.Immutable;
using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Host;
using Accel.Host.Engine;
using Accel.Host.Simulation;
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
    [InlineData(Layout.InputPointerCell, 1 << SpikingTransformerCompactEngine.AddressBits, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.LayerPointerCell, -1, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.ResultPointerCell, -1, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.ResultPointerCell, Layout.ResultCell - 1, Layout.StatusSizeOverLimit)]
    [InlineData(Layout.HeaderCells + Layout.WeightOffset, 1 << SpikingTransformerCompactEngine.AddressBits, Layout.StatusLayerOverLimit)]
    [InlineData(Layout.HeaderCells + Layout.TraceOffset, int.MaxValue, Layout.StatusLayerOverLimit)]
    [InlineData(Layout.HeaderCells + Layout.ImageOffset, 1, Layout.StatusDone)]
    [InlineData(Layout.HeaderCells + Layout.LayerCells + Layout.ImageOffset, 1, Layout.StatusUnknownLayer)]
    [InlineData(Layout.HeaderCells + (4 * Layout.LayerCells) + Layout.HeadWordsOffset, 2, Layout.StatusLayerOverLimit)]
    [InlineData(Layout.HeaderCells + (8 * Layout.LayerCells) + Layout.ClassesOffset, 17, Layout.StatusLayerOverLimit)]
    public void A_cell_that_it_has_no_bits_for_ends_with_a_status(int cell, int value, int status)
    {
        var memory = EngineRun.MemoryOf(EngineProgram.Compile(RandomModel.Create(_tiny, 3), EngineCapabilities.CompactLimits, trace: false), RandomInput.Create(_tiny, 4));
        memory.WriteInt32(cell, value);
        new SpikingTransformerCompactEngine().Run(memory);
        Assert.Equal(status, memory.ReadInt32(Layout.ResultCell + Layout.StatusOffset));
    }

    [Fact]
    public async Task Generated_with_room_for_it_it_runs_several_heads()
    {
        var replacements = new Dictionary<string, string> { ["Accel.CompactEngine.MaxDim"] = "32", ["Accel.CompactEngine.MaxHiddenDim"] = "64", ["Accel.CompactEngine.MaxTokens"] = "4" };
        var kernel = KernelGenerator.Generate(KernelGenerator.CompactEngine, new TransformOptions { Replacements = replacements.ToImmutableSortedDictionary(StringComparer.Ordinal) });
        var configuration = _tiny with { Dim = 24, Heads = 2 };
        var limits = EngineCapabilities.FromReplacements(replacements, KernelGenerator.CompactEngine);
        var vector = EngineCase.Of("two heads", 5, RandomModel.Create(configuration, 5), RandomInput.Create(configuration, 5), limits);
        using var rtl = new RtlRung(_ => kernel.Module);
        Assert.Null(DifferenceFinder.Find(rtl.Name, kernel.Kernel, vector, await rtl.RunAsync(CompactEngineVectors.Default, vector, Token)));
    }

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
}
