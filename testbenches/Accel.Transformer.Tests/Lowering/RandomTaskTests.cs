using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>However tasks are gathered, moved and run together, the hardware does what running them in order does.</summary>
public sealed class RandomTaskTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RTL_equals_the_order_of_the_text(int quarter)
    {
        int together = 0;
        for (int seed = quarter * 25; seed < (quarter + 1) * 25; seed++)
        {
            string source = KernelComparison.Kernel(new RandomTasks(seed).Body());
            uint[] expected = KernelComparison.Cells(seed, 16), actual = [.. expected];
            new IrInterpreter(KernelComparison.Load(source), 1_000_000).Run(0, expected);
            var module = Kernels.Compile(KernelSource.FromText(source));
            together += module.Signals.Any(signal => signal.NameHint is "task1_state" or "task1_in_idle") ? 1 : 0;
            _ = new KernelHarness(module, latency: 2, stallSeed: seed).Run(actual);
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}: {string.Join(' ', expected)} and {string.Join(' ', actual)}\n{source}");
        }

        Assert.InRange(together, 5, 25);
    }
}
