using System.Globalization;
using System.Text;

namespace Accel.Boards.Projects;

/// <summary>The constraints of a board for Vivado: pins, clocks, what is asynchronous, how the FPGA is configured.</summary>
internal sealed class XdcFile
{
    private readonly StringBuilder _text = new();
    private readonly Board _board;
    private readonly string _designHash;

    private XdcFile(BoardDesign design) => (_board, _designHash) = (design.Board, design.Identity.DesignHash);

    internal static ProjectFile Write(BoardDesign design)
    {
        var file = new XdcFile(design);
        file._text.Append($"# {design.Board.Vendor} {design.Board.Title} ({design.Board.Part}). Generated from boards/{design.Board.Id}.json, which names the documents; do not edit.\n");
        if (design.Transport == TransportKind.Serial)
        {
            file.Serial(design.Board.Serial!);
        }
        else if (design.Transport == TransportKind.Pcie)
        {
            file.Pcie(design.Board.Pcie!);
        }

        file.HeldLow();
        file.Configuration();
        return new ProjectFile("constraints/board.xdc", file._text.ToString());
    }

    private void Serial(SerialTransport serial)
    {
        Title("Clock");
        var clock = _board.Clock;
        string port = clock.NegativePin is null ? "clk_in" : "clk_in_p";
        Pin(new BoardPin(clock.Pin!, clock.Standard!), port);
        if (clock.NegativePin is { } negative)
        {
            Pin(new BoardPin(negative, clock.Standard!), "clk_in_n");
        }

        CreateClock("clk_in", clock.FrequencyHz, port);

        Title("Serial line and reset: asynchronous to the clock, and synchronised by two registers");
        Pin(serial.Receive, "uart_rx");
        Pin(serial.Transmit, "uart_tx");
        string inputs = "uart_rx";
        if (_board.Reset is { } reset)
        {
            string name = SerialTop.ResetPort(reset);
            Pin(reset, name);
            inputs += " " + name;
        }

        string outputs = "uart_tx";
        if (_board.Leds.Length > 0)
        {
            Title("LEDs: ready, receives, transmits");
            foreach (var (led, index) in _board.Leds.Select(static (l, i) => (l, i)))
            {
                Pin(led, $"led[{index}]");
            }

            outputs += " led[*]";
        }

        Title("No path through these pins has a time to meet");
        _text.Append($"set_input_delay 0.000 -clock [get_clocks clk_in] [get_ports {{{inputs}}}]\n");
        _text.Append($"set_output_delay 0.000 -clock [get_clocks clk_in] [get_ports {{{outputs}}}]\n");
        _text.Append($"set_false_path -from [get_ports {{{inputs}}}]\n");
        _text.Append($"set_false_path -to [get_ports {{{outputs}}}]\n");
    }

    private void Pcie(PcieTransport pcie)
    {
        Title("PCIe: reference clock and reset from the slot");
        _text.Append($"set_property PACKAGE_PIN {pcie.ReferenceClock.Pin} [get_ports {{pcie_refclk_clk_p[0]}}]\n");
        _text.Append($"set_property PACKAGE_PIN {pcie.ReferenceClock.NegativePin} [get_ports {{pcie_refclk_clk_n[0]}}]\n");
        CreateClock("pcie_refclk", 100_000_000, "pcie_refclk_clk_p[0]");
        Pin(pcie.Reset, "pcie_perst_n");
        _text.Append("set_property PULLUP true [get_ports pcie_perst_n]\n");
        _text.Append("set_false_path -from [get_ports pcie_perst_n]\n");
        Title("The interrupt crosses from the device's clock to the host's through two registers");
        _text.Append($"set_false_path -to [get_pins -hierarchical -filter {{NAME =~ */{AxiWrapper.InterruptMet}_reg/D}}]\n");
        if (pcie.Memory == MemoryKind.Hbm)
        {
            Title("Reference clock of the memory");
            Pin(new BoardPin(_board.Clock.Pin!, _board.Clock.Standard!), "memory_clk_clk_p[0]");
            Pin(new BoardPin(_board.Clock.NegativePin!, _board.Clock.Standard!), "memory_clk_clk_n[0]");
            CreateClock("memory_clk", _board.Clock.FrequencyHz, "memory_clk_clk_p[0]");
        }
    }

    private void HeldLow()
    {
        if (_board.OutputsHeldLow.Length > 0)
        {
            Title("Outputs that the board needs low");
            foreach (var pin in _board.OutputsHeldLow)
            {
                Pin(pin, pin.Name!);
                _text.Append($"set_property PULLDOWN true [get_ports {pin.Name}]\n");
                _text.Append($"set_false_path -to [get_ports {pin.Name}]\n");
            }
        }
    }

    private void Configuration()
    {
        var flow = _board.Vivado!;
        Title("Configuration");
        if (flow.ConfigVoltage is not null)
        {
            _text.Append($"set_property CONFIG_VOLTAGE {flow.ConfigVoltage} [current_design]\n");
            _text.Append($"set_property CFGBVS {flow.ConfigBankSelect} [current_design]\n");
        }

        if (flow.Flash is { } flash)
        {
            // write_cfgmem says BPIx16 where this property says BPI16.
            _text.Append($"set_property CONFIG_MODE {flash.Interface.Replace("BPIx", "BPI", StringComparison.Ordinal)} [current_design]\n");
        }

        foreach (var (name, value) in flow.Bitstream)
        {
            _text.Append($"set_property BITSTREAM.{name} {value} [current_design]\n");
        }

        // What the programmer reads back over JTAG of whichever design runs, without a host (UG908, REGISTER.USERCODE).
        _text.Append($"set_property BITSTREAM.CONFIG.USERID 0x{_designHash[..8].ToUpperInvariant()} [current_design]\n");

        if (flow.PowerBudgetWatts is { } watts)
        {
            _text.Append(CultureInfo.InvariantCulture, $"set_operating_conditions -design_power_budget {watts}\n");
        }
    }

    private void Title(string text) => _text.Append($"\n# {text}.\n");

    private void Pin(BoardPin pin, string port)
        => _text.Append($"set_property -dict {{PACKAGE_PIN {pin.Pin} IOSTANDARD {pin.Standard}}} [get_ports {Port(port)}]\n");

    private void CreateClock(string name, long hz, string port)
        => _text.Append(CultureInfo.InvariantCulture, $"create_clock -name {name} -period {1e9 / hz:0.000} [get_ports {Port(port)}]\n");

    // Brackets are Tcl's own.
    private static string Port(string port) => port.Contains('[', StringComparison.Ordinal) ? $"{{{port}}}" : port;
}
