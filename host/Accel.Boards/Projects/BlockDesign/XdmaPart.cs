using Accel.Rtl.Estimation;

namespace Accel.Boards.Projects;

/// <summary>The host over PCIe: AMD's DMA for PCI Express (XDMA, PG195), with a clock of its own for the device.</summary>
internal static class XdmaPart
{
    internal static HostPart Write(TclText tcl, BoardDesign design)
    {
        var board = design.Board;
        var pcie = board.Pcie!;
        bool series7 = board.Family == DeviceFamily.Series7;
        var (width, frequency) = Bus(pcie);
        tcl.Line().Line("# The host: XDMA, with one channel each way for the memory and AXI4-Lite for the registers.");
        tcl.Lines($$"""
            create_bd_intf_port -mode Slave -vlnv xilinx.com:interface:diff_clock_rtl:1.0 pcie_refclk
            set_property CONFIG.FREQ_HZ 100000000 [get_bd_intf_ports pcie_refclk]
            create_bd_port -dir I -type rst pcie_perst_n
            set_property CONFIG.POLARITY ACTIVE_LOW [get_bd_ports pcie_perst_n]
            create_bd_cell -type ip -vlnv xilinx.com:ip:util_ds_buf pcie_clock
            set_property CONFIG.C_BUF_TYPE IBUFDSGTE [get_bd_cells pcie_clock]
            connect_bd_intf_net [get_bd_intf_ports pcie_refclk] [get_bd_intf_pins pcie_clock/CLK_IN_D]
            create_bd_cell -type ip -vlnv xilinx.com:ip:xdma host
            set_property -dict [list \
            """);
        var properties = new List<string>
        {
            "CONFIG.mode_selection Advanced",
            $"CONFIG.pl_link_cap_max_link_width X{pcie.Lanes}",
            $"CONFIG.pl_link_cap_max_link_speed {Speed(pcie.Generation)}",
            $"CONFIG.axi_data_width {width}_bit",
            $"CONFIG.axisten_freq {frequency}",
            "CONFIG.xdma_axi_intf_mm AXI_Memory_Mapped",
            "CONFIG.xdma_rnum_chnl 1",
            "CONFIG.xdma_wnum_chnl 1",
            "CONFIG.axilite_master_en true",
            "CONFIG.axilite_master_scale Kilobytes",
            "CONFIG.axilite_master_size 64",
            "CONFIG.xdma_num_usr_irq 1",
        };
        if (pcie.Block is not null)
        {
            properties.Add($"CONFIG.pcie_blk_locn {pcie.Block}");
        }

        if (pcie.Quad is not null)
        {
            properties.Add("CONFIG.en_gt_selection true");
            properties.Add($"CONFIG.select_quad {pcie.Quad}");
        }

        properties.ForEach(p => tcl.Line($"  {p} \\"));
        tcl.Line("] [get_bd_cells host]");
        tcl.Line(series7
            ? "connect_bd_net [get_bd_pins pcie_clock/IBUF_OUT] [get_bd_pins host/sys_clk]"
            : "connect_bd_net [get_bd_pins pcie_clock/IBUF_OUT] [get_bd_pins host/sys_clk_gt]\nconnect_bd_net [get_bd_pins pcie_clock/IBUF_DS_ODIV2] [get_bd_pins host/sys_clk]");
        tcl.Line("connect_bd_net [get_bd_ports pcie_perst_n] [get_bd_pins host/sys_rst_n]");
        tcl.Line("make_bd_intf_pins_external -name pcie [get_bd_intf_pins host/pcie_mgt]");
        tcl.Line().Line("# The device has a clock of its own; the SmartConnects cross.");
        tcl.Lines($$"""
            create_bd_cell -type ip -vlnv xilinx.com:ip:clk_wiz kernel_clock
            set_property -dict [list CONFIG.PRIM_SOURCE No_buffer CONFIG.PRIM_IN_FREQ {{frequency}}.000 CONFIG.USE_RESET false \
              CONFIG.CLKOUT1_REQUESTED_OUT_FREQ {{BlockDesignScript.MHz(board.Clock.KernelHz)}}] [get_bd_cells kernel_clock]
            connect_bd_net [get_bd_pins host/axi_aclk] [get_bd_pins kernel_clock/clk_in1]
            create_bd_cell -type ip -vlnv xilinx.com:ip:proc_sys_reset kernel_reset
            connect_bd_net [get_bd_pins kernel_clock/clk_out1] [get_bd_pins kernel_reset/slowest_sync_clk]
            connect_bd_net [get_bd_pins kernel_clock/locked] [get_bd_pins kernel_reset/dcm_locked]
            connect_bd_net [get_bd_pins host/axi_aresetn] [get_bd_pins kernel_reset/ext_reset_in]
            """);
        return new HostPart(
            "host/M_AXI", "host/M_AXI_LITE", "host/axi_aclk", "host/axi_aresetn", "kernel_clock/clk_out1", "kernel_reset/peripheral_aresetn", "host/usr_irq_req",
            "0x0", "0x0", "host/M_AXI", "host/M_AXI_LITE");
    }

    private static string Speed(int generation) => generation switch { 1 => "2.5_GT/s", 2 => "5.0_GT/s", 3 => "8.0_GT/s", _ => "16.0_GT/s" };

    // Width and clock that carry the link's bytes (PG195, tables of supported configurations).
    private static (int WidthBits, int FrequencyMHz) Bus(PcieTransport pcie) => (pcie.Lanes << (pcie.Generation - 1)) switch
    {
        <= 4 => (64, 125),
        8 => (128, 125),
        16 => (128, 250),
        32 => (256, 250),
        _ => (512, 250),
    };
}
