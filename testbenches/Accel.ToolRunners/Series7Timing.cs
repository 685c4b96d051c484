using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>The longest path of a netlist.</summary>
/// <param name="Ns">From clock edge to clock edge, in nanoseconds.</param>
/// <param name="Cells">The cells on it with the pins that it passes, for instance <c>LUT6.I0-&gt;O</c>, the first one first.</param>
public sealed record CellPath(double Ns, ImmutableArray<string> Cells);

/// <summary>
/// Static timing analysis of netlists of 7-series cells, by Yosys. Nothing is placed: each net that is routed takes the same time.
/// </summary>
/// <param name="netNs">That time, in nanoseconds.</param>
/// <param name="cellFactor">What the cells' delays are multiplied with, for a family that has the same cells and is faster.</param>
public sealed partial class Series7Timing(double netNs, double cellFactor = 1)
{
    private const string Library = "timed_cells.v";
    private const string Report = "sta.txt";

    // The netlist is read again with the cells' delays: synthesis leaves none behind.
    private const string Script = $$"""
        read_verilog -lib -specify {{Library}}
        read_verilog {0}
        hierarchy -top {1}
        tee -q -o {{Report}} sta
        """;

    private readonly Yosys _yosys = new();

    /// <summary>The longest that Yosys may take.</summary>
    public TimeSpan TimeLimit { get; init; } = Series7Synthesis.DefaultTimeLimit;

    /// <summary>Finds the longest path.</summary>
    /// <param name="directory">The working directory.</param>
    /// <param name="synthesis">What was made of the entity there.</param>
    /// <param name="entity">The top.</param>
    /// <param name="cancellationToken">Kills Yosys.</param>
    /// <returns>Null when nothing is timed.</returns>
    /// <exception cref="ToolMissingException">Yosys is not installed.</exception>
    /// <exception cref="ToolFailedException">Yosys refuses the netlist, or does not end in time.</exception>
    public CellPath? Run(ToolDirectory directory, SynthesisReport synthesis, string entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(synthesis);
        string cells = File.ReadAllText(System.IO.Path.Combine(_yosys.ShareDirectory, "xilinx", "cells_sim.v"));
        directory.Write(Library, CellLibrary.WithNets(cells, netNs, cellFactor));
        string script = Script.Replace("{0}", synthesis.NetlistFile, StringComparison.Ordinal).Replace("{1}", entity, StringComparison.Ordinal);
        _yosys.RunScript(directory.Path, script, new ToolRun { Timeout = TimeLimit }, cancellationToken);
        return Read(directory.Read(Report));
    }

    /// <summary>Reads the report of the sta command, in which a path goes from its end to its start.</summary>
    internal static CellPath? Read(string report)
        => Latest().Match(report) is { Success: true } latest
            ? new CellPath(
                int.Parse(latest.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 1000.0, [.. Step().Matches(report).Select(static m => m.Groups[1].Value).Reverse()])
            : null;

    [GeneratedRegex(@"^Latest arrival time in '[^']*' is (\d+):", RegexOptions.Multiline)]
    private static partial Regex Latest();

    [GeneratedRegex(@"^ +\d+ \S+ \(([A-Z0-9]+\.[A-Z0-9]+(?:->[A-Z0-9]+)?)\)", RegexOptions.Multiline)]
    private static partial Regex Step();
}
