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
    private const string Reading = """
        read_verilog {0}.v
        hierarchy -top {0}
        proc
        flatten
        opt_clean
        tee -q -o {0}_generic.txt stat
        """;

    private const string Script = $$"""
        {{Reading}}
        {1}
        tee -q -o {0}_mapped.txt stat
        write_verilog -noattr -noexpr {0}_netlist.v
        """;

    private const string Mapping = "synth_xilinx -family xc7 -noiopad -noclkbuf -flatten -top {0}";

    // The same with the step map_memory spelled out, so that the mapping to block RAM is ours.
    private const string MappingWithCorrectedMemories = $$"""
        {{Mapping}} -run begin:map_memory
        memory_libmap -logic-cost-rom 0.015625 -lib +/xilinx/lutrams_xc5v.txt -lib +/xilinx/brams_xc4v.txt -D HAS_SIZE_36 -D HAS_CASCADE -D HAS_CONFLICT_BUG -D HAS_MIXWIDTH_SDP
        techmap -map +/xilinx/lutrams_xc5v_map.v
        techmap -map {{CorrectedMap}}
        {{Mapping}} -run map_ffram:
        """;

    // Yosys takes the parity inputs of a block RAM's upper half from the lower half when a simple dual port is 72 bits wide: bits 68 to 71
    // are lost (github.com/YosysHQ/yosys, pull request 5833, of April 2026, corrects it). BlockRamModelTests found it.
    private const string BlockRamMap = "xilinx/brams_xc6v_map.v";
    private const string Defect = "PORT_W_WIDTH == 71 ?";
    private const string Correction = "PORT_W_WIDTH == 72 ?";
    private const string CorrectedMap = "corrected_brams_map.v";

    private readonly Ghdl _ghdl = new();
    private readonly Yosys _yosys = new();

    /// <summary>The longest that Yosys may take, for mapping and again for timing.</summary>
    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest that Yosys may take.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

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
        WriteVerilog(directory, [.. files], entity, cancellationToken);
        return RunVerilog(directory, entity, cancellationToken);
    }

    /// <summary>Reads an entity without mapping it, which takes seconds where mapping takes minutes.</summary>
    /// <param name="directory">The working directory, in which the files lie.</param>
    /// <param name="files">VHDL files in order.</param>
    /// <param name="entity">The top.</param>
    /// <param name="cancellationToken">Kills the tools.</param>
    /// <returns>Cells as the VHDL was understood.</returns>
    /// <exception cref="ToolMissingException">A tool is not installed.</exception>
    /// <exception cref="ToolFailedException">A tool refuses the text, or does not end in time.</exception>
    public CellCounts Read(ToolDirectory directory, IEnumerable<string> files, string entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        WriteVerilog(directory, [.. files], entity, cancellationToken);
        string script = Reading.Replace("{0}", entity, StringComparison.Ordinal);
        _yosys.RunScript(directory.Path, script, new ToolRun { Timeout = TimeLimit }, cancellationToken);
        return CellCounts.Parse(directory.Read(entity + "_generic.txt"));
    }

    /// <summary>Synthesises a module of Verilog.</summary>
    /// <param name="directory">The working directory, with the module in a file of its name.</param>
    /// <param name="entity">The top.</param>
    /// <param name="cancellationToken">Kills Yosys.</param>
    /// <exception cref="ToolMissingException">Yosys is not installed.</exception>
    /// <exception cref="ToolFailedException">Yosys refuses the text, or does not end in time.</exception>
    public SynthesisReport RunVerilog(ToolDirectory directory, string entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        string script = Script
            .Replace("{1}", CorrectsMemories(directory) ? MappingWithCorrectedMemories : Mapping, StringComparison.Ordinal)
            .Replace("{0}", entity, StringComparison.Ordinal);
        _yosys.RunScript(directory.Path, script, new ToolRun { Timeout = TimeLimit }, cancellationToken);
        return new SynthesisReport(
            CellCounts.Parse(directory.Read(entity + "_generic.txt")), CellCounts.Parse(directory.Read(entity + "_mapped.txt")), entity + "_netlist.v");
    }

    private void WriteVerilog(ToolDirectory directory, string[] vhdl, string entity, CancellationToken cancellationToken)
    {
        _ghdl.Analyse(directory.Path, vhdl, allWarnings: false, cancellationToken);
        _ghdl.SynthesiseToVerilog(directory.Path, entity, entity + ".v", cancellationToken);
        VerilogMemories.Rewrite(directory.Path, entity + ".v", RamStyles.Of(directory.Path, vhdl));
    }

    // Writes the corrected map where Yosys's own is at fault.
    private bool CorrectsMemories(ToolDirectory directory)
    {
        string map = File.ReadAllText(Path.Combine(_yosys.ShareDirectory, BlockRamMap));
        if (!map.Contains(Defect, StringComparison.Ordinal))
        {
            return false;
        }

        directory.Write(CorrectedMap, map.Replace(Defect, Correction, StringComparison.Ordinal));
        directory.Write("brams_defs.vh", File.ReadAllText(Path.Combine(_yosys.ShareDirectory, "xilinx", "brams_defs.vh")));
        return true;
    }
}
