using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.ToolRunners;

/// <summary>What a netlist in Yosys is made of.</summary>
/// <param name="Cells">Number of cells by type.</param>
public sealed partial record CellCounts(ImmutableSortedDictionary<string, int> Cells)
{
    // LUTs that a memory of LUTs takes on 7-series (UG474): a RAM32M or RAM64M is a whole slice, a dual-port RAM needs a LUT for each port.
    private static readonly ImmutableSortedDictionary<string, int> _lutsOfMemories = new Dictionary<string, int>
    {
        ["RAM32X1S"] = 1,
        ["RAM64X1S"] = 1,
        ["RAM32X1D"] = 2,
        ["RAM64X1D"] = 2,
        ["RAM128X1S"] = 2,
        ["RAM128X1D"] = 4,
        ["RAM256X1S"] = 4,
        ["RAM32M"] = 4,
        ["RAM64M"] = 4,
        ["SRL16E"] = 1,
        ["SRLC32E"] = 1,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>7-series LUTs, those that serve as memory or as shift register included; of mapped cells.</summary>
    public int Luts => Sum(static name => name is ['L', 'U', 'T', >= '1' and <= '6'] ? 1 : _lutsOfMemories.GetValueOrDefault(name));

    /// <summary>7-series flip-flops; of mapped cells.</summary>
    public int FlipFlops => Sum(static name => name is "FDRE" or "FDSE" or "FDCE" or "FDPE" ? 1 : 0);

    /// <summary>7-series DSP slices; of mapped cells.</summary>
    public int Dsps => Sum(static name => name.StartsWith("DSP48", StringComparison.Ordinal) ? 1 : 0);

    /// <summary>7-series block RAMs of 18 kbit, one of 36 kbit counted as two; of mapped cells.</summary>
    public int BlockRams => Sum(static name => name.StartsWith("RAMB18", StringComparison.Ordinal) ? 1 : name.StartsWith("RAMB36", StringComparison.Ordinal) ? 2 : 0);

    /// <summary>Latches, before or after mapping.</summary>
    public int Latches => Sum(static name => name is "LDCE" or "LDPE" || name.Contains("latch", StringComparison.OrdinalIgnoreCase) ? 1 : 0);

    /// <summary>Multipliers, dividers and remainders before mapping.</summary>
    public int Multipliers => Sum(static name => name is "$mul" or "$macc" or "$div" or "$mod" or "$divfloor" or "$modfloor" ? 1 : 0);

    /// <summary>Reads what Yosys's `stat` prints about one flat module.</summary>
    public static CellCounts Parse(string stat) => new(CellLine().Matches(stat).ToImmutableSortedDictionary(
        static m => m.Groups[1].Value, static m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal));

    private int Sum(Func<string, int> weight) => Cells.Sum(cell => weight(cell.Key) * cell.Value);

    [GeneratedRegex(@"^ +([$\\\w]+) +([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex CellLine();
}
