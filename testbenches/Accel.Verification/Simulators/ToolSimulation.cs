using System.Diagnostics;
using System.Globalization;
using Accel.Rtl.Vhdl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// A netlist built for a tool: its directory, and how to run the memory bench in it. The bench's lines STARTED and CYCLES tell when its
/// runs begin and end, since not every language has a clock of its own.
/// </summary>
internal sealed class ToolSimulation : IBuiltSimulation
{
    private const string InputFile = "memory-in.hex";
    private const string OutputFile = "memory-out.hex";

    private static readonly TimeSpan _limit = TimeSpan.FromHours(1);

    private readonly ToolDirectory _directory;
    private readonly KernelCase _vector;
    private readonly BenchRunner _run;

    /// <summary>Runs the bench in a directory, with a number of runs.</summary>
    internal delegate ToolResult BenchRunner(string directory, string runs, ToolRun limits, CancellationToken cancellationToken);

    private ToolSimulation(ToolDirectory directory, KernelCase vector, BenchRunner run) => (_directory, _vector, _run) = (directory, vector, run);

    /// <summary>Limits of the tools that build: a large design takes them longer than what is usual.</summary>
    internal static ToolRun BuildLimits => new() { Timeout = _limit };

    /// <summary>The bench of a workload.</summary>
    internal static MemoryBenchOptions Options(SimulatedWorkload workload) => new()
    {
        Cells = workload.Vector.Memory.Length,
        Member = workload.Vector.Member,
        InputFile = InputFile,
        OutputFile = OutputFile,
        MaximumCycles = int.MaxValue,
    };

    /// <summary>Makes the directory with the memory image in it, and lets the tool build there.</summary>
    internal static ToolSimulation Build(SimulatedWorkload workload, Func<ToolDirectory, BenchRunner> build)
    {
        var directory = new ToolDirectory();
        try
        {
            directory.Write(InputFile, MemoryBenchFiles.Hex(workload.Vector.Memory));
            return new ToolSimulation(directory, workload.Vector, build(directory));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Writes the netlist as VHDL and has GHDL make Verilog of it.</summary>
    /// <returns>The Verilog file.</returns>
    internal static string WriteVerilog(SimulatedWorkload workload, ToolDirectory directory, CancellationToken cancellationToken)
    {
        var ghdl = new Ghdl();
        string verilog = workload.Netlist.Name + ".v";
        ghdl.Analyse(directory.Path, VhdlWriter.Write(workload.Netlist).Select(f => directory.Write(f.Name, f.Text)), allWarnings: false, cancellationToken);
        ghdl.SynthesiseToVerilog(directory.Path, workload.Netlist.Name, verilog, cancellationToken);
        return verilog;
    }

    public SimulatedRuns Run(int runs, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(_directory.Path, OutputFile));
        long begun = Stopwatch.GetTimestamp(), started = begun, ended = begun;
        void Look(string line)
        {
            if (line == "STARTED")
            {
                started = Stopwatch.GetTimestamp();
            }
            else if (line.StartsWith("CYCLES ", StringComparison.Ordinal))
            {
                ended = Stopwatch.GetTimestamp();
            }
        }

        var result = _run(
            _directory.Path, runs.ToString(CultureInfo.InvariantCulture), new ToolRun { Timeout = _limit, OnOutputLine = Look }, cancellationToken);
        double startSeconds = Stopwatch.GetElapsedTime(begun, started).TotalSeconds;
        if (!result.Succeeded || MemoryBenchFiles.Number(result.StandardOutput, "CYCLES") is not { } cycles)
        {
            string fault = result.TimedOut ? $"it did not end within {_limit.TotalMinutes:0} min" : (result.StandardOutput + result.StandardError).Trim();
            return new SimulatedRuns(startSeconds, result.Elapsed.TotalSeconds - startSeconds, 0, new RungRun(_vector.Memory, null, [], fault));
        }

        // The benches do not count the cycle with start.
        long total = runs + (MemoryBenchFiles.Number(result.StandardOutput, "TOTAL") ?? 0);
        var memory = MemoryBenchFiles.ParseMemory(_directory.Read(OutputFile), _vector.Memory.Length);
        return new SimulatedRuns(startSeconds, Stopwatch.GetElapsedTime(started, ended).TotalSeconds, total, new RungRun(memory, cycles + 1, []));
    }

    public void Dispose() => _directory.Dispose();
}
