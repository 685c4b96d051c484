using Accel.Generation;
using Accel.Host.Simulation.Pcie;
using Accel.Transformer;
using Accel.Verification;

namespace Accel.Shell.Tests.Pcie;

/// <summary>Kernels behind the shell leave the memory that the golden model expects, whatever the bus does.</summary>
public sealed class PcieShellTests
{
    private static readonly Dictionary<string, Accel.Rtl.Module> _modules = new(StringComparer.Ordinal);

    public static TheoryData<string, int> KernelsAndSeeds()
    {
        var data = new TheoryData<string, int>();
        foreach (var kernel in KernelVectors.All.Where(k => k.Kernel != KernelGenerator.Engine))
        {
            data.Add(kernel.Kernel, 0);
            data.Add(kernel.Kernel, 7);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(KernelsAndSeeds))]
    public void A_kernel_over_the_bus_equals_the_golden_model(string name, int seed)
    {
        var vectors = KernelVectors.All.Single(k => k.Kernel == name);
        RunAndCompare(name, seed == 0 ? vectors.Recorded[0] : vectors.Random(seed), seed);
    }

    [Fact]
    public void An_inference_over_the_bus_equals_the_golden_model_in_every_tensor()
    {
        var vectors = KernelVectors.All.Single(k => k.Kernel == KernelGenerator.Engine);
        RunAndCompare(KernelGenerator.Engine, vectors.Recorded[0], seed: 3);
    }

    [Theory]
    [InlineData("Sum256", 512, 3)]
    [InlineData("ConditionalAccumulate", 128, 7)]
    [InlineData("BinaryNeuron", 64, 0)]
    public void A_kernel_with_a_wide_port_equals_the_golden_model(string name, int portBits, int seed)
    {
        var module = KernelGenerator.Generate(name, new TransformOptions { PortBits = portBits }).Module;
        RunAndCompare(name, KernelVectors.All.Single(k => k.Kernel == name).Random(4), seed, module);
    }

    private static void RunAndCompare(string name, KernelCase vector, int seed, Accel.Rtl.Module? module = null)
    {
        uint[] cells = new uint[(vector.Memory.Length + 1023) / 1024 * 1024];
        vector.Memory.CopyTo(cells, 0);
        var bench = new PcieBench(module ?? KernelModule(name), cells,
            new AxiMemoryOptions { JitterSeed = seed, BaseAddress = seed * 0x1_0000_0000L });
        bench.StartJob(1, (uint)vector.Member);
        Assert.Equal(PcieBench.Done, bench.Wait());
        bench.RequireQuiet();
        var difference = DifferenceFinder.Find("pcie", name, vector, new RungRun(cells[..vector.Memory.Length], 0, [], null));
        Assert.True(difference is null, difference?.ToString());
    }

    internal static Accel.Rtl.Module KernelModule(string kernel)
    {
        lock (_modules)
        {
            return _modules.TryGetValue(kernel, out var module) ? module : _modules[kernel] = KernelGenerator.Generate(kernel).Module;
        }
    }
}
