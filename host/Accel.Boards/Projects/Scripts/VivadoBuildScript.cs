namespace Accel.Boards.Projects;

/// <summary>
/// <c>build.tcl</c>: from the VHDL to bitstream and flash image. A serial device is built without a project; a block design lives in a
/// project of its own below <c>work</c>, since Vivado keeps block designs nowhere else.
/// </summary>
public static class VivadoBuildScript
{
    /// <summary>The script's name.</summary>
    public const string Name = "build.tcl";

    /// <summary>What a line that announces a step begins with; whoever runs the script tells the progress by it.</summary>
    public const string StepMark = TclText.StepMark;

    /// <summary>Where the bitstream lies, below the project's folder.</summary>
    public const string Bitstream = "results/accel.bit";

    /// <summary>Where the image of the flash lies.</summary>
    public const string FlashImage = "results/accel.mcs";

    /// <summary>Where the report of the resources lies.</summary>
    public const string Utilisation = "results/utilization.txt";

    /// <summary>Where the report of the timing lies.</summary>
    public const string Timing = "results/timing.txt";

    /// <summary>The steps that the script announces, in order.</summary>
    public static IReadOnlyList<string> StepNames(ProjectFile script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return [.. script.Text.Split('\n').Where(static l => l.StartsWith($"puts \"{StepMark} ", StringComparison.Ordinal)).Select(static l => l.Split(' ', 4)[3].TrimEnd('"'))];
    }

    internal static ProjectFile Write(BoardDesign design)
    {
        var tcl = new TclText(design, "From VHDL to bitstream: vivado -mode batch -source build.tcl,");
        tcl.Line("set results [file join $here results]").Line("file mkdir $results");
        string top;
        if (design.Transport == TransportKind.Serial)
        {
            top = SerialTop.Entity;
            Serial(tcl, design);
        }
        else
        {
            top = BlockDesignScript.Wrapper;
            Block(tcl, design);
        }

        Implement(tcl, design, top);
        return new ProjectFile(Name, tcl.ToString());
    }

    private static void Serial(TclText tcl, BoardDesign design)
    {
        tcl.Step("read the sources");
        tcl.Line($"create_project -in_memory -part {design.Board.Part}");
        tcl.Line("set_property target_language VHDL [current_project]");
        tcl.Line($"read_vhdl -vhdl2008 {TclText.Files(design.Vhdl.Select(static f => "vhdl/" + f.Name))}");
        tcl.Line($"read_vhdl {TclText.Files([$"vhdl/{SerialTop.Entity}.vhd"])}");
        tcl.Line("read_xdc [file join $here constraints/board.xdc]");
    }

    private static void Block(TclText tcl, BoardDesign design)
    {
        tcl.Step("package the device as IP");
        tcl.Line("source [file join $here package_ip.tcl]");
        tcl.Step("make the block design");
        tcl.Line($"create_project -force accel [file join $here work/accel] -part {design.Board.Part}");
        if (design.Board.Vivado!.BoardPart is { } part)
        {
            tcl.Lines($$"""
                if {[llength [get_board_parts -quiet {{part}}]] == 0} {
                  error "Vivado has no files of the board {{part}}: get them with xhub::install, or in the Vivado Store"
                }
                set_property board_part {{part}} [current_project]
                """);
        }

        tcl.Line("set_property target_language VHDL [current_project]");
        tcl.Line("set_property ip_repo_paths [list [file join $here work/ip]] [current_project]");
        tcl.Line("update_ip_catalog");
        tcl.Line("source [file join $here block_design.tcl]");
        tcl.Line($"set design_file [get_files {BlockDesignScript.Design}.bd]");
        tcl.Line("# Everything is synthesised in one run, so that one report counts all of it.");
        tcl.Line("set_property synth_checkpoint_mode None $design_file");
        tcl.Line("generate_target all $design_file");
        tcl.Line("add_files -norecurse [make_wrapper -files $design_file -top]");
        tcl.Line($"set_property top {BlockDesignScript.Wrapper} [current_fileset]");
        tcl.Line("update_compile_order -fileset sources_1");
        tcl.Line("add_files -fileset constrs_1 -norecurse [file join $here constraints/board.xdc]");
    }

    private static void Implement(TclText tcl, BoardDesign design, string top)
    {
        tcl.Step("synthesise");
        tcl.Line($"synth_design -top {top} -part {design.Board.Part} -flatten_hierarchy rebuilt");
        tcl.Line("write_checkpoint -force [file join $results synthesised.dcp]");
        tcl.Line("report_utilization -file [file join $results utilization_synthesised.txt]");
        PlaceLanes(tcl, design);
        tcl.Step("optimise");
        tcl.Line("opt_design");
        tcl.Step("place");
        tcl.Line("place_design");
        tcl.Step("optimise the placed design");
        tcl.Line("phys_opt_design");
        tcl.Step("route");
        tcl.Line("route_design");
        tcl.Line("write_checkpoint -force [file join $results routed.dcp]");
        tcl.Step("report");
        tcl.Line($"report_utilization -file [file join $here {Utilisation}]");
        tcl.Line($"report_timing_summary -max_paths 10 -file [file join $here {Timing}]");
        tcl.Line("report_drc -file [file join $results drc.txt]");
        tcl.Line("report_methodology -file [file join $results methodology.txt]");
        tcl.Step("write the bitstream");
        tcl.Line($"write_bitstream -force [file join $here {Bitstream}]");
        if (design.Board.Vivado!.Flash is { } flash)
        {
            tcl.Step("write the image of the flash");
            tcl.Line($"write_cfgmem -force -format mcs -interface {flash.Interface} -size {flash.Mebibytes} \\");
            tcl.Line($"  -loadbit \"up {flash.Address} [file join $here {Bitstream}]\" -file [file join $here {FlashImage}]");
        }
    }

    // The core has placed its transceivers in its own order, which must be taken back before another one can be given.
    private static void PlaceLanes(TclText tcl, BoardDesign design)
    {
        if (design.Transport == TransportKind.Pcie && design.Board.Pcie!.LaneReceivePins is { Length: > 0 } pins)
        {
            tcl.Step("place the lanes as the board has them");
            tcl.Line("reset_property LOC [get_cells -hierarchical -filter {REF_NAME =~ GT*E2_CHANNEL}]");
            for (int lane = 0; lane < pins.Length; lane++)
            {
                tcl.Line($"set_property PACKAGE_PIN {pins[lane]} [get_ports {{pcie_rxp[{lane}]}}]");
            }
        }
    }
}
