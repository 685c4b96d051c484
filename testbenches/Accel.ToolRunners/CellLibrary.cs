using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// Yosys's models of the 7-series' cells, whose delays Project X-Ray took from Artix-7, with a net in each delay of a pin that is reached
/// through routing. Inside a slice there is none: from a look-up table to its carry bit, wide multiplexer and flip-flop, and along a carry
/// chain.
/// </summary>
internal static partial class CellLibrary
{
    /// <summary>The text with other delays.</summary>
    /// <param name="cells">Verilog with specify blocks, in picoseconds.</param>
    /// <param name="netNs">Delay of a net that is routed.</param>
    /// <param name="cellFactor">What the delays of the cells are multiplied with.</param>
    internal static string WithNets(string cells, double netNs, double cellFactor)
        => Module().Replace(cells, module => Delay().Replace(module.Value, delay =>
        {
            double cell = cellFactor * int.Parse(delay.Groups["ps"].ValueSpan, CultureInfo.InvariantCulture);
            double net = IsRouted(module.Groups["name"].Value, delay.Groups["pin"].Value) ? 1000 * netNs : 0;
            return delay.Groups["before"].Value + Math.Round(cell + net).ToString(CultureInfo.InvariantCulture);
        }));

    private static bool IsRouted(string cell, string pin) => cell switch
    {
        "CARRY4" => pin is "CYINIT" or "DI",
        "MUXF7" or "MUXF8" => pin == "S",
        "INV" => false, // It becomes part of a look-up table.
        _ when cell.StartsWith("FD", StringComparison.Ordinal) => pin is not ("D" or "C"),
        _ => !pin.Contains("CLK", StringComparison.Ordinal),
    };

    [GeneratedRegex(@"^module (?<name>\w+).*?^endmodule", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Module();

    // (I0 => O) = 642;   if (WE) (posedge WCLK => (DOA : DIA)) = 1153;   $setup(ADDRARDADDR, posedge CLKARDCLK, 566);
    [GeneratedRegex(@"(?<before>\((?:posedge |negedge )?(?<pin>\w+)(?:\[\d+\])? *[=*]> *[^;]*?\) *= *|\$setup\((?<pin>\w+)[^;]*?, *)(?<ps>\d+)(?= *[;)])")]
    private static partial Regex Delay();
}
