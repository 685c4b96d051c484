using Accel.Rtl;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>Simulates synthesised 7-series netlists in Icarus, with Yosys's models of the cells.</summary>
public sealed class GateLevelSimulation
{
    private const string CellModels = "xilinx/cells_sim.v";

    private readonly Icarus _icarus = new();
    private readonly Yosys _yosys = new();

    /// <summary>The first tool that is not installed, or null when netlists can be simulated.</summary>
    public ToolRunner? Missing => !_icarus.IsAvailable ? _icarus : !_yosys.IsAvailable ? _yosys : null;

    /// <summary>Replays a trace on a netlist and compares every output in every cycle.</summary>
    /// <param name="directory">The working directory, in which the netlist lies.</param>
    /// <param name="netlistFile">The netlist of <paramref name="module"/> as Verilog.</param>
    /// <param name="module">What was synthesised.</param>
    /// <param name="trace">A trace of <paramref name="module"/> in a simulation.</param>
    /// <param name="cancellationToken">Kills Icarus.</param>
    /// <returns><c>TRACE OK cycles=...</c>, or lines that begin with <c>MISMATCH</c>.</returns>
    /// <exception cref="ToolFailedException">Icarus refuses the netlist, or did not end in time.</exception>
    public string Replay(ToolDirectory directory, string netlistFile, Module module, string trace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(module);
        var (rows, count) = VerilogTraceBench.Rows(module, trace);
        directory.Write(VerilogTraceBench.RowsFile, rows);
        string bench = directory.Write(VerilogTraceBench.Name + ".v", VerilogTraceBench.Write(module, count));
        string models = Path.Combine(_yosys.ShareDirectory, CellModels);
        _icarus.Compile(directory.Path, [bench, netlistFile, models], VerilogTraceBench.Name, "bench.vvp", cancellationToken);
        var result = _icarus.Simulate(directory.Path, "bench.vvp", cancellationToken: cancellationToken);
        return result.Succeeded ? result.StandardOutput : throw new ToolFailedException(_icarus.Program, "simulate", result);
    }
}
