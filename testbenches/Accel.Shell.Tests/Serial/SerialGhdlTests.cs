using Accel.Host.Tests;
using Accel.Rtl;
using Accel.Rtl.Simulation;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.Shell.Serial;
using Accel.Shell.Tests.Reference;
using Accel.ToolRunners;
using static Accel.Shell.Tests.Serial.CommandTests;

namespace Accel.Shell.Tests.Serial;

/// <summary>The serial shell's VHDL does in GHDL, cycle by cycle, what the netlist does in process.</summary>
public sealed class SerialGhdlTests
{
    private static readonly Ghdl _ghdl = new();

    [Fact]
    public void A_session_over_the_wire_is_the_same_in_Ghdl()
    {
        Assert.SkipUnless(_ghdl.IsAvailable, $"GHDL is not installed: {_ghdl.InstallCommand}");
        var shell = SerialShell.Build(TestKernels.AddStep(), SerialBench.Identity, Quick with { MemoryCells = 64 });
        var trace = new StringWriter();
        var bench = new SerialBench(new RecordingSimulator(Simulator.Create(shell), trace), 12);
        bench.Wire.Send([0, 0, 0x41, 0]);
        Assert.Equal(new ReferenceFrame(0xFF, 0, 0, 1, 0), bench.Next());
        Assert.Equal(0x81, bench.Ask(ReferenceFrame.Hello()).Type);
        bench.ChangeRate(4);
        bench.Ask(new ReferenceFrame(2, 1, S, 0, 41, 7));
        bench.Ask(new ReferenceFrame(4, 2, S, 0, 1));
        Assert.Equal(2u, bench.Ask(new ReferenceFrame(5, 3, S, 1)).Payload[0]);
        Assert.Equal(42u, bench.Ask(new ReferenceFrame(3, 4, S, 1, 1)).Payload[0]);
        Assert.Equal(3u, bench.Ask(new ReferenceFrame(3, 4, S, 64, 1)).Payload[0]);
        bench.Ask(new ReferenceFrame(4, 5, S, 1, 2));
        bench.Wire.Send(new ReferenceFrame(5, 3, S, 1).ToLine());
        Assert.Equal(0x86, bench.Ask(new ReferenceFrame(6, 6, S)).Type);
        Assert.Equal(0x85, bench.Next().Type);

        Assert.Equal(VhdlWriter.Write(shell), VhdlWriter.Write(
            SerialShell.Build(TestKernels.AddStep(), SerialBench.Identity, Quick with { MemoryCells = 64 })));
        Replay(shell, trace.ToString(), bench.Simulator.Cycle);
    }

    [Fact]
    public void A_wide_memory_is_the_same_in_Ghdl()
    {
        Assert.SkipUnless(_ghdl.IsAvailable, $"GHDL is not installed: {_ghdl.InstallCommand}");
        var shell = SerialShell.Build(WideKernel.Build(4), SerialBench.Identity, Quick with { MemoryCells = 64 });
        var trace = new StringWriter();
        var bench = new SerialBench(new RecordingSimulator(Simulator.Create(shell), trace), 12);
        Assert.Equal(0x81, bench.Ask(ReferenceFrame.Hello()).Type);
        bench.ChangeRate(4);
        uint[] before = [.. Enumerable.Range(0, 40).Select(static i => 0x1357_9BDFu * (uint)(i + 1))];
        bench.Ask(new ReferenceFrame(2, 1, S, [0, .. before]));
        bench.Ask(new ReferenceFrame(4, 2, S, 0, 1));
        Assert.Equal(2u, bench.Ask(new ReferenceFrame(5, 3, S, 1)).Payload[0]);
        Assert.Equal(WideKernel.Expected(before, 4), bench.Ask(new ReferenceFrame(3, 4, S, 0, 40)).Payload);
        Replay(shell, trace.ToString(), bench.Simulator.Cycle);
    }

    private static void Replay(Module shell, string trace, long cycles)
    {
        using var directory = new ToolDirectory();
        directory.Write("trace.hex", trace);
        var files = VhdlWriter.Write(shell).Add(TraceBench.Write(shell, "trace.hex"));
        foreach (var file in files)
            directory.Write(file.Name, file.Text);
        var analysis = _ghdl.Analyse(directory.Path, files.Select(static f => f.Name), allWarnings: true, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True((analysis.StandardError + analysis.StandardOutput).Length == 0, analysis.StandardError);
        var result = _ghdl.Simulate(directory.Path, SerialShell.Name + "_trace_bench", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.StandardOutput + result.StandardError);
        Assert.Equal($"TRACE OK cycles={cycles}\n", result.StandardOutput);
    }
}
