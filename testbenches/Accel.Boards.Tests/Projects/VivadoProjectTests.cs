using System.Text.RegularExpressions;

namespace Accel.Boards.Tests.Projects;

/// <summary>
/// The scripts for Vivado, sourced by a real Tcl with the vendor's commands as stubs that check their use: see StandIns/vivado.tcl.
/// </summary>
public sealed partial class VivadoProjectTests
{
    private static readonly string[] _implementation =
        ["synth_design", "opt_design", "place_design", "phys_opt_design", "route_design", "report_timing_summary", "write_bitstream"];

    public static TheoryData<string, string> All { get; } =
        [.. TestDesigns.All.Where(static d => d.Board.Vivado is not null).Select(static d => (d.Board.Id, d.Transport.ToString()))];

    public static TheoryData<string> Serial { get; } = [.. BoardCatalogue.All.Where(static b => b is { Vivado: not null, Serial: not null }).Select(static b => b.Id)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_build_script_runs_its_steps_in_order_on_files_that_exist(string board, string transport)
    {
        using var folder = new ProjectFolder(TestDesigns.Of(board, transport));
        var calls = folder.Run("build.tcl");
        Assert.Equal(_implementation, calls.Select(static c => c.Split(' ')[0]).Where(_implementation.Contains));
        Assert.True(File.Exists(Path.Combine(folder.Path, "results", "accel.bit")));
        Assert.Contains(calls, static c => c.StartsWith("write_checkpoint", StringComparison.Ordinal));
        Assert.All(
            calls.Where(static c => c.StartsWith("create_project", StringComparison.Ordinal) || c.StartsWith("synth_design", StringComparison.Ordinal)),
            c => Assert.Contains($"-part {BoardCatalogue.Find(board).Part}", c, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Serial))]
    public void Every_port_of_a_serial_top_level_has_the_pin_and_standard_of_the_boards_file(string board)
    {
        var b = BoardCatalogue.Find(board);
        using var folder = new ProjectFolder(TestDesigns.Of(board, nameof(TransportKind.Serial)));
        var pins = folder.Run("build.tcl").Select(static c => PinCall().Match(c)).Where(static m => m.Success)
            .ToDictionary(static m => m.Groups["port"].Value.Trim('{', '}'), static m => (m.Groups["pin"].Value, m.Groups["standard"].Value));
        string top = File.ReadAllText(Path.Combine(folder.Path, "vhdl", "accel_top.vhd"));
        var ports = PortLine().Matches(top).SelectMany(static m => m.Groups["high"].Success
            ? Enumerable.Range(0, int.Parse(m.Groups["high"].Value, System.Globalization.CultureInfo.InvariantCulture) + 1).Select(i => $"{m.Groups["name"].Value}[{i}]")
            : [m.Groups["name"].Value]);
        Assert.Equal(ports.Order(StringComparer.Ordinal), pins.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((b.Serial!.Receive.Pin, b.Serial.Receive.Standard), pins["uart_rx"]);
        Assert.Equal((b.Serial.Transmit.Pin, b.Serial.Transmit.Standard), pins["uart_tx"]);
        Assert.Equal((b.Clock.Pin, b.Clock.Standard), pins[b.Clock.NegativePin is null ? "clk_in" : "clk_in_p"]!);
    }

    [Theory]
    [InlineData("kc705", "xilinx.com:ip:mig_7series", "0x40000000", "memory/ui_clk")]
    [InlineData("alveo-u250", "xilinx.com:ip:ddr4", "0x100000000", "memory/c0_ddr4_ui_clk")]
    [InlineData("alveo-u50", "xilinx.com:ip:hbm", "0x10000000", "memory/HBM_REF_CLK_0")]
    [InlineData("acorn-cle-215", "xilinx.com:ip:blk_mem_gen", "0x80000", "memory/BRAM_PORTB")]
    public void A_block_design_has_the_boards_memory_in_both_address_spaces(string board, string ip, string size, string pin)
    {
        using var folder = new ProjectFolder(TestDesigns.Of(board, nameof(TransportKind.Pcie)));
        var calls = folder.Run("build.tcl");
        Assert.Contains(calls, c => c == $"create_bd_cell -type ip -vlnv {ip} memory");
        Assert.Contains(calls, c => c.StartsWith("connect_bd_", StringComparison.Ordinal) && c.Contains(pin, StringComparison.Ordinal));
        var places = calls.Where(static c => c.StartsWith("assign_bd_address", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, places.Count);
        Assert.Equal(2, places.Count(c => c.Contains($"-offset 0x0 -range {size} ", StringComparison.Ordinal)));
        Assert.Contains(places, static c => c.Contains("-range 4K -target_address_space host/M_AXI_LITE", StringComparison.Ordinal));
    }

    [Fact]
    public void Beside_a_processor_registers_and_memory_lie_where_the_file_says()
    {
        using var folder = new ProjectFolder(TestDesigns.Of("kv260", nameof(TransportKind.Processor)));
        var places = folder.Run("build.tcl").Where(static c => c.StartsWith("assign_bd_address", StringComparison.Ordinal)).ToList();
        Assert.Contains(places, static c => c.Contains("-offset 0xA0000000 -range 4K -target_address_space host/Data", StringComparison.Ordinal));
        Assert.Contains(places, static c => c.Contains("-offset 0xA1000000 -range 0x100000 -target_address_space host/Data", StringComparison.Ordinal));
        Assert.Contains(places, static c => c.Contains("-offset 0x0 -range 0x100000 -target_address_space device/m_axi", StringComparison.Ordinal));
    }

    [Fact]
    public void The_stand_in_refuses_a_script_whose_steps_are_in_the_wrong_order()
    {
        using var folder = new ProjectFolder(TestDesigns.Of("arty-a7-35", nameof(TransportKind.Serial)));
        string script = Path.Combine(folder.Path, "build.tcl");
        File.WriteAllText(script, File.ReadAllText(script).Replace("opt_design\n", "route_design\n", StringComparison.Ordinal));
        Assert.Contains("wrong time", Assert.ThrowsAny<Exception>(() => folder.Run("build.tcl")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONFIG.USER_APB_EN ", "CONFIG.USER_APB_ENABLE ", "hbm has no setting USER_APB_ENABLE")]
    [InlineData("xilinx.com:ip:hbm", "xilinx.com:ip:hbm2", "is not in the catalogue")]
    [InlineData("connect_bd_net [get_bd_pins memory/DRAM_0_STAT_CATTRIP]", "#", "nothing drives the port hbm_cattrip")]
    public void The_stand_in_refuses_settings_and_IP_that_nobody_has_published_and_outputs_that_nothing_drives(string was, string becomes, string said)
    {
        using var folder = new ProjectFolder(TestDesigns.Of("alveo-u50", nameof(TransportKind.Pcie)));
        string script = Path.Combine(folder.Path, "block_design.tcl");
        File.WriteAllText(script, File.ReadAllText(script).Replace(was, becomes, StringComparison.Ordinal));
        Assert.Contains(said, Assert.ThrowsAny<Exception>(() => folder.Run("build.tcl")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acorn-cle-215", "low_pcie_clkreq_n/dout pcie_clkreq_n")]
    [InlineData("alveo-u250", "low_ddr4_reset_gate/dout ddr4_reset_gate")]
    [InlineData("alveo-u50", "memory/DRAM_0_STAT_CATTRIP hbm_cattrip")]
    public void What_a_board_needs_low_is_driven_and_has_its_pin(string board, string connection)
    {
        using var folder = new ProjectFolder(TestDesigns.Of(board, nameof(TransportKind.Pcie)));
        var calls = folder.Run("build.tcl");
        Assert.Contains("connect_bd_net " + connection, calls);
        Assert.All(calls.Where(static c => c.StartsWith("set_property CONFIG.CONST_VAL", StringComparison.Ordinal) && c.Contains("low_", StringComparison.Ordinal)), static c => Assert.StartsWith("set_property CONFIG.CONST_VAL 0 ", c, StringComparison.Ordinal));
        var pin = Assert.Single(BoardCatalogue.Find(board).OutputsHeldLow);
        Assert.Contains($"PACKAGE_PIN {pin.Pin} IOSTANDARD {pin.Standard}}} [get_ports {pin.Name}]", Constraints(folder), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_image_of_a_flash_begins_where_the_makers_own_ends(string board, string transport)
    {
        var flash = BoardCatalogue.Find(board).Vivado!.Flash;
        using var folder = new ProjectFolder(TestDesigns.Of(board, transport));
        string? call = folder.Run("build.tcl").SingleOrDefault(static c => c.StartsWith("write_cfgmem", StringComparison.Ordinal));
        Assert.Equal(flash is null, call is null);
        // The cards' own image, which they fall back to, is in the first 16 MiB and 8 KiB (corundum, fpga/mqnic/AU50, AU250: Makefile).
        string address = board.StartsWith("alveo", StringComparison.Ordinal) ? "0x01002000" : "0x00000000";
        Assert.True(call is null || call.Contains($"up {address} ", StringComparison.Ordinal), call);
    }

    [Theory]
    [InlineData("kc705")]
    [InlineData("acorn-cle-215")]
    [InlineData("alveo-u50")]
    [InlineData("alveo-u250")]
    public void The_clock_manager_is_told_the_frequency_that_the_host_gives_it(string board)
    {
        using var folder = new ProjectFolder(TestDesigns.Of(board, nameof(TransportKind.Pcie)));
        string script = File.ReadAllText(Path.Combine(folder.Path, "block_design.tcl"));
        Assert.Equal(Setting(script, "axisten_freq") + ".000", Setting(script, "PRIM_IN_FREQ"));
        Assert.Equal((BoardCatalogue.Find(board).Clock.KernelHz / 1_000_000) + ".000", Setting(script, "CLKOUT1_REQUESTED_OUT_FREQ"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_running_design_is_recognised_over_JTAG_and_its_constraints_name_registers_that_it_has(string board, string transport)
    {
        using var folder = new ProjectFolder(TestDesigns.Of(board, transport));
        string constraints = Constraints(folder);
        Assert.Contains("set_property BITSTREAM.CONFIG.USERID 0x55555555 [current_design]", constraints, StringComparison.Ordinal);
        string vhdl = string.Concat(Directory.EnumerateFiles(Path.Combine(folder.Path, "vhdl"), "accel_*.vhd").Select(File.ReadAllText));
        var names = RegisterName().Matches(constraints).Select(static m => m.Groups["name"].Value).ToList();
        Assert.Equal(transport == nameof(TransportKind.Pcie) ? 1 : 0, names.Count);
        // A clocked assignment to the register, and the attribute that keeps its two stages together.
        Assert.All(names, name =>
        {
            Assert.Contains($"      {name} <= interrupt_made;", vhdl, StringComparison.Ordinal);
            Assert.Contains($"attribute async_reg of {name} : signal", vhdl, StringComparison.Ordinal);
        });
    }

    // Both ports of the memory have the width of the device's; the host's switch converts.
    [Theory]
    [InlineData("acorn-cle-215", "Pcie", 32, "32")]
    [InlineData("acorn-cle-215", "Pcie", 512, "512")]
    [InlineData("kv260", "Processor", 32, "64")]
    [InlineData("kv260", "Processor", 256, "256")]
    public void An_on_chip_memory_is_as_wide_as_the_devices_port(string board, string transport, int portBits, string width)
    {
        using var folder = new ProjectFolder(TestDesigns.Of(board, transport, portBits));
        var calls = folder.Run("build.tcl");
        Assert.Equal(2, calls.Count(c => c.Contains($"CONFIG.DATA_WIDTH {width}", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_UltraRAM_is_not_half_empty_and_has_registers_in_its_cascade()
    {
        using var folder = new ProjectFolder(TestDesigns.Of("kv260", nameof(TransportKind.Processor)));
        string script = File.ReadAllText(Path.Combine(folder.Path, "block_design.tcl"));
        Assert.Equal(("64", "3", "URAM", "true"), (Setting(script, "DATA_WIDTH"), Setting(script, "READ_LATENCY"), Setting(script, "PRIM_type_to_Implement"), Setting(script, "Assume_Synchronous_Clk")));
    }

    [Theory]
    [InlineData("alveo-u50")]
    [InlineData("alveo-u250")]
    public void A_card_is_programmed_through_the_hardware_server(string board)
    {
        using var folder = new ProjectFolder(TestDesigns.Of(board, nameof(TransportKind.Pcie)));
        Assert.Equal(
            ["open_hw_manager", "connect_hw_server", "open_hw_target", "get_hw_devices", "current_hw_device", "set_property", "program_hw_devices", "close_hw_target", "disconnect_hw_server"],
            folder.Run("program.tcl").Select(static c => c.Split(' ')[0]));
    }

    private static string Constraints(ProjectFolder folder) => File.ReadAllText(Path.Combine(folder.Path, "constraints", "board.xdc"));

    private static string Setting(string script, string name) => Regex.Match(script, $@"CONFIG\.{name} (\S+?)[\s\]]").Groups[1].Value;

    [GeneratedRegex(@"NAME =~ \*/(?<name>\w+)_reg/D")]
    private static partial Regex RegisterName();

    [GeneratedRegex(@"^set_property -dict \{PACKAGE_PIN (?<pin>\w+) IOSTANDARD (?<standard>\w+)\} (?<port>\S+)$")]
    private static partial Regex PinCall();

    [GeneratedRegex(@"^    (?<name>\w+) : (?:in|out) std_logic(?:_vector\((?<high>\d+) downto 0\))?;?$", RegexOptions.Multiline)]
    private static partial Regex PortLine();
}
