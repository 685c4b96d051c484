using System.Globalization;

namespace Accel.Boards.Projects;

/// <summary>
/// <c>block_design.tcl</c>: the host's port (XDMA, or the processor), the memory with its controller, the device between them, and the
/// clocks. The host reaches registers and memory, the device the memory; in the device's own address space the memory begins at 0.
/// </summary>
internal static class BlockDesignScript
{
    internal const string Design = "system", Wrapper = "system_wrapper";

    internal static ProjectFile Write(BoardDesign design)
    {
        var tcl = new TclText(design, "The block design: sourced by build.tcl,");
        tcl.Lines($$"""
            create_bd_design {{Design}}

            # Puts a slave into a master's address space.
            proc place {space slave offset range} {
              assign_bd_address -force -offset $offset -range $range -target_address_space [get_bd_addr_spaces $space] \
                [get_bd_addr_segs -of_objects [get_bd_intf_pins $slave]]
            }

            # A SmartConnect between masters and slaves; clocks is a list of pins, the first of them with the reset.
            proc switch_of {name masters slaves clocks reset} {
              create_bd_cell -type ip -vlnv xilinx.com:ip:smartconnect $name
              set_property -dict [list CONFIG.NUM_SI [llength $masters] CONFIG.NUM_MI [llength $slaves] CONFIG.NUM_CLKS [llength $clocks]] [get_bd_cells $name]
              set index 0
              foreach master $masters {
                connect_bd_intf_net [get_bd_intf_pins $master] [get_bd_intf_pins $name/[format S%02d_AXI $index]]
                incr index
              }
              set index 0
              foreach slave $slaves {
                connect_bd_intf_net [get_bd_intf_pins $name/[format M%02d_AXI $index]] [get_bd_intf_pins $slave]
                incr index
              }
              set pin aclk
              set index 0
              foreach clock $clocks {
                connect_bd_net [get_bd_pins $clock] [get_bd_pins $name/$pin]
                incr index
                set pin aclk$index
              }
              connect_bd_net [get_bd_pins $reset] [get_bd_pins $name/aresetn]
            }
            """);
        tcl.Line().Line("# The device.").Line($"create_bd_cell -type ip -vlnv {IpPackageScript.VlnvOf(design)} device");
        var memory = design.Transport == TransportKind.Pcie ? design.Board.Pcie!.Memory : design.Board.Processor!.Memory;
        HostPart host = design.Transport == TransportKind.Pcie ? XdmaPart.Write(tcl, design) : ZynqPart.Write(tcl, design);
        tcl.Line();
        tcl.Line($"connect_bd_net [get_bd_pins {host.KernelClock}] [get_bd_pins device/aclk]");
        tcl.Line($"connect_bd_net [get_bd_pins {host.KernelReset}] [get_bd_pins device/aresetn]");
        if (design.Shell.Outputs.ContainsKey(ShellPorts.Interrupt))
        {
            tcl.Line($"connect_bd_net [get_bd_pins {host.Clock}] [get_bd_pins device/{AxiWrapper.InterruptClock}]");
            tcl.Line($"connect_bd_net [get_bd_pins device/{ShellPorts.Interrupt}] [get_bd_pins {host.Interrupt}]");
        }

        MemoryParts.Write(tcl, design, memory, host);
        HeldLow(tcl, design, memory);
        tcl.Line().Line("regenerate_bd_layout").Line("validate_bd_design").Line("save_bd_design");
        return new ProjectFile("block_design.tcl", tcl.ToString());
    }

    // The memory that is too hot says so itself; the other outputs are constants.
    private static void HeldLow(TclText tcl, BoardDesign design, MemoryKind memory)
    {
        foreach (var pin in design.Board.OutputsHeldLow)
        {
            tcl.Line().Line($"create_bd_port -dir O {pin.Name}");
            if (memory == MemoryKind.Hbm && pin.Name == "hbm_cattrip")
            {
                tcl.Line($"connect_bd_net [get_bd_pins memory/DRAM_0_STAT_CATTRIP] [get_bd_ports {pin.Name}]");
                continue;
            }

            tcl.Line($"create_bd_cell -type ip -vlnv xilinx.com:ip:xlconstant low_{pin.Name}");
            tcl.Line($"set_property CONFIG.CONST_VAL 0 [get_bd_cells low_{pin.Name}]");
            tcl.Line($"connect_bd_net [get_bd_pins low_{pin.Name}/dout] [get_bd_ports {pin.Name}]");
        }
    }

    internal static string Range(long cells) => string.Create(CultureInfo.InvariantCulture, $"0x{cells * 4:X}");

    internal static string MHz(long hz) => (hz / 1e6).ToString("0.000", CultureInfo.InvariantCulture);
}

/// <summary>What the host's part of a block design offers to the others: names of pins.</summary>
/// <param name="MemoryMaster">The interface through which the host reaches the memory.</param>
/// <param name="RegistersMaster">Likewise the registers; the same where the host has one port only.</param>
/// <param name="Clock">The clock of both.</param>
/// <param name="Reset">Its reset, low.</param>
/// <param name="KernelClock">The clock of the device.</param>
/// <param name="KernelReset">Its reset, low.</param>
/// <param name="Interrupt">Takes the device's interrupt.</param>
/// <param name="MemoryAddress">Where the host sees the memory.</param>
/// <param name="RegistersAddress">Where it sees the registers.</param>
/// <param name="MemorySpace">The address space of <paramref name="MemoryMaster"/>.</param>
/// <param name="RegistersSpace">The address space of <paramref name="RegistersMaster"/>.</param>
internal sealed record HostPart(
    string MemoryMaster, string RegistersMaster, string Clock, string Reset, string KernelClock, string KernelReset, string Interrupt,
    string MemoryAddress, string RegistersAddress, string MemorySpace, string RegistersSpace);
