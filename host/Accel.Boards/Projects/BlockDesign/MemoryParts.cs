using System.Globalization;

namespace Accel.Boards.Projects;

/// <summary>The memory of a block design, with its controller and the switches in front of it.</summary>
internal static class MemoryParts
{
    internal static void Write(TclText tcl, BoardDesign design, MemoryKind kind, HostPart host)
    {
        tcl.Line();
        switch (kind)
        {
            case MemoryKind.BlockRam or MemoryKind.UltraRam:
                OnChip(tcl, design, kind, host);
                return;
            case MemoryKind.Hbm:
                Hbm(tcl, design);
                Shared(tcl, design, host, "memory/SAXI_00", "host/axi_aclk");
                return;
            case MemoryKind.Ddr3:
                tcl.Line("# The memory: DDR3 behind AMD's MIG (UG586), configured by the board part.");
                Controller(tcl, design, "mig_7series", "mig_ddr_interface", null, new("ui_clk", "ui_clk_sync_rst", "aresetn"));
                Shared(tcl, design, host, "memory/S_AXI", "memory/ui_clk");
                return;
            case MemoryKind.Ddr4:
                tcl.Line("# The memory: DDR4 behind AMD's controller (PG150), configured by the board part.");
                Controller(tcl, design, "ddr4", "C0_DDR4", "C0_SYS_CLK", new("c0_ddr4_ui_clk", "c0_ddr4_ui_clk_sync_rst", "c0_ddr4_aresetn"));
                Shared(tcl, design, host, "memory/C0_DDR4_S_AXI", "memory/c0_ddr4_ui_clk");
                return;
            default:
                throw new ArgumentException($"there is no controller for {kind} in a block design", nameof(kind));
        }
    }

    private sealed record ControllerPins(string Clock, string Reset, string BusReset);

    private static void Controller(TclText tcl, BoardDesign design, string ip, string memoryInterface, string? clockInterface, ControllerPins pins)
    {
        var flow = design.Board.Vivado!;
        tcl.Line($"create_bd_cell -type ip -vlnv xilinx.com:ip:{ip} memory");
        tcl.Line($"apply_board_connection -board_interface {flow.MemoryInterface} -ip_intf memory/{memoryInterface} -diagram {BlockDesignScript.Design}");
        if (clockInterface is not null)
        {
            tcl.Line($"apply_board_connection -board_interface {flow.MemoryClock} -ip_intf memory/{clockInterface} -diagram {BlockDesignScript.Design}");
        }

        tcl.Lines($$"""
            # The controller resets itself after configuration: its reset stays inactive, whichever level that is.
            create_bd_cell -type ip -vlnv xilinx.com:ip:xlconstant memory_no_reset
            set_property CONFIG.CONST_VAL [expr {[get_property CONFIG.POLARITY [get_bd_pins memory/sys_rst]] eq "ACTIVE_LOW"}] [get_bd_cells memory_no_reset]
            connect_bd_net [get_bd_pins memory_no_reset/dout] [get_bd_pins memory/sys_rst]
            create_bd_cell -type ip -vlnv xilinx.com:ip:proc_sys_reset memory_reset
            set_property CONFIG.C_EXT_RESET_HIGH 1 [get_bd_cells memory_reset]
            connect_bd_net [get_bd_pins memory/{{pins.Clock}}] [get_bd_pins memory_reset/slowest_sync_clk]
            connect_bd_net [get_bd_pins memory/{{pins.Reset}}] [get_bd_pins memory_reset/ext_reset_in]
            connect_bd_net [get_bd_pins memory_reset/peripheral_aresetn] [get_bd_pins memory/{{pins.BusReset}}]
            """);
    }

    private static void Hbm(TclText tcl, BoardDesign design)
    {
        tcl.Line("# The memory: one pseudo-channel of the HBM (PG276), without the switch between channels.");
        tcl.Lines($$"""
            create_bd_intf_port -mode Slave -vlnv xilinx.com:interface:diff_clock_rtl:1.0 memory_clk
            set_property CONFIG.FREQ_HZ {{design.Board.Clock.FrequencyHz.ToString(CultureInfo.InvariantCulture)}} [get_bd_intf_ports memory_clk]
            create_bd_cell -type ip -vlnv xilinx.com:ip:util_ds_buf memory_clock
            connect_bd_intf_net [get_bd_intf_ports memory_clk] [get_bd_intf_pins memory_clock/CLK_IN_D]
            create_bd_cell -type ip -vlnv xilinx.com:ip:hbm memory
            set_property -dict [list \
              CONFIG.USER_HBM_STACK 1 \
              CONFIG.USER_HBM_DENSITY 4GB \
              CONFIG.USER_SWITCH_ENABLE_00 FALSE \
              CONFIG.USER_APB_EN false \
              CONFIG.USER_HBM_REF_CLK_0 {{BlockDesignScript.MHz(design.Board.Clock.FrequencyHz).Replace(".000", "", StringComparison.Ordinal)}} \
              CONFIG.USER_AXI_INPUT_CLK_FREQ 250 \
              CONFIG.USER_CLK_SEL_LIST0 AXI_00_ACLK \
              CONFIG.USER_MC0_EN_DATA_MASK true \
            ] [get_bd_cells memory]
            # The device writes single cells, which takes the mask. Without the switch each controller has two channels: those of the other seven are off.
            set unused [list]
            for {set channel 1} {$channel < 16} {incr channel} {
              lappend unused CONFIG.USER_SAXI_[format %02d $channel] false
            }
            for {set controller 1} {$controller < 8} {incr controller} {
              lappend unused CONFIG.USER_MC_ENABLE_[format %02d $controller] FALSE
            }
            set_property -dict $unused [get_bd_cells memory]
            connect_bd_net [get_bd_pins memory_clock/IBUF_OUT] [get_bd_pins memory/HBM_REF_CLK_0] [get_bd_pins memory/APB_0_PCLK]
            create_bd_cell -type ip -vlnv xilinx.com:ip:proc_sys_reset memory_reset
            connect_bd_net [get_bd_pins memory_clock/IBUF_OUT] [get_bd_pins memory_reset/slowest_sync_clk]
            connect_bd_net [get_bd_pins host/axi_aresetn] [get_bd_pins memory_reset/ext_reset_in]
            connect_bd_net [get_bd_pins memory_reset/peripheral_aresetn] [get_bd_pins memory/APB_0_PRESET_N]
            connect_bd_net [get_bd_pins host/axi_aclk] [get_bd_pins memory/AXI_00_ACLK]
            connect_bd_net [get_bd_pins host/axi_aresetn] [get_bd_pins memory/AXI_00_ARESET_N]
            """);
    }

    // Host and device share one port of the controller; the switch crosses from their clocks to its own.
    private static void Shared(TclText tcl, BoardDesign design, HostPart host, string slave, string clock)
    {
        string[] clocks = [.. new[] { host.Clock, host.KernelClock, clock }.Distinct()];
        string range = BlockDesignScript.Range(design.MemoryCells);
        tcl.Line($"switch_of memory_switch {{{host.MemoryMaster} device/m_axi}} {slave} {{{string.Join(" ", clocks)}}} {host.Reset}");
        tcl.Line($"switch_of register_switch {host.RegistersMaster} device/s_axil {{{host.Clock} {host.KernelClock}}} {host.Reset}");
        tcl.Line($"place {host.MemorySpace} {slave} {host.MemoryAddress} {range}");
        tcl.Line($"place device/m_axi {slave} 0x0 {range}");
        tcl.Line($"place {host.RegistersSpace} device/s_axil {host.RegistersAddress} 4K");
    }

    // A port for the host and a port for the device, each with its own controller; all of it in the device's clock, as UltraRAM has one
    // clock only.
    private static void OnChip(TclText tcl, BoardDesign design, MemoryKind kind, HostPart host)
    {
        bool ultra = kind == MemoryKind.UltraRam;
        // An UltraRAM has 72 bits per word: of a memory of 32 bits more than half would lie idle.
        int device = design.Shell.Inputs.Single(static i => i.Name == "m_axi_rdata").WidthBits;
        int width = ultra ? Math.Max(device, 64) : device;
        // A column of them is one long cascade, which takes registers; both ports have one clock, and the safety circuit for resets is
        // block RAM's alone.
        string controller = ultra ? " CONFIG.READ_LATENCY 3" : "";
        string primitive = ultra ? " CONFIG.PRIM_type_to_Implement URAM CONFIG.Assume_Synchronous_Clk true CONFIG.EN_SAFETY_CKT false" : "";
        string range = BlockDesignScript.Range(design.MemoryCells);
        tcl.Line($"# The memory: {(ultra ? "UltraRAM" : "block RAM")} with two ports, one for the host and one for the device.");
        tcl.Lines($$"""
            foreach side {host device} {
              create_bd_cell -type ip -vlnv xilinx.com:ip:axi_bram_ctrl ${side}_memory
              set_property -dict [list CONFIG.SINGLE_PORT_BRAM 1 CONFIG.DATA_WIDTH {{width.ToString(CultureInfo.InvariantCulture)}}{{controller}}] [get_bd_cells ${side}_memory]
              connect_bd_net [get_bd_pins {{host.KernelClock}}] [get_bd_pins ${side}_memory/s_axi_aclk]
              connect_bd_net [get_bd_pins {{host.KernelReset}}] [get_bd_pins ${side}_memory/s_axi_aresetn]
            }
            create_bd_cell -type ip -vlnv xilinx.com:ip:blk_mem_gen memory
            set_property -dict [list CONFIG.use_bram_block BRAM_Controller CONFIG.Memory_Type True_Dual_Port_RAM{{primitive}}] [get_bd_cells memory]
            connect_bd_intf_net [get_bd_intf_pins host_memory/BRAM_PORTA] [get_bd_intf_pins memory/BRAM_PORTA]
            connect_bd_intf_net [get_bd_intf_pins device_memory/BRAM_PORTA] [get_bd_intf_pins memory/BRAM_PORTB]
            """);
        string[] clocks = [.. new[] { host.Clock, host.KernelClock }.Distinct()];
        string listed = $"{{{string.Join(" ", clocks)}}}";
        if (host.MemoryMaster == host.RegistersMaster)
        {
            tcl.Line($"switch_of host_switch {host.MemoryMaster} {{host_memory/S_AXI device/s_axil}} {listed} {host.Reset}");
        }
        else
        {
            tcl.Line($"switch_of memory_switch {host.MemoryMaster} host_memory/S_AXI {listed} {host.Reset}");
            tcl.Line($"switch_of register_switch {host.RegistersMaster} device/s_axil {listed} {host.Reset}");
        }

        tcl.Line($"switch_of device_switch device/m_axi device_memory/S_AXI {host.KernelClock} {host.KernelReset}");
        tcl.Line($"place {host.MemorySpace} host_memory/S_AXI {host.MemoryAddress} {range}");
        tcl.Line($"place device/m_axi device_memory/S_AXI 0x0 {range}");
        tcl.Line($"place {host.RegistersSpace} device/s_axil {host.RegistersAddress} 4K");
    }
}
