using System.Collections.Immutable;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Designs;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Vhdl;

public sealed class TraceBenchTests
{
    [Fact]
    public void A_changed_operator_is_found_and_named()
    {
        GhdlReplay.SkipUnlessInstalled();
        var module = Constructs.Build("adder");
        ImmutableArray<VhdlFile> changed = [.. VhdlWriter.Write(module).Select(f => f with { Text = f.Text.Replace(" - ", " + ", StringComparison.Ordinal) })];
        using var directory = new ToolDirectory();
        var result = GhdlReplay.Run(module, 7, 30, directory, changed);
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("^MISMATCH signal=difference cycle=[0-9]+ expected=[0-9A-F]{2} actual=[0-9A-F]{2}\n", result.StandardOutput);
        Assert.DoesNotContain("signal=sum", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_other_ports_is_refused()
    {
        GhdlReplay.SkipUnlessInstalled();
        var module = Constructs.Build("adder");
        using var directory = new ToolDirectory();
        GhdlReplay.Run(module, 7, 3, directory);
        directory.Write("trace.hex", "accel-trace-1-0123456789abcdef\n");
        var result = GhdlReplay.Ghdl.Simulate(directory.Path, "adder_trace_bench", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("not one of adder with these ports", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_are_not_valid_are_masked()
    {
        var text = new StringWriter();
        var masks = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("mem_req_data", ["mem_req_write"]);
        var simulator = new RecordingSimulator(new Interpreter(SumKernel.Build()), text, masks);
        simulator.Step();
        string[] line = text.ToString().Split('\n')[1].Split(' ');
        Assert.Equal(3, line.Length);

        // busy, done, address of 32 bits, data of 32 bits, valid, write, ready: data is not compared.
        Assert.Equal("1ffffffff800000007", line[2]);
    }
}
