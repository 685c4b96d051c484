namespace Accel.ToolRunners;

/// <summary>What synthesis made of an entity.</summary>
/// <param name="Generic">Cells as the VHDL was understood, before any mapping: adders, multipliers, registers.</param>
/// <param name="Mapped">Cells of the 7-series netlist.</param>
/// <param name="NetlistFile">The 7-series netlist as Verilog, in the directory.</param>
public sealed record SynthesisReport(CellCounts Generic, CellCounts Mapped, string NetlistFile);

/// <summary>Synthesis of VHDL for Xilinx 7-series: GHDL reads the VHDL, Yosys maps it. Nothing is placed or routed.</summary>
public sealed class Series7Synthesis
{
    // GHDL's Verilog; flat, so that `stat` counts everything; no buffers for pads and clocks, which belong to a board.
    private const string Script = """
        read_verilog {0}.v
        hierarchy -top {0}
        proc
        flatten
        opt_clean
        tee -q -o {0}_generic.txt stat
        synth_xilinx -family xc7 -noiopad -noclkbuf -flatten -top {0}
        tee -q -o {0}_mapped.txt stat
        write_verilog -noattr -noexpr {0}_netlist.v
        """;

    private readonly Ghdl _ghdl = new();
    private readonly Yosys _yosys = new();

    /// <summary>The first tool that is not installed, or null when synthesis can run.</summary>
    public ToolRunner? Missing => !_ghdl.IsAvailable ? _ghdl : !_yosys.IsAvailable ? _yosys : null;

    /// <summary>Synthesises an entity.</summary>
    /// <param name="directory">The working directory, in which the files lie.</param>
    /// <param name="files">VHDL files in order.</param>
    /// <param name="entity">The top.</param>
    /// <param name="cancellationToken">Kills the tools.</param>
    /// <exception cref="ToolMissingException">A tool is not installed.</exception>
    /// <exception cref="ToolFailedException">A tool refuses the text, or does not end in time.</exception>
    public SynthesisReport Run(ToolDirectory directory, IEnumerable<string> files, string entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _ghdl.Analyse(directory.Path, files, allWarnings: false, cancellationToken);
        _ghdl.SynthesiseToVerilog(directory.Path, entity, entity + ".v", cancellationToken);
        _yosys.RunScript(directory.Path, Script.Replace("{0}", entity, StringComparison.Ordinal), cancellationToken: cancellationToken);
        return new SynthesisReport(
            CellCounts.Parse(directory.Read(entity + "_generic.txt")), CellCounts.Parse(directory.Read(entity + "_mapped.txt")), entity + "_netlist.v");
    }
}
