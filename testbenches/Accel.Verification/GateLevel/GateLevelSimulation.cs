using System.Text.RegularExpressions;
using Accel.Rtl;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// Simulates synthesised 7-series netlists in Icarus, with Yosys's models of LUTs, carry chains, flip-flops and LUT memories, and with this
/// project's models of block RAM, which Yosys has as empty shells only.
/// </summary>
public sealed partial class GateLevelSimulation
{
    private const string CellModels = "xilinx/cells_sim.v";
    private const string ModelsFile = "cells.v";

    private readonly Icarus _icarus = new();
    private readonly Yosys _yosys = new();

    /// <summary>The first tool that is not installed, or null when netlists can be simulated.</summary>
    public ToolRunner? Missing => !_icarus.IsAvailable ? _icarus : !_yosys.IsAvailable ? _yosys : null;

    /// <summary>The models of RAMB18E1 and RAMB36E1, Verilog.</summary>
    public static string BlockRamModels { get; } = ReadBlockRamModels();

    /// <summary>Writes the models of all cells into a directory.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="blockRamModels">Other models of block RAM than <see cref="BlockRamModels"/>.</param>
    /// <returns>The file's name.</returns>
    public string WriteModels(ToolDirectory directory, string? blockRamModels = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        string cells = File.ReadAllText(Path.Combine(_yosys.ShareDirectory, CellModels));
        return directory.Write(ModelsFile, EmptyShell().Replace(cells, "") + (blockRamModels ?? BlockRamModels));
    }

    /// <summary>Replays a trace on a netlist and compares every output in every cycle.</summary>
    /// <param name="directory">The working directory, in which the netlist lies.</param>
    /// <param name="netlistFile">The netlist of <paramref name="module"/> as Verilog.</param>
    /// <param name="module">What was synthesised.</param>
    /// <param name="trace">A trace of <paramref name="module"/> in a simulation.</param>
    /// <param name="timeout">Of the simulation; null for ten minutes.</param>
    /// <param name="cancellationToken">Kills Icarus.</param>
    /// <returns><c>TRACE OK cycles=...</c>, or lines that begin with <c>MISMATCH</c>.</returns>
    /// <exception cref="ToolFailedException">Icarus refuses the netlist, or did not end in time.</exception>
    public string Replay(ToolDirectory directory, string netlistFile, Module module, string trace, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(module);
        var (rows, count) = VerilogTraceBench.Rows(module, trace);
        directory.Write(VerilogTraceBench.RowsFile, rows);
        string bench = directory.Write(VerilogTraceBench.Name + ".v", VerilogTraceBench.Write(module, count));
        string models = WriteModels(directory);
        _icarus.Compile(directory.Path, [bench, netlistFile, models], VerilogTraceBench.Name, "bench.vvp", cancellationToken);
        var result = _icarus.Simulate(directory.Path, "bench.vvp", run: new ToolRun { Timeout = timeout ?? TimeSpan.FromMinutes(10) }, cancellationToken: cancellationToken);
        return result.Succeeded ? result.StandardOutput : throw new ToolFailedException(_icarus.Program, "simulate", result);
    }

    private static string ReadBlockRamModels()
    {
        using var stream = typeof(GateLevelSimulation).Assembly.GetManifestResourceStream("block_ram.v")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^module RAMB(18|36)E1 \(.*?^endmodule\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex EmptyShell();
}
