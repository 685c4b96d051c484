namespace Accel.Boards.Projects;

/// <summary>The host on the same chip: the processor of a Zynq UltraScale+ (PG201), whose first fabric clock is the device's.</summary>
internal static class ZynqPart
{
    internal static HostPart Write(TclText tcl, BoardDesign design)
    {
        var processor = design.Board.Processor!;
        tcl.Line().Line("# The host: the processor, with one port for registers and memory.");
        tcl.Lines($$"""
            create_bd_cell -type ip -vlnv xilinx.com:ip:zynq_ultra_ps_e host
            apply_bd_automation -rule xilinx.com:bd_rule:zynq_ultra_ps_e -config {apply_board_preset 1} [get_bd_cells host]
            set_property -dict [list \
              CONFIG.PSU__USE__M_AXI_GP0 1 \
              CONFIG.PSU__USE__M_AXI_GP1 0 \
              CONFIG.PSU__USE__M_AXI_GP2 0 \
              CONFIG.PSU__USE__IRQ0 1 \
              CONFIG.PSU__FPGA_PL0_ENABLE 1 \
              CONFIG.PSU__CRL_APB__PL0_REF_CTRL__FREQMHZ {{BlockDesignScript.MHz(design.Board.Clock.KernelHz)}} \
            ] [get_bd_cells host]
            connect_bd_net [get_bd_pins host/pl_clk0] [get_bd_pins host/maxihpm0_fpd_aclk]
            create_bd_cell -type ip -vlnv xilinx.com:ip:proc_sys_reset kernel_reset
            connect_bd_net [get_bd_pins host/pl_clk0] [get_bd_pins kernel_reset/slowest_sync_clk]
            connect_bd_net [get_bd_pins host/pl_resetn0] [get_bd_pins kernel_reset/ext_reset_in]
            """);
        string port = $"host/{processor.HostPort}";
        return new HostPart(
            port, port, "host/pl_clk0", "kernel_reset/peripheral_aresetn", "host/pl_clk0", "kernel_reset/peripheral_aresetn", "host/pl_ps_irq0",
            processor.MemoryAddress, processor.RegistersAddress, "host/Data", "host/Data");
    }
}
