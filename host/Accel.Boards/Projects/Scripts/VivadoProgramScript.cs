namespace Accel.Boards.Projects;

/// <summary>
/// <c>program.tcl</c>: loads the bitstream, or writes the flash with <c>-tclargs flash</c>, through Vivado's hardware server.
/// </summary>
public static class VivadoProgramScript
{
    /// <summary>The script's name.</summary>
    public const string Name = "program.tcl";

    internal static ProjectFile Write(BoardDesign design)
    {
        var tcl = new TclText(design, $"Programs the board: vivado -mode batch -source {Name} [-tclargs flash],");
        tcl.Lines($$"""
            open_hw_manager
            connect_hw_server
            open_hw_target
            set device [lindex [get_hw_devices {{design.Board.Programmer.VivadoDevice}}] 0]
            if {$device eq ""} {
              error "no device {{design.Board.Programmer.VivadoDevice}} on the cable; there are: [get_hw_devices]"
            }
            current_hw_device $device
            """);
        if (design.Board.Vivado!.Flash is { Part: { } part })
        {
            tcl.Lines($$"""
                if {[lindex $argv 0] eq "flash"} {
                  set memory [create_hw_cfgmem -hw_device $device [lindex [get_cfgmem_parts {{{part}}}] 0]]
                  set_property PROGRAM.ADDRESS_RANGE use_file $memory
                  set_property PROGRAM.FILES [list [file join $here {{VivadoBuildScript.FlashImage}}]] $memory
                  set_property PROGRAM.ERASE 1 $memory
                  set_property PROGRAM.CFG_PROGRAM 1 $memory
                  set_property PROGRAM.VERIFY 1 $memory
                  create_hw_bitstream -hw_device $device [get_property PROGRAM.HW_CFGMEM_BITFILE $device]
                  program_hw_devices $device
                  program_hw_cfgmem -hw_cfgmem $memory
                  boot_hw_device $device
                  return
                }
                """);
        }

        tcl.Lines($$"""
            set_property PROGRAM.FILE [file join $here {{VivadoBuildScript.Bitstream}}] $device
            program_hw_devices $device
            close_hw_target
            disconnect_hw_server
            """);
        return new ProjectFile(Name, tcl.ToString());
    }
}
