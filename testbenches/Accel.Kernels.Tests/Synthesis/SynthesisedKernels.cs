using Accel.Kernels.Tests.Synthesis;
using Accel.Verification;
using Xunit;

[assembly: AssemblyFixture(typeof(SynthesisedKernels))]

namespace Accel.Kernels.Tests.Synthesis;

/// <summary>The kernels through GHDL and Yosys, each synthesised once for all tests.</summary>
public sealed class SynthesisedKernels : IDisposable
{
    /// <summary>For rungs, which take it as it is.</summary>
    public SynthesisedDesigns Designs { get; } = new(static kernel => GeneratedKernels.Of(kernel).Module);

    /// <summary>A kernel; skips the test when a tool is missing.</summary>
    public SynthesisedDesign Of(string kernel)
    {
        Assert.SkipWhen(Designs.Missing is not null, $"{Designs.Missing?.Program} is not installed: {Designs.Missing?.InstallCommand}");
        return Designs.Of(kernel, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => Designs.Dispose();
}
