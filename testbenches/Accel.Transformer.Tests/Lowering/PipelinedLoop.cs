using Accel.Transformer.Reports;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Kernels of which one pipelined loop is looked at.</summary>
internal static class PipelinedLoop
{
    /// <summary>Asserts that plain C# = RTL on a memory.</summary>
    /// <param name="source">A kernel K.</param>
    /// <param name="cells">The memory; what the RTL leaves afterwards.</param>
    /// <param name="names">What the loop may be called.</param>
    /// <returns>What became of the loop.</returns>
    public static LoopReport AssertSame(KernelSource source, uint[] cells, params string[] names)
    {
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        var expected = Kernels.RunPlain(source, cells);
        _ = new KernelHarness(result.Module!).Run(cells);
        Assert.Equal(expected, cells);
        return Assert.Single(result.Report!.Loops, l => names.Contains(l.Name));
    }
}
