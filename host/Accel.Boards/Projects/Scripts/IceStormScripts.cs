using System.Globalization;

namespace Accel.Boards.Projects;

/// <summary>The open flow's scripts: <c>synth.ys</c> for Yosys, and <c>build.sh</c>, which runs everything by hand.</summary>
internal static class IceStormScripts
{
    internal const string SynthesisScript = "synth.ys", Verilog = "results/accel.v", Netlist = "results/accel.json", Placed = "results/accel.asc", Bitstream = "results/accel.bin",
        Report = "results/report.json";

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
            tee -o results/stat.txt stat

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
    internal static IEnumerable<string> Sources(BoardDesign design) => [.. design.Vhdl.Select(static f => "vhdl/" + f.Name), $"vhdl/{SerialTop.Entity}.vhd"];

    /// <summary>nextpnr's arguments; a seed, so that the result is always the same.</summary>
    internal static IEnumerable<string> PlaceAndRoute(Board board) =>
    [
        $"--{board.IceStorm!.Device}", "--package", board.IceStorm.Package, "--json", Netlist, "--pcf", "constraints/board.pcf", "--asc", Placed,
        "--report", Report, "--seed", "1", "--freq", (board.Clock.KernelHz / 1e6).ToString("0.###", CultureInfo.InvariantCulture), "--timing-allow-fail",
    ];
}
