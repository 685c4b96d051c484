using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.Boards.Reports;

/// <summary>Reads the cells of an iCE40 netlist from Yosys's <c>stat</c>, before anything is placed.</summary>
public static partial class YosysStatistics
{
    /// <summary>LUTs and adders share logic cells with flip-flops: the larger number is the least that they take.</summary>
    public static ResourceUse Ice40(string stat)
    {
        ArgumentNullException.ThrowIfNull(stat);
        var cells = CellLine().Matches(stat).ToLookup(static m => m.Groups[1].Value, static m => long.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        long Sum(string prefix) => cells.Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(static c => c.Sum());
        return new ResourceUse(Math.Max(Sum("SB_LUT4"), Sum("SB_CARRY")), Sum("SB_DFF"), Sum("SB_RAM40"), Sum("SB_MAC16"));
    }

    [GeneratedRegex(@"^ +(SB_\w+) +(\d+)$", RegexOptions.Multiline)]
    private static partial Regex CellLine();
}
