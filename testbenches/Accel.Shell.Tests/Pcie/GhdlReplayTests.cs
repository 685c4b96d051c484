using Accel.Host.Simulation.Pcie;
using Accel.Host.Tests;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Shell.Tests.Pcie;

/// <summary>The shell's VHDL does in GHDL, cycle by cycle, what the netlist does in process.</summary>
public sealed class GhdlReplayTests
{
    private static readonly Ghdl _ghdl = new();

    [Fact]
    public void A_session_with_jobs_a_fault_and_a_reset_is_the_same_in_Ghdl()
    {
        Assert.SkipUnless(_ghdl.IsAvailable, $"GHDL is not installed: {_ghdl.InstallCommand}");
        bool broken = false;
        var trace = new StringWriter();
        var bench = new PcieBench(
            WideKernel.Build(4), [.. Enumerable.Range(0, 1024).Select(i => (uint)i * 77)],
            new AxiMemoryOptions { JitterSeed = 9, Response = (isWrite, _) => broken && isWrite ? 2 : 0 }, trace);
        bench.Write(PcieBench.Session, 0x5EED0001);
        bench.Write(PcieBench.Enable, 1);
        bench.StartJob(1);
        Assert.Equal(PcieBench.Done, bench.Wait());
        broken = true;
        bench.StartJob(2);
        Assert.Equal(PcieBench.Faulted, bench.Wait());
        broken = false;
        bench.StartJob(3);
        bench.Write(PcieBench.Reset, 1);
        Assert.Equal(PcieBench.Idle, bench.Wait());
        bench.StartJob(4);
        Assert.Equal(PcieBench.Done, bench.Wait());

        using var directory = new ToolDirectory();
        directory.Write("trace.hex", trace.ToString());
        var files = VhdlWriter.Write(bench.Shell).Add(TraceBench.Write(bench.Shell, "trace.hex"));
        foreach (var file in files)
        {
            directory.Write(file.Name, file.Text);
        }

        var analysis = _ghdl.Analyse(directory.Path, files.Select(f => f.Name), allWarnings: true, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True((analysis.StandardError + analysis.StandardOutput).Length == 0, analysis.StandardError);
        var result = _ghdl.Simulate(directory.Path, bench.Shell.Name + "_trace_bench", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.StandardOutput + result.StandardError);
        Assert.Equal($"TRACE OK cycles={bench.Machine.Cycle}\n", result.StandardOutput);
    }
}
