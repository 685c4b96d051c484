using System.Text;

namespace Accel.Boards.Projects;

/// <summary>
/// What is packaged as IP of a device behind AXI: the shell under the names of clock and reset that Vivado infers interfaces from, in VHDL
/// of 1993, the only one that its packager takes as a top level.
/// </summary>
internal static class AxiWrapper
{
    /// <summary>The clock of whoever takes the interrupt; a port where the shell has one.</summary>
    internal const string InterruptClock = "interrupt_aclk";

    /// <summary>The first register of the interrupt in that clock: what reaches it has no time to meet.</summary>
    internal const string InterruptMet = "interrupt_met";

    internal static ProjectFile Write(BoardDesign design)
    {
        var ports = ShellPorts.Of(design.Shell).ToList();
        bool interrupts = design.Shell.Outputs.ContainsKey(ShellPorts.Interrupt);
        var text = new StringBuilder();
        text.Append($"-- {design.Identity.Kernel} behind AXI, as a block of a design. Generated; do not edit.\n");
        text.Append("library ieee;\nuse ieee.std_logic_1164.all;\n\n");
        text.Append($"entity {design.BlockEntity} is\n  port (\n    aclk : in std_logic;\n    aresetn : in std_logic");
        if (interrupts)
        {
            text.Append($";\n    {InterruptClock} : in std_logic");
        }

        foreach (var (name, direction, width) in ports)
        {
            text.Append($";\n    {name} : {direction} {Type(name, width)}");
        }

        text.Append($"\n  );\nend entity {design.BlockEntity};\n\n");
        text.Append($"architecture block_of_design of {design.BlockEntity} is\n  signal rst : std_logic;\n");
        if (interrupts)
        {
            text.Append($"""
                  signal interrupt_made : std_logic;
                  signal {InterruptMet}, interrupt_seen : std_logic := '0';
                  attribute async_reg : string;
                  attribute async_reg of {InterruptMet} : signal is "true";
                  attribute async_reg of interrupt_seen : signal is "true";

                """);
        }

        text.Append("begin\n  rst <= not aresetn;\n\n");
        if (interrupts)
        {
            text.Append($"""
                  -- The host takes the interrupt with its own clock; it stays until the host clears it, so nothing is lost.
                  process ({InterruptClock})
                  begin
                    if rising_edge({InterruptClock}) then
                      {InterruptMet} <= interrupt_made;
                      interrupt_seen <= {InterruptMet};
                    end if;
                  end process;

                  {ShellPorts.Interrupt} <= interrupt_seen;


                """);
        }

        text.Append($"  device : entity work.{design.ShellEntity}\n    port map (\n      clk => aclk,\n      rst => rst");
        foreach (var (name, _, width) in ports)
        {
            if (name == ShellPorts.Interrupt)
            {
                text.Append($",\n      {name} => interrupt_made");
                continue;
            }

            // A bus of one bit is a vector for Vivado's interfaces and a std_logic in our VHDL.
            text.Append($",\n      {name} => {name}{(width == 1 && IsBus(name) ? "(0)" : "")}");
        }

        text.Append("\n    );\nend architecture block_of_design;\n");
        return new ProjectFile($"vhdl/{design.BlockEntity}.vhd", text.ToString());
    }

    private static string Type(string name, int width)
        => width == 1 && !IsBus(name) ? "std_logic" : $"std_logic_vector({width - 1} downto 0)";

    private static bool IsBus(string name)
        => name.EndsWith("id", StringComparison.Ordinal) && !name.EndsWith("valid", StringComparison.Ordinal);
}
