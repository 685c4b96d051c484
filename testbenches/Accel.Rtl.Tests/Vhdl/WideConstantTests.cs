using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Vhdl;

/// <summary>Constants of more than 32 bits keep their value on the way through GHDL's Verilog.</summary>
public sealed class WideConstantTests
{
    private const string Vhdl = """
        library ieee;
        use ieee.std_logic_1164.all;

        entity wide is
          port (s : in std_logic; q : out std_logic_vector(39 downto 0));
        end entity;

        architecture rtl of wide is
        begin
          q <= x"C000000001" when s = '1' else x"8000000002";
        end architecture;
        """;

    private const string Bench = """
        module bench;
          reg s;
          wire [39:0] q;
          wide dut(.s(s), .q(q));
          initial begin
            s = 1; #1 $display("%h", q);
            s = 0; #1 $display("%h", q);
          end
        endmodule
        """;

    [Fact]
    public void They_are_numbers_and_no_text()
    {
        GhdlReplay.SkipUnlessInstalled();
        var icarus = new Icarus();
        Assert.SkipUnless(icarus.IsAvailable, icarus.InstallCommand);
        var stop = TestContext.Current.CancellationToken;
        using var directory = new ToolDirectory();
        directory.Write("wide.vhd", Vhdl);
        directory.Write("bench.v", Bench);
        GhdlReplay.Ghdl.Analyse(directory.Path, ["wide.vhd"], cancellationToken: stop);
        GhdlReplay.Ghdl.SynthesiseToVerilog(directory.Path, "wide", "wide.v", stop);
        icarus.Compile(directory.Path, ["wide.v", "bench.v"], "bench", "bench.vvp", stop);
        string said = icarus.Simulate(directory.Path, "bench.vvp", cancellationToken: stop).StandardOutput;
        Assert.Equal(["c000000001", "8000000002"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
