using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.Boards.Reports;

/// <summary>Reads the texts of Vivado's report_utilization and report_timing_summary, of 7-series and UltraScale+, with and without the column `Prohibited`.</summary>
public static partial class VivadoReports
{
    /// <summary>Reads report_utilization.</summary>
    /// <exception cref="ReportException">A row is missing.</exception>
    public static ResourceUse Utilisation(string report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(
            (long)Used(report, LutRow(), "row `Slice LUTs` or `CLB LUTs`"),
            (long)Used(report, RegisterRow(), "row `Slice Registers` or `CLB Registers`"),
            // A tile of 36 kbit is two block RAMs of 18 kbit; one alone is half a tile.
            (long)Math.Round(2 * Used(report, BlockRamRow(), "row `Block RAM Tile`")),
            (long)Used(report, DspRow(), "row `DSPs`"));
    }

    /// <summary>Reads report_timing_summary.</summary>
    /// <exception cref="ReportException">The summary is missing.</exception>
    public static TimingResult Timing(string report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var summary = Summary().Match(report);
        if (!summary.Success)
        {
            throw new ReportException("report_timing_summary", "`Design Timing Summary`");
        }

        if (summary.Groups["wns"].Value == "NA")
        {
            throw new ReportException("report_timing_summary", "path with a clock: the constraints were not read,");
        }

        return new TimingResult(
            Number(summary.Groups["wns"]),
            summary.Groups["whs"].Value == "NA" ? null : Number(summary.Groups["whs"]),
            int.Parse(summary.Groups["failing"].Value, CultureInfo.InvariantCulture),
            null);
    }

    private static double Used(string report, Regex row, string what)
        => row.Match(report) is { Success: true } match ? Number(match.Groups[1]) : throw new ReportException("report_utilization", what);

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    // After synthesis the name has a star, with a note that the number may still fall.
    [GeneratedRegex(@"^\| (?:Slice|CLB) LUTs\*? +\| +(\d+) \|", RegexOptions.Multiline)]
    private static partial Regex LutRow();

    [GeneratedRegex(@"^\| (?:Slice|CLB) Registers +\| +(\d+) \|", RegexOptions.Multiline)]
    private static partial Regex RegisterRow();

    [GeneratedRegex(@"^\| Block RAM Tile +\| +([\d.]+) \|", RegexOptions.Multiline)]
    private static partial Regex BlockRamRow();

    [GeneratedRegex(@"^\| DSPs +\| +(\d+) \|", RegexOptions.Multiline)]
    private static partial Regex DspRow();

    // WNS, TNS, failing endpoints, all endpoints, WHS, under their titles and a line of dashes.
    [GeneratedRegex(@"^\| Design Timing Summary\r?\n(?:.*\r?\n)+? +WNS\(ns\).*\r?\n[ -]+\r?\n +(?<wns>NA|-?[\d.]+) +\S+ +(?<failing>NA|\d+) +\S+ +(?<whs>NA|-?[\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
