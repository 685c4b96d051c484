using Accel.Rtl.Simulation;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Random networks give the same as plain C#, as IR and as hardware, or end in a deadlock in all of them.</summary>
public sealed class RandomNetworkTests
{
    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("ACCEL_NETWORKS"), out int count) ? count : 24;

    public static TheoryData<int> All => [.. Enumerable.Range(1, Seeds)];

    [Theory]
    [MemberData(nameof(All))]
    public void Plain_tasks_IR_and_hardware_agree(int seed)
    {
        var source = RandomNetworks.Make(seed);
        string text = source.Files[0].Text;
        var front = FrontEnd.Load(source, "K", new TransformOptions());
        Assert.True(front.Diagnostics.Count == 0, string.Join('\n', front.Diagnostics) + text);
        uint[] cells = Kernels.Cells(64, seed);
        uint[] interpreted = [.. cells];
        try
        {
            new IrInterpreter(front.Program!, 10_000_000).Run(0, interpreted);
        }
        catch (IrExecutionException deadlock) when (deadlock.Message.Contains("deadlock", StringComparison.Ordinal))
        {
            Assert.Contains("deadlock", Assert.ThrowsAny<Exception>(() => Kernels.RunPlain(source, cells)).ToString(),
                StringComparison.Ordinal);
            return;
        }

        Assert.Equal(Kernels.RunPlain(source, cells), interpreted);
        var module = Kernels.Compile(source);
        foreach (var (latency, stallSeed) in new[] { (5, seed), (1, 0) })
        {
            uint[] actual = [.. cells];
            try
            {
                _ = new KernelHarness(module, latency, stallSeed).Run(actual, bound: 40_000);
            }
            catch (SimulationException problem)
            {
                Assert.Fail(problem.Message + "\n" + text);
            }

            Assert.True(interpreted.SequenceEqual(actual), text);
        }
    }
}
