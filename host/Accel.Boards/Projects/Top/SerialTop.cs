using System.Globalization;

namespace Accel.Boards.Projects;

/// <summary>
/// The top level of a device on a serial line: the clock from its pins, the reset from configuration, button and clock manager, the shell
/// and the LEDs. It is VHDL of 1993, with the vendor's primitives where there is no other way.
/// </summary>
internal static class SerialTop
{
    internal const string Entity = "accel_top";

    internal static ProjectFile Write(BoardDesign design)
    {
        var board = design.Board;
        bool differential = board.Clock.NegativePin is not null;
        bool manages = board.Clock.KernelHz != board.Clock.FrequencyHz;
        bool primitives = differential || manages;
        string text = Lines(
            $"-- Top level of {design.Identity.Kernel} on the {board.Vendor} {board.Title} ({board.Part}), behind a serial line. Generated; do not edit.",
            "library ieee;",
            "use ieee.std_logic_1164.all;",
            primitives ? "library unisim;\nuse unisim.vcomponents.all;" : null,
            "",
            $"entity {Entity} is",
            "  port (",
            "    " + string.Join(";\n    ", Ports(board)),
            "  );",
            $"end entity {Entity};",
            "",
            $"architecture board of {Entity} is",
            differential ? "  signal oscillator : std_logic;" : null,
            manages ? "  signal feedback, made, locked : std_logic;" : null,
            "  signal clk, rst, hold : std_logic;",
            "  signal receive, transmit : std_logic;",
            "  signal ready : std_logic_vector(7 downto 0) := (others => '0');",
            "  -- What comes from outside passes two registers before anything depends on it.",
            "  signal held : std_logic_vector(1 downto 0) := (others => '0');",
            "  signal received : std_logic_vector(1 downto 0) := (others => '0');",
            board.Vivado is null ? null : Lines(
                "  attribute async_reg : string;",
                "  attribute async_reg of held : signal is \"true\";",
                "  attribute async_reg of received : signal is \"true\";").TrimEnd('\n'),
            "begin",
            Clock(board, differential, manages),
            $"  hold <= {Hold(board, manages)};",
            "",
            "  -- After configuration all registers are 0, so the device begins in reset and leaves it after eight cycles without a reason to stay.",
            "  process (clk)",
            "  begin",
            "    if rising_edge(clk) then",
            "      held <= held(0) & hold;",
            "      received <= received(0) & (not uart_rx);",
            "      if held(1) = '1' then",
            "        ready <= (others => '0');",
            "      else",
            "        ready <= ready(6 downto 0) & '1';",
            "      end if;",
            "    end if;",
            "  end process;",
            "",
            "  rst <= not ready(7);",
            "  uart_tx <= transmit;",
            "",
            $"  device : entity work.{design.Shell.Name}",
            "    port map (",
            "      clk => clk,",
            "      rst => rst,",
            $"      {ShellPorts.SerialReceive} => receive,",
            $"      {ShellPorts.SerialTransmit} => transmit",
            "    );",
            "",
            "  -- The line is kept inverted so that it begins idle: high.",
            "  receive <= not received(1);",
            string.Concat(board.Leds.Select(static (led, i) => $"  led({i}) <= {Led(i, led.ActiveLow)};\n"))
                + string.Concat(board.OutputsHeldLow.Select(static pin => $"  {pin.Name} <= '0';\n"))
                + "end architecture board;");
        return new ProjectFile($"vhdl/{Entity}.vhd", text);
    }

    private static IEnumerable<string> Ports(Board board)
    {
        if (board.Clock.NegativePin is null)
        {
            yield return "clk_in : in std_logic";
        }
        else
        {
            yield return "clk_in_p : in std_logic";
            yield return "clk_in_n : in std_logic";
        }

        if (board.Reset is { } reset)
        {
            yield return $"{ResetPort(reset)} : in std_logic";
        }

        yield return "uart_rx : in std_logic";
        yield return "uart_tx : out std_logic";
        if (board.Leds.Length > 0)
        {
            yield return $"led : out std_logic_vector({board.Leds.Length - 1} downto 0)";
        }

        foreach (var pin in board.OutputsHeldLow)
        {
            yield return $"{pin.Name} : out std_logic";
        }
    }

    /// <summary>The name of the reset's port.</summary>
    internal static string ResetPort(BoardPin reset) => reset.ActiveLow ? "reset_n" : "reset";

    private static string Hold(Board board, bool manages)
    {
        string? button = board.Reset is { } reset ? (reset.ActiveLow ? "not reset_n" : "reset") : null;
        return (button, manages) switch
        {
            (null, false) => "'0'",
            (null, true) => "not locked",
            (_, false) => button,
            _ => $"({button}) or (not locked)",
        };
    }

    private static string Led(int index, bool activeLow)
    {
        string active = index switch { 0 => "ready(7)", 1 => "received(1)", _ => "not transmit" };
        return !activeLow ? active : index switch { 0 => "not ready(7)", 1 => "not received(1)", _ => "transmit" };
    }

    private static string Clock(Board board, bool differential, bool manages)
    {
        string input = differential ? "oscillator" : "clk_in";
        string? buffer = differential ? Lines(
            "  input : IBUFDS",
            "    port map (I => clk_in_p, IB => clk_in_n, O => oscillator);",
            "") : null;
        if (!manages)
        {
            // Vivado puts the global buffer there by itself, and so do Yosys and nextpnr.
            return buffer + (differential ? "  global : BUFG\n    port map (I => oscillator, O => clk);\n" : $"  clk <= {input};\n");
        }

        var settings = ClockManager.Find(board.Family, board.Clock.FrequencyHz, board.Clock.KernelHz)
            ?? throw new ArgumentException($"no clock manager makes {board.Clock.KernelHz} Hz exactly from {board.Clock.FrequencyHz} Hz", nameof(board));
        return buffer + Lines(
            $"  manager : {ClockManager.Primitive(board.Family)}",
            "    generic map (",
            string.Create(CultureInfo.InvariantCulture, $"      CLKIN1_PERIOD => {1e9 / board.Clock.FrequencyHz:0.000},"),
            string.Create(CultureInfo.InvariantCulture, $"      CLKFBOUT_MULT_F => {settings.Multiply}.0,"),
            string.Create(CultureInfo.InvariantCulture, $"      CLKOUT0_DIVIDE_F => {settings.Divide}.0"),
            "    )",
            "    port map (",
            $"      CLKIN1 => {input}, CLKFBIN => feedback, CLKFBOUT => feedback, CLKOUT0 => made, LOCKED => locked, PWRDWN => '0', RST => '0'",
            "    );",
            "",
            "  global : BUFG",
            "    port map (I => made, O => clk);");
    }

    private static string Lines(params ReadOnlySpan<string?> lines)
    {
        var kept = new List<string>();
        foreach (string? line in lines)
        {
            if (line is not null)
            {
                kept.Add(line);
            }
        }

        return string.Join("\n", kept) + "\n";
    }
}
