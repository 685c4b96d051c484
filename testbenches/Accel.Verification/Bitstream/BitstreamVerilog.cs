using System.Text.RegularExpressions;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>
/// A bitstream of the iCE40 as Verilog that Verilator takes: what icebox_vlog writes, and Yosys's model of the block RAM.
/// </summary>
internal static partial class BitstreamVerilog
{
    /// <summary>The module's name.</summary>
    internal const string Module = "bitstream";

    private const string PinFile = "pins.pcf", NetlistFile = "netlist.v", SimulatedFile = "simulated.v";

    // The defaults of inputs that nothing is connected to: icebox_vlog connects all of them.
    private const string NoDefaults = """
        `define ICE40_DEFAULT_ASSIGNMENT_V(v)
        `define ICE40_DEFAULT_ASSIGNMENT_0
        `define ICE40_DEFAULT_ASSIGNMENT_1

        """;

    /// <summary>Writes the netlist of a bitstream into a directory.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="bitstream">The bitstream, and the pins that it was made for.</param>
    /// <param name="cancellationToken">Kills the tools.</param>
    /// <returns>The file's name.</returns>
    /// <exception cref="ToolFailedException">The bitstream cannot be read back.</exception>
    internal static string Write(ToolDirectory directory, DeviceBitstream bitstream, CancellationToken cancellationToken)
    {
        directory.Write(PinFile, WithoutOptions(bitstream.Constraints));
        new IceBox().WriteVerilog(
            directory.Path, Path.GetFullPath(bitstream.File), bitstream.Package, PinFile, Module, NetlistFile, cancellationToken);
        string models = File.ReadAllText(Path.Combine(new Yosys().ShareDirectory, "ice40/cells_sim.v"));
        return directory.Write(SimulatedFile, NoDefaults + BlockRam().Match(models).Value + Ansi(directory.Read(NetlistFile)));
    }

    /// <summary>The pins of a constraints file, in the form that icebox_vlog reads.</summary>
    internal static string WithoutOptions(string constraints)
        => string.Concat(Pin().Matches(constraints).Select(static m => $"set_io {m.Groups["name"].Value} {m.Groups["pin"].Value}\n"));

    /// <summary>The netlist without the second declarations of its ports, which the language does not have and Verilator refuses.</summary>
    internal static string Ansi(string netlist)
    {
        var ports = PortName().Matches(Header().Match(netlist).Value).Select(static m => m.Value).ToHashSet(StringComparer.Ordinal);
        return Wires().Replace(netlist, m => $"wire {string.Join(", ", m.Groups["names"].Value.Split(", ").Where(n => !ports.Contains(n.Trim())).DefaultIfEmpty("unused"))};");
    }

    [GeneratedRegex(@"^module SB_RAM40_4K \(.*?^endmodule\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockRam();

    [GeneratedRegex(@"^set_io(?: -\S+ \S+)* (?<name>\S+) (?<pin>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Pin();

    [GeneratedRegex(@"^module .*?;", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Header();

    [GeneratedRegex(@"[A-Za-z_]\w*(?= ?[,)])")]
    private static partial Regex PortName();

    [GeneratedRegex(@"^wire (?!\[)(?<names>[^;]*);", RegexOptions.Multiline)]
    private static partial Regex Wires();
}
