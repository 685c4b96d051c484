using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>
/// The attributes <c>ram_style</c> and <c>keep</c> of VHDL, brought to the Verilog that GHDL makes of it. GHDL 2.0.0 reads over them
/// ("unhandled attribute"), so that Yosys would build memories otherwise than Vivado, which reads the VHDL itself and obeys (UG901,
/// RAM_STYLE), and merge copies of registers.
/// </summary>
internal sealed partial class RamStyles
{
    // By module and memory in small letters, as GHDL writes all but the top's name; the variable of a process stands behind the process's
    // label.
    private readonly Dictionary<(string Module, string Memory), string> _styles = [];

    private readonly HashSet<(string Module, string Signal)> _kept = [];

    /// <summary>Reads the attributes of VHDL files, one entity a file.</summary>
    internal static RamStyles Of(string directory, IEnumerable<string> vhdlFiles)
    {
        var styles = new RamStyles();
        foreach (string file in vhdlFiles)
        {
            styles.Read(File.ReadLines(Path.Combine(directory, file)));
        }

        return styles;
    }

    /// <summary>The line of the Verilog with the attribute before the memory that it declares; any other line as it is.</summary>
    /// <param name="module">The module that the line is in.</param>
    /// <param name="line">A line.</param>
    internal string Mark(string module, string line)
        => MemoryLine().Match(line) is { Success: true } memory && _styles.TryGetValue((module.ToLowerInvariant(), memory.Groups["name"].Value), out string? style)
            ? $"  (* ram_style = \"{style}\" *)\n{line}"
            : line;

    /// <summary>The flip-flop that a line gives a name which must not be merged with an equal one.</summary>
    /// <param name="module">The module that the line is in.</param>
    /// <param name="line">A line such as <c>copy = n7_q; // (isignal)</c>, by which GHDL gives a register its name.</param>
    /// <returns>The flip-flop's own name; null for any other line.</returns>
    internal string? KeptBy(string module, string line)
        => NameLine().Match(line) is { Success: true } name && _kept.Contains((module.ToLowerInvariant(), name.Groups["name"].Value))
            ? name.Groups["register"].Value : null;

    private void Read(IEnumerable<string> lines)
    {
        string entity = "", process = "";
        foreach (string line in lines)
        {
            if (EntityLine().Match(line) is { Success: true } e)
            {
                entity = e.Groups["name"].Value.ToLowerInvariant();
            }
            else if (ProcessLine().Match(line) is { Success: true } p)
            {
                process = p.Groups["label"].Value.ToLowerInvariant();
            }
            else if (KeepLine().Match(line) is { Success: true } kept)
            {
                _kept.Add((entity, kept.Groups["name"].Value.ToLowerInvariant()));
            }
            else if (AttributeLine().Match(line) is { Success: true } attribute)
            {
                string name = attribute.Groups["name"].Value.ToLowerInvariant();
                string memory = attribute.Groups["class"].Value == "variable" ? $"{process}_{name}" : name;

                // Of the 7-series, which has no UltraRAM.
                string style = attribute.Groups["style"].Value;
                _styles.Add((entity, memory), style == "ultra" ? "block" : style);
            }
        }
    }

    [GeneratedRegex(@"^entity (?<name>\w+) is")]
    private static partial Regex EntityLine();

    [GeneratedRegex(@"^ *(?<label>\w+) : process\b")]
    private static partial Regex ProcessLine();

    [GeneratedRegex("^ *attribute ram_style of (?<name>\\w+) : (?<class>signal|variable) is \"(?<style>\\w+)\";")]
    private static partial Regex AttributeLine();

    [GeneratedRegex("^ *attribute keep of (?<name>\\w+) : signal is \"true\";")]
    private static partial Regex KeepLine();

    [GeneratedRegex(@"^ *(?<name>\w+) = (?<register>\w+); // \(isignal\)$")]
    private static partial Regex NameLine();

    [GeneratedRegex(@"^ *reg (\[[0-9]+:0\] )?(?<name>\w+)\[[0-9]+:0\] ; // memory")]
    private static partial Regex MemoryLine();
}
