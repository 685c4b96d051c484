using System.Globalization;

namespace Accel.Boards.Projects;

/// <summary>The open flow's scripts: <c>synth.ys</c> for Yosys, and <c>build.sh</c>, which runs everything by hand.</summary>
public static class IceStormScripts
{
    /// <summary>Yosys's script; it runs in the project's folder.</summary>
    public const string SynthesisScript = "synth.ys";

    /// <summary>What GHDL makes of the VHDL for Yosys.</summary>
    public const string Verilog = "results/accel.v";

    /// <summary>Where Yosys counts the cells.</summary>
    public const string Statistics = "results/stat.txt";

    /// <summary>What nextpnr makes for icepack.</summary>
    public const string Placed = "results/accel.asc";

    /// <summary>Where the bitstream lies, below the project's folder.</summary>
    public const string Bitstream = "results/accel.bin";

    /// <summary>nextpnr's report.</summary>
    public const string Report = "results/report.json";

    private const string Netlist = "results/accel.json";

    internal static IEnumerable<ProjectFile> Write(BoardDesign design)
    {
        yield return new ProjectFile(SynthesisScript, $"""
            # Synthesis for the iCE40. Generated; do not edit.
            read_verilog {Verilog}
            hierarchy -check -top {SerialTop.Entity}
            proc
            # A latch would be a fault of what came before.
            select -assert-none t:$dlatch t:$adlatch t:$sr
            synth_ice40 -top {SerialTop.Entity} -json {Netlist}
            tee -o {Statistics} stat

            """);
        yield return new ProjectFile("build.sh", $"""
            #!/bin/sh
            # From VHDL to bitstream with GHDL, Yosys, nextpnr and icestorm. Generated; do not edit.
            set -eu
            cd "$(dirname "$0")"
            mkdir -p results
            ghdl -a --std=08 --workdir=results {string.Join(" ", Sources(design))}
            ghdl --synth --std=08 --workdir=results --out=verilog {SerialTop.Entity} > {Verilog}
            yosys -q {SynthesisScript}
            nextpnr-ice40 {string.Join(" ", PlaceAndRoute(design.Board))}
            icepack {Placed} {Bitstream}

            """);
    }

    /// <summary>The VHDL, top level last.</summary>
    public static IReadOnlyList<string> Sources(BoardDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return [.. design.Vhdl.Select(static f => "vhdl/" + f.Name), $"vhdl/{SerialTop.Entity}.vhd"];
    }

    /// <summary>The top entity.</summary>
    public const string Top = SerialTop.Entity;

    /// <summary>The top entity's port for the reset button; null where the board has none.</summary>
    public static string? ResetPort(Board board)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.Reset is { } reset ? SerialTop.ResetPort(reset) : null;
    }

    /// <summary>nextpnr's arguments; a seed, so that the result is always the same.</summary>
    public static IReadOnlyList<string> PlaceAndRoute(Board board)
    {
        ArgumentNullException.ThrowIfNull(board);
        return
        [
            $"--{board.IceStorm!.Device}", "--package", board.IceStorm.Package, "--json", Netlist, "--pcf", "constraints/board.pcf", "--asc", Placed,
            "--report", Report, "--seed", "1", "--freq", (board.Clock.KernelHz / 1e6).ToString("0.###", CultureInfo.InvariantCulture), "--timing-allow-fail",
        ];
    }
}
