using System.Collections.Immutable;
using Accel.Rtl.Simulation;
using Accel.Rtl.Tests.Reference;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>Runs a module in the interpreter with random inputs, and the trace of that in GHDL.</summary>
internal static class GhdlReplay
{
    public static readonly Ghdl Ghdl = new();

    public static void SkipUnlessInstalled() => Assert.SkipUnless(Ghdl.IsAvailable, $"GHDL is not installed: {Ghdl.InstallCommand}");

    /// <summary>
    /// Writes the VHDL of <paramref name="written"/> (the module itself unless told otherwise) and replays a trace of the module on it.
    /// </summary>
    public static ToolResult Run(Module module, int seed, int cycles, ToolDirectory directory, ImmutableArray<VhdlFile>? written = null)
    {
        string trace = Record(module, seed, cycles);
        directory.Write("trace.hex", trace);
        var files = (written ?? VhdlWriter.Write(module)).Add(TraceBench.Write(module, "trace.hex"));
        foreach (var file in files)
            directory.Write(file.Name, file.Text);
        var analysis = Ghdl.Analyse(directory.Path, files.Select(f => f.Name), allWarnings: true);
        Assert.True((analysis.StandardError + analysis.StandardOutput).Length == 0, analysis.StandardError);
        return Ghdl.Simulate(directory.Path, module.Name + "_trace_bench");
    }

    public static void AssertSame(Module module, int seed = 1, int cycles = 100)
    {
        using var directory = new ToolDirectory();
        var result = Run(module, seed, cycles, directory);
        string vhdl = string.Concat(VhdlWriter.Write(module).Select(f => f.Text));
        Assert.True(result.Succeeded && result.StandardError.Length == 0 && result.StandardOutput == $"TRACE OK cycles={cycles}\n", $"seed {seed}: {result.StandardOutput}{result.StandardError}\n{vhdl}");
    }

    private static string Record(Module module, int seed, int cycles)
    {
        var random = new Random(seed);
        var trace = new StringWriter();
        var simulator = new RecordingSimulator(new Interpreter(module, new SimulationOptions { StopAtFirstProblem = false }), trace);
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            simulator.ResetAsserted = cycle < 2 || random.Next(20) == 0;
            foreach (var input in module.Inputs.Where(_ => random.Next(3) != 0))
                simulator.SetInput(input.Name, RandomNetlist.Value(random, input.WidthBits));
            simulator.Step();
        }

        return trace.ToString();
    }
}
