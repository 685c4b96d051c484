using Accel.Generation;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests.Dataflow;

/// <summary>Kernels of tasks that streams join, as they are measured: their VHDL, their rate, and the designs by hand beside
/// them.</summary>
public sealed class DataflowTests
{
    private static readonly Dictionary<string, GeneratedKernel> _generated = new(StringComparer.Ordinal);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kernels() => [.. DataflowReference.All.Select(static r => r.Kernel)];

    public static TheoryData<string> ByHand() => [.. DataflowReference.All.Where(static r => r.Verilog is not null)
        .Select(static r => r.Kernel)];

    [Theory]
    [MemberData(nameof(ByHand))]
    public void The_design_by_hand_leaves_what_is_expected_beside_a_quick_and_a_slow_memory(string kernel)
    {
        var (reference, vectors) = Of(kernel);
        var hand = HandWrittenDesign.Of(reference, Generate(reference).Module)!;
        Assert.SkipWhen(hand.Unavailable is not null, hand.Unavailable?.ToString() ?? "");
        foreach (var vector in vectors.Recorded.Append(vectors.Random(1)))
        {
            foreach (var (latency, stallEvery) in new[] { (1, 0), (6, 3) })
            {
                Assert.Null(DifferenceFinder.Find("by hand", kernel, vector, hand.Run(vector, latency, stallEvery, Token)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public async Task The_vhdl_gives_the_same_in_GHDL(string kernel)
    {
        var (reference, vectors) = Of(kernel);
        var module = Generate(reference).Module;
        using var ghdl = new GhdlRung(_ => module);
        Assert.SkipWhen(ghdl.Unavailable is not null, ghdl.Unavailable?.ToString() ?? "");
        var vector = vectors.Random(2);
        Assert.Null(DifferenceFinder.Find(ghdl.Name, kernel, vector, await ghdl.RunAsync(vectors, vector, Token)));
    }

    // An element per cycle, but for what the port is needed for besides, 1.5 cycles of it for a visit of a neuron, and for the beginning of
    // each tile of a product.
    [Theory]
    [InlineData(nameof(NeuronUnit), 1.53)]
    [InlineData(nameof(Convolution3x3), 1.01)]
    [InlineData(nameof(SortedMerge), 1.02)]
    [InlineData(nameof(MatrixProduct), 1.20)]
    [InlineData(nameof(EventFrontEnd), 1.06)]
    [InlineData(nameof(SpikingPipeline), 1.02)]
    public async Task A_long_run_takes_a_cycle_per_element(string kernel, double cyclesPerElement)
    {
        var (reference, vectors) = Of(kernel);
        var generated = Generate(reference);
        Assert.Equal(1, generated.Report.Loops.Where(l => l.Name == reference.Loop).Max(static l => l.InitiationInterval));
        using var rung = new RtlRung(_ => generated.Module);
        var run = await rung.RunAsync(vectors, vectors.Long, Token);
        Assert.Null(DifferenceFinder.Find(rung.Name, kernel, vectors.Long, run));
        Assert.InRange(run.Cycles!.Value, vectors.LongElements, (long)(vectors.LongElements * cyclesPerElement));
    }

    private static GeneratedKernel Generate(DataflowReference reference)
    {
        lock (_generated)
        {
            return _generated.TryGetValue(reference.Kernel, out var kernel)
                ? kernel
                : _generated[reference.Kernel] = DataflowBenchmark.Generate(reference).Kernel;
        }
    }

    private static (DataflowReference Reference, IDataflowVectors Vectors) Of(string kernel)
        => (DataflowReference.All.Single(r => r.Kernel == kernel), KernelVectors.Dataflow.Single(v => v.Kernel == kernel));
}
