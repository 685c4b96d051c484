using System.Collections.Concurrent;
using Accel.Host.Simulation;
using Accel.Kernels.Tests.Synthesis;
using Accel.ToolRunners;
using Xunit;

[assembly: AssemblyFixture(typeof(SynthesisedKernels))]

namespace Accel.Kernels.Tests.Synthesis;

/// <summary>A kernel, its netlist and where that lies.</summary>
public sealed record SynthesisedKernel(GeneratedKernel Kernel, ToolDirectory Directory, SynthesisReport Report);

/// <summary>The kernels through GHDL and Yosys, each synthesised once for all tests.</summary>
public sealed class SynthesisedKernels : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<SynthesisedKernel>> _kernels = new(StringComparer.Ordinal);
    private readonly Series7Synthesis _synthesis = new();

    /// <summary>A kernel; skips the test when a tool is missing.</summary>
    public SynthesisedKernel Of(string kernel)
    {
        Assert.SkipWhen(_synthesis.Missing is not null, $"{_synthesis.Missing?.Program} is not installed: {_synthesis.Missing?.InstallCommand}");
        return _kernels.GetOrAdd(kernel, k => new Lazy<SynthesisedKernel>(() => Synthesise(k))).Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var kernel in _kernels.Values.Where(static k => k.IsValueCreated))
        {
            kernel.Value.Directory.Dispose();
        }
    }

    private SynthesisedKernel Synthesise(string kernel)
    {
        var generated = KernelGenerator.Generate(kernel);
        var directory = new ToolDirectory();
        var files = generated.Vhdl.Select(f => directory.Write(f.Name, f.Text)).ToList();
        return new SynthesisedKernel(generated, directory, _synthesis.Run(directory, files, generated.Module.Name, TestContext.Current.CancellationToken));
    }
}
