using Accel.Generation;
using Accel.Host.EventEngine;
using Accel.Rtl.Bench;
using Accel.Transformer;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>The engine on the rungs and ports that other kernels take in vectors' tests: one network of each stem, from memory to
/// memory.</summary>
public sealed class EngineLadderTests
{
    private const string LinearStem = "linear patches";
    private const string ConvolutionStem = "both pools";

    private static readonly EngineVectors _vectors = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Ports of 32 bits: KernelVectorTests; of 128: most others; of 512: three cores below.
    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    public async Task A_wide_port_changes_no_result_beside_a_slow_memory_that_stalls(int portBits)
    {
        var module = KernelGenerator.Generate(KernelGenerator.Engine, new TransformOptions { PortBits = portBits }).Module;
        Assert.Equal(portBits, module.Outputs["mem_req_data"].WidthBits);
        using var stalling = new RtlRung(_ => module, latencyCycles: 7,
            new KernelSimulationOptions { StallSeed = 11, MostCycles = 2_000_000 });
        foreach (string network in (string[])[LinearStem, ConvolutionStem])
        {
            var vector = Of(network);
            Assert.Null(DifferenceFinder.Find(stalling.Name, _vectors.Kernel, vector, await stalling.RunAsync(_vectors, vector, Token)));
        }
    }

    [Theory]
    [InlineData(LinearStem)]
    [InlineData(ConvolutionStem)]
    public async Task Ghdl_leaves_the_same_memory_after_the_same_cycles(string network)
    {
        var module = GeneratedKernels.Of(KernelGenerator.Engine).Module;
        using var rtl = new RtlRung(_ => module);
        using var ghdl = new GhdlRung(_ => module);
        Assert.SkipWhen(ghdl.Unavailable is not null, ghdl.Unavailable?.ToString() ?? "");
        var vector = Of(network);
        var expected = await rtl.RunAsync(_vectors, vector, Token);
        var actual = await ghdl.RunAsync(_vectors, vector, Token);
        Assert.Null(DifferenceFinder.Find(rtl.Name, _vectors.Kernel, vector, expected));
        Assert.Null(DifferenceFinder.Find(ghdl.Name, _vectors.Kernel, vector, actual));
        Assert.Equal(expected.Cycles, actual.Cycles);
        Assert.Equal(expected.Writes, actual.Writes);
    }

    // Tiles in turn, lines of a tile shared, pools across the border, and every program that is damaged.
    [Fact]
    public async Task Three_cores_leave_the_same_memory()
    {
        var limits = EventEngineLimits.Default with
        {
            Cores = 3, SpikeWords = 256, ShortcutRows = 1024, KeyRows = 256, ProductRows = 256, PoolRows = 256, MaxSize = 64,
        };
        var vectors = new EngineVectors(limits);
        var module = KernelGenerator.Generate(KernelGenerator.Engine, new TransformOptions
        {
            Replacements = limits.ToReplacements(), PortBits = 512,
        }).Module;
        using var rung = new RtlRung(_ => module, latencyCycles: 5, new KernelSimulationOptions { StallSeed = 3, MostCycles = 2_000_000 });
        foreach (var vector in vectors.Recorded)
        {
            Assert.Null(DifferenceFinder.Find(rung.Name, vectors.Kernel, vector, await rung.RunAsync(vectors, vector, Token)));
        }
    }

    private static KernelCase Of(string network) => _vectors.Recorded.Single(v => v.Name.Contains(network, StringComparison.Ordinal));
}
