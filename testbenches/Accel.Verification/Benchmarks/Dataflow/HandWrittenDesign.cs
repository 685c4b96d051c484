using System.Text.RegularExpressions;
using Accel.Rtl;
using Accel.Rtl.Vhdl.Benches;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>A design by hand, in Icarus, beside the same memory as a generated kernel.</summary>
public sealed class HandWrittenDesign
{
    private const string Program = "by-hand.vvp";
    private const string InputFile = "memory-in.hex";
    private const string OutputFile = "memory-out.hex";
    private const long MostCycles = 1_000_000;

    private readonly string _name, _verilog;
    private readonly Module _ports;
    private readonly Icarus _icarus = new();

    private HandWrittenDesign(string name, string verilog, Module ports) => (_name, _verilog, _ports) = (name, verilog, ports);

    /// <summary>Why it cannot run here; null when it can.</summary>
    public Unavailability? Unavailable => Unavailability.Of(_icarus);

    /// <summary>The design that a kernel is held against; null where there is none.</summary>
    /// <param name="reference">Which kernel.</param>
    /// <param name="ports">The generated kernel, whose ports it has.</param>
    public static HandWrittenDesign? Of(DataflowReference reference, Module ports)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Verilog is { } verilog ? new HandWrittenDesign(reference.Kernel, verilog, ports) : null;
    }

    /// <summary>Runs a vector.</summary>
    /// <param name="vector">Memory before.</param>
    /// <param name="latencyCycles">Of the memory.</param>
    /// <param name="stallEvery">The memory takes no request in every so-many-th cycle; 0 for never.</param>
    /// <param name="cancellationToken">Kills Icarus.</param>
    /// <exception cref="ToolFailedException">Icarus refuses the Verilog.</exception>
    public RungRun Run(KernelCase vector, int latencyCycles = 1, int stallEvery = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vector);
        using var directory = new ToolDirectory();
        var bench = VerilogMemoryBench.Write(_ports, new MemoryBenchOptions
        {
            Cells = vector.Memory.Length,
            InputFile = InputFile,
            OutputFile = OutputFile,
            LatencyCycles = latencyCycles,
            StallEvery = stallEvery,
            Member = vector.Member,
            MaximumCycles = MostCycles,
        });
        directory.Write(InputFile, MemoryBenchFiles.Hex(vector.Memory));
        // Requests that follow are a hint, which designs by hand do not give.
        string benchText = Regex.Replace(bench.Text, @", \.mem_req_burst\(\w+\)", "");
        string[] files = [directory.Write(bench.Name, benchText), directory.Write(_name + ".v", _verilog)];
        _icarus.Compile(directory.Path, files, Path.GetFileNameWithoutExtension(bench.Name), Program, cancellationToken);
        var result = _icarus.Simulate(directory.Path, Program, cancellationToken: cancellationToken);
        return result.Succeeded && MemoryBenchFiles.Number(result.StandardOutput, "CYCLES") is { } cycles
            ? new RungRun(MemoryBenchFiles.ParseMemory(directory.Read(OutputFile), vector.Memory.Length), cycles + 1, [])
            : new RungRun(vector.Memory, null, [], (result.StandardOutput + result.StandardError).Trim());
    }
}
