using Accel.Generation;
using Accel.Rtl.Bench;
using Accel.Transformer;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>Kernels with a memory port of several cells per beat leave the same memory as the golden model.</summary>
public sealed class WidePortTests
{
    private const int Latency = 7;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Designs()
    {
        var designs = new TheoryData<string, int>();
        foreach (var vectors in KernelVectors.All.Where(static v => v.Kernel != KernelGenerator.Engine))
        {
            designs.Add(vectors.Kernel, 128);
        }

        designs.Add(nameof(Attention16), 512);
        designs.Add(nameof(Sum256), 512);
        return designs;
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public async Task A_wide_port_changes_no_result_with_a_quick_a_slow_or_a_stalling_memory(string kernel, int portBits)
    {
        var vectors = KernelVectors.All.Single(v => v.Kernel == kernel);
        var module = KernelGenerator.Generate(kernel, new TransformOptions { PortBits = portBits }).Module;
        Assert.Equal(portBits, module.Outputs["mem_req_data"].WidthBits);
        using var quick = new RtlRung(_ => module);
        using var slow = new RtlRung(_ => module, Latency);
        using var stalling = new RtlRung(_ => module, Latency, new KernelSimulationOptions { StallSeed = 11 });
        foreach (var rung in new[] { quick, slow, stalling })
        {
            foreach (var vector in vectors.Recorded.Append(vectors.Random(1)))
            {
                Assert.Null(DifferenceFinder.Find(rung.Name, kernel, vector, await rung.RunAsync(vectors, vector, Token)));
            }
        }
    }

    [Fact]
    public async Task The_vhdl_of_a_wide_port_takes_the_same_cycles_and_makes_the_same_writes()
    {
        var vectors = KernelVectors.All.Single(static v => v.Kernel == nameof(Attention16));
        var module = KernelGenerator.Generate(vectors.Kernel, new TransformOptions { PortBits = 512 }).Module;
        using var rtl = new RtlRung(_ => module, Latency);
        using var ghdl = new GhdlRung(_ => module, latencyCycles: Latency);
        Assert.SkipWhen(ghdl.Unavailable is not null, ghdl.Unavailable?.ToString() ?? "");
        var vector = vectors.Random(2);
        var expected = await rtl.RunAsync(vectors, vector, Token);
        var actual = await ghdl.RunAsync(vectors, vector, Token);
        Assert.Null(DifferenceFinder.Find(ghdl.Name, vectors.Kernel, vector, actual));
        Assert.Equal(expected.Cycles, actual.Cycles);
        Assert.Equal(expected.Writes, actual.Writes);
    }
}
