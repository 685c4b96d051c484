using System.Globalization;
using System.Text.RegularExpressions;

namespace Accel.Boards.Reports;

/// <summary>
/// Reads the texts of Vivado's report_utilization and report_timing_summary, of 7-series and UltraScale+, with and without the column
/// `Prohibited`.
/// </summary>
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

    /// <summary>Reads report_timing_summary: setup, hold and pulse width, whichever of them it was asked for.</summary>
    /// <exception cref="ReportException">The summary is missing, or no path has a clock.</exception>
    public static TimingResult Timing(string report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var summary = Summary().Match(report);
        string[] titles = Columns().Split(summary.Groups["titles"].Value.Trim());
        string[] values = summary.Groups["values"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!summary.Success || titles.Length != values.Length)
        {
            throw new ReportException("report_timing_summary", "`Design Timing Summary`");
        }

        var row = titles.Zip(values).ToDictionary(static c => c.First, static c => c.Second, StringComparer.Ordinal);
        double? Slack(string title) => row.GetValueOrDefault(title) is { } value and not ("NA" or "inf") ? double.Parse(value, CultureInfo.InvariantCulture) : null;
        int Failing(string title) => row.GetValueOrDefault(title) is { } value and not "NA" ? int.Parse(value, CultureInfo.InvariantCulture) : 0;
        return new TimingResult(
            Slack("WNS(ns)") ?? throw new ReportException("report_timing_summary", "path with a clock: the constraints were not read,"),
            Slack("WHS(ns)"),
            Failing("TNS Failing Endpoints") + Failing("THS Failing Endpoints") + Failing("TPWS Failing Endpoints"),
            null)
        {
            PulseWidthSlackNs = Slack("WPWS(ns)"),
        };
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

    // Titles, a line of dashes, values. Without -delay_type min_max the titles of hold are not there, and without a clock a value is NA or,
    // since 2021, inf.
    [GeneratedRegex(@"^\| Design Timing Summary\r?\n(?:.*\r?\n)+?(?<titles> +WNS\(ns\).*?) *\r?\n[ -]+\r?\n(?<values>.*?) *\r?$", RegexOptions.Multiline)]
    private static partial Regex Summary();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Columns();
}
