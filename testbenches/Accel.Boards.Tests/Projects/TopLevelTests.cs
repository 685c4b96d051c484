using System.Globalization;
using System.Text.RegularExpressions;
using Accel.Boards.Projects;
using Accel.ToolRunners;

namespace Accel.Boards.Tests.Projects;

/// <summary>
/// The top levels in GHDL, with the ports of the vendor's primitives as they are documented, and simulated where there are none.
/// </summary>
public sealed class TopLevelTests
{
    // UG953 and UG974: the generics and ports that a user of the primitive must know; a wrong name or type does not pass GHDL.
    private const string Primitives = """
        library ieee;
        use ieee.std_logic_1164.all;
        package vcomponents is
          component IBUFDS is port (I, IB : in std_logic; O : out std_logic); end component;
          component BUFG is port (I : in std_logic; O : out std_logic); end component;
          component MMCME2_BASE is
            generic (CLKIN1_PERIOD : real := 0.0; CLKFBOUT_MULT_F : real := 5.0; CLKOUT0_DIVIDE_F : real := 1.0; DIVCLK_DIVIDE : integer := 1);
            port (CLKIN1, CLKFBIN, PWRDWN, RST : in std_logic; CLKFBOUT, CLKOUT0, LOCKED : out std_logic);
          end component;
          component MMCME4_BASE is
            generic (CLKIN1_PERIOD : real := 0.0; CLKFBOUT_MULT_F : real := 5.0; CLKOUT0_DIVIDE_F : real := 1.0; DIVCLK_DIVIDE : integer := 1);
            port (CLKIN1, CLKFBIN, PWRDWN, RST : in std_logic; CLKFBOUT, CLKOUT0, LOCKED : out std_logic);
          end component;
        end package;
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> All { get; } = [.. TestDesigns.All.Select(static d => (d.Board.Id, d.Transport.ToString()))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_top_level_passes_GHDL_without_a_warning(string board, string transport)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        var design = TestDesigns.Of(board, transport, 512);
        using var folder = new ProjectFolder(design);
        File.WriteAllText(Path.Combine(folder.Path, "unisim.vhd"), Primitives);
        Assert.True(ghdl.Run(["-a", "--std=08", "--work=unisim", "unisim.vhd"], new ToolRun { WorkingDirectory = folder.Path }, Token).Succeeded);
        string top = transport == nameof(TransportKind.Serial) ? "vhdl/accel_top.vhd" : "vhdl/accel_Kernel_device.vhd";
        var result = ghdl.Analyse(folder.Path, [.. design.Vhdl.Select(static f => "vhdl/" + f.Name), top], cancellationToken: Token);
        Assert.Equal("", result.StandardError);
    }

    [Theory]
    [InlineData("arty-a7-35")]
    [InlineData("basys3")]
    [InlineData("ice40-hx8k")]
    [InlineData("icebreaker")]
    public void The_device_leaves_reset_after_configuration_and_after_the_button_and_connects_the_line(string id)
    {
        var ghdl = new Ghdl();
        Assert.SkipUnless(ghdl.IsAvailable, ghdl.InstallCommand);
        // With the oscillator's own clock: the vendor's clock manager cannot be simulated here.
        var board = BoardCatalogue.Find(id);
        board = board with { Clock = board.Clock with { KernelHz = board.Clock.FrequencyHz } };
        var design = TestDesigns.Of(board, TransportKind.Serial);
        using var folder = new ProjectFolder(design);
        File.WriteAllText(Path.Combine(folder.Path, "bench.vhd"), Bench(board));
        _ = ghdl.Analyse(folder.Path, [.. design.Vhdl.Select(static f => "vhdl/" + f.Name), "vhdl/accel_top.vhd", "bench.vhd"], cancellationToken: Token);
        var result = ghdl.Simulate(folder.Path, "bench", cancellationToken: Token);
        Assert.True(result.Succeeded, result.StandardOutput + result.StandardError);
        Assert.Contains("the bench has ended", result.StandardOutput + result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 100, 6, 12)]
    [InlineData(100, 100, 12, 12)]
    [InlineData(12, 100, 50, 6)]
    [InlineData(200, 133, null, null)]
    public void A_clock_manager_is_exact_or_there_is_none(int inputMHz, int outputMHz, int? multiply, int? divide)
    {
        var found = ClockManager.Find(Accel.Rtl.Estimation.DeviceFamily.Series7, inputMHz * 1_000_000L, outputMHz * 1_000_000L);
        Assert.Equal((multiply, divide), (found?.Multiply, found?.Divide));
    }

    // Each board's clock manager as the top level has it, against the data sheet of its own speed grade: DS181 (Artix-7), DS182 (Kintex-7),
    // DS923 (UltraScale+): oscillator and phase detector in MHz.
    [Theory]
    [InlineData("acorn-cle-215", 600, 1600, 10, 550)]
    [InlineData("alveo-u250", 800, 1600, 10, 450)]
    [InlineData("arty-a7-100", 600, 1200, 10, 450)]
    [InlineData("arty-a7-35", 600, 1200, 10, 450)]
    [InlineData("basys3", 600, 1200, 10, 450)]
    [InlineData("genesys2", 600, 1440, 10, 500)]
    [InlineData("kc705", 600, 1440, 10, 500)]
    [InlineData("nexys-a7-100", 600, 1200, 10, 450)]
    public void A_clock_manager_stays_within_what_its_speed_grade_can_do(string id, double oscillatorLow, double oscillatorHigh, double detectorLow, double detectorHigh)
    {
        var board = BoardCatalogue.Find(id);
        string top = BoardProject.Create(TestDesigns.Of(board, TransportKind.Serial)).Single(static f => f.Name == "vhdl/accel_top.vhd").Text;
        double Generic(string name) => double.Parse(Regex.Match(top, $@"{name} => ([\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        double input = 1000 / Generic("CLKIN1_PERIOD");
        double oscillator = input * Generic("CLKFBOUT_MULT_F");
        Assert.Equal(board.Clock.FrequencyHz / 1e6, input, 0.1);
        Assert.InRange(input, detectorLow, detectorHigh);
        Assert.InRange(oscillator, oscillatorLow, oscillatorHigh);
        Assert.InRange(Generic("CLKFBOUT_MULT_F"), 2, 64);
        Assert.InRange(Generic("CLKOUT0_DIVIDE_F"), 1, 128);
        Assert.Equal(board.Clock.KernelHz / 1e6, oscillator / Generic("CLKOUT0_DIVIDE_F"), 0.1);
    }

    private static string Bench(Board board)
    {
        string lit = board.Leds[0].ActiveLow ? "'0'" : "'1'";
        string? button = board.Reset is { } reset ? (reset.ActiveLow ? "reset_n" : "reset") : null;
        string pressed = board.Reset?.ActiveLow == true ? "'0'" : "'1'";
        string press = button is null ? "" : $"""
                button <= {pressed};
                wait for 100 ns;
                assert led(0) /= {lit} report "the button does not reset" severity failure;
                button <= not {pressed};
                wait for 200 ns;
                assert led(0) = {lit} report "the device stays in reset after the button" severity failure;

            """;
        return $"""
            library ieee;
            use ieee.std_logic_1164.all;
            entity bench is
            end entity;
            architecture a of bench is
              signal clk : std_logic := '0';
              signal ended : boolean := false;
              signal rx : std_logic := '1';
              signal tx : std_logic;
              signal button : std_logic := not {pressed};
              signal led : std_logic_vector({board.Leds.Length - 1} downto 0);
            begin
              clk <= not clk after 5 ns when not ended;
              top : entity work.accel_top port map (clk_in => clk, {(button is null ? "" : $"{button} => button, ")}uart_rx => rx, uart_tx => tx, led => led);
              process
              begin
                wait for 20 ns;
                assert led(0) /= {lit} report "ready at once" severity failure;
                wait for 200 ns;
                assert led(0) = {lit} report "not ready after 20 cycles" severity failure;
                assert tx = '1' report "the line does not idle high" severity failure;
            {press}    rx <= '0';
                wait for 100 ns;
                assert tx = '0' report "what comes in does not reach the shell, or what it sends not the pin" severity failure;
                assert led(1) = {lit} report "the LED does not show what is received" severity failure;
                rx <= '1';
                wait for 100 ns;
                assert tx = '1' report "the line stays low" severity failure;
                report "the bench has ended";
                ended <= true;
                wait;
              end process;
            end architecture;
            """;
    }
}
