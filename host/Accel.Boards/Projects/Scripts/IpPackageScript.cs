namespace Accel.Boards.Projects;

/// <summary><c>package_ip.tcl</c>: the device as IP (IP-XACT) with its AXI interfaces, in <c>work/ip</c>.</summary>
internal static class IpPackageScript
{
    internal static string VlnvOf(BoardDesign design) => $"accel:user:{design.BlockEntity}:1.0";

    internal static ProjectFile Write(BoardDesign design)
    {
        var tcl = new TclText(design, "Packages the device as IP-XACT: vivado -mode batch -source package_ip.tcl,");
        tcl.Line($"create_project -force package [file join $here work/package] -part {design.Board.Part}");
        tcl.Line("set_property target_language VHDL [current_project]");
        tcl.Line($"set sources {TclText.Files(design.Vhdl.Select(static f => "vhdl/" + f.Name))}");
        tcl.Line("add_files -norecurse $sources");
        tcl.Line("set_property file_type {VHDL 2008} [get_files $sources]");
        tcl.Line("# The packager takes VHDL of 2008, but for the top level.");
        tcl.Line($"add_files -norecurse [file join $here vhdl/{design.BlockEntity}.vhd]");
        tcl.Line($"set_property top {design.BlockEntity} [current_fileset]");
        tcl.Line("update_compile_order -fileset sources_1");
        tcl.Line("ipx::package_project -root_dir [file join $here work/ip] -vendor accel -library user -taxonomy /UserIP -import_files -force");
        tcl.Line("set core [ipx::current_core]");
        tcl.Line($"set_property name {design.BlockEntity} $core");
        tcl.Line("set_property version 1.0 $core");
        tcl.Line($"set_property display_name {{Accel {design.Identity.Kernel}}} $core");
        tcl.Line($"set_property description {{{design.Identity.Kernel}, design {design.Identity.DesignHash}}} $core");
        tcl.Lines("""
            foreach interface {m_axi s_axil} {
              if {[llength [ipx::get_bus_interfaces $interface -of_objects $core]] == 0} {
                error "the packager inferred no interface $interface: look at the ports of the top level"
              }
              ipx::associate_bus_interfaces -busif $interface -clock aclk $core
            }
            ipx::associate_bus_interfaces -clock aclk -reset aresetn $core
            ipx::create_xgui_files $core
            ipx::update_checksums $core
            ipx::check_integrity $core
            ipx::save_core $core
            close_project
            """);
        return new ProjectFile("package_ip.tcl", tcl.ToString());
    }
}
