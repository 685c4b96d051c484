using Accel.Transformer.Frontend;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Passes;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Random kernels: plain C# = IR after every pass = RTL, with an awkward memory.</summary>
public sealed class RandomKernelTests
{
    private const int Programs = 120;

    [Fact]
    public void Random_kernels_compute_what_csharp_computes()
    {
        string? only = Environment.GetEnvironmentVariable("ACCEL_SEED");
        int first = only is null ? 1 : int.Parse(only, System.Globalization.CultureInfo.InvariantCulture);
        int count = int.Parse(Environment.GetEnvironmentVariable("ACCEL_PROGRAMS") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        for (int seed = first; seed < first + (count > 0 ? count : only is null ? Programs : 1); seed++)
        {
            Check(seed, only is not null && count == 0);
        }
    }

    private static void Check(int seed, bool explain)
    {
        string text = RandomKernel.Write(seed);
        string at = "front end";
        try
        {
            var source = KernelSource.FromText(text);
            var cells = Enumerable.Range(0, RandomKernel.Cells).Select(i => (uint)new Random((seed * 100) + i).Next()).ToArray();
            var expected = Kernels.RunPlain(source, cells);
            var options = new TransformOptions { ClockPeriodNs = new[] { 10.0, 5.0, 3.0 }[seed % 3] };
            var front = FrontEnd.Load(source, "K", options);
            if (front.Diagnostics.Any(d => d.Descriptor.Id is "ACC0401" or "ACC0402"))
            {
                // A directive names something that only a branch which is never taken has.
                return;
            }

            Assert.Empty(front.Diagnostics);
            var program = front.Program!;
            var context = new PassContext(options);
            foreach (var pass in Pipeline.Passes)
            {
                at = pass.Name;
                pass.Run(program, context);
                Assert.Empty(context.Diagnostics.Items);
                Assert.Empty(Accel.Transformer.Ir.IrInvariants.Check(program));
                var interpreted = (uint[])cells.Clone();
                new IrInterpreter(program).Run(0, interpreted);
                Assert.Equal(expected, interpreted);
            }

            at = "RTL";
            var module = KernelCompiler.Lower(program, context)!;
            foreach (var (latency, stalls) in new[] { (1, 0), (1 + (seed % 9), seed) })
            {
                var actual = (uint[])cells.Clone();
                new KernelHarness(module, latency, stalls).Run(actual);
                Assert.Equal(expected, actual);
            }
        }
        catch (Exception e) when (!explain)
        {
            throw new InvalidOperationException($"seed {seed}, after {at}: {e.GetType().Name} {e.Message}\n{text}", e);
        }
    }
}
