using System.Globalization;
using System.Net;
using System.Text;

namespace Accel.Verification;

/// <summary>A part of the report that somebody else has to give, for instance coverage.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Html">Its content, as HTML.</param>
public sealed record ReportSection(string Title, string Html);

/// <summary>The report as one HTML file that needs nothing else: table, first difference, further sections, pictures.</summary>
public static class HtmlReport
{
    private const string Style = """
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 1500px; padding: 0 1rem; color: #1c1c1e; }
        table { border-collapse: collapse; } th, td { padding: .25rem .8rem; text-align: left; border-bottom: 1px solid #ddd; }
        td.number { text-align: right; } .pass { color: #176b2c; } .fail { color: #b3261e; font-weight: 600; } .skip { color: #7a5b00; }
        svg { display: block; margin: .5rem 0; } svg text { font: 12px ui-monospace, monospace; fill: #333; } code { font-family: ui-monospace, monospace; }
        .panel { fill: #f3f3f5; } .on { fill: #1d3557; } .minus { fill: #c1121f; } .grid { stroke: #ddd; }
        .available { fill: #e4e7ec; } .proved { fill: #9db8d9; } .used { fill: #1d3557; }
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="report">What the ladder found.</param>
    /// <param name="vectors">The vectors: the values of all are measured, the spikes of the one with most of them are drawn.</param>
    /// <param name="sections">Further sections, in order.</param>
    /// <param name="times">Leave it out for a page that is the same each time.</param>
    public static string Write(VerificationReport report, IReadOnlyList<KernelCase> vectors, IReadOnlyList<ReportSection>? sections = null, bool times = true)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(vectors);
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Accel: verification</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n");
        page.Append("<h1>Verification</h1>\n");
        string outcome = report.Failed == 0 ? "pass" : "fail";
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"{outcome}\">{report.Passed} passed, {report.Failed} failed, {report.Skipped} skipped; random vectors from seed {report.Seed}.</p>\n");
        if (!report.Complete)
        {
            page.Append("<p class=\"skip\">Stopped before the end.</p>\n");
        }

        Table(page, report, times);
        FirstDifference(page, report.FirstDifference);
        foreach (var section in sections ?? [])
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(section.Title)}</h2>\n{section.Html}\n");
        }

        Pictures(page, vectors);
        return page.Append("</body>\n</html>\n").ToString().ReplaceLineEndings("\n");
    }

    private static void Table(StringBuilder page, VerificationReport report, bool times)
    {
        page.Append("<table>\n<tr><th>kernel</th><th>rung</th><th>vectors</th><th>passed</th><th>failed</th><th>skipped</th>").Append(times ? "<th>seconds</th>" : "").Append("<th></th></tr>\n");
        foreach (var r in report.Rungs)
        {
            string outcome = r.Failed > 0 ? "fail" : r.Skipped == r.Vectors ? "skip" : "pass";
            string seconds = times ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"number\">{r.Seconds:0.0}</td>") : "";
            string reason = r.Remedy is null ? Text(r.Reason ?? "") : $"{Text(r.Reason ?? "")}: <code>{Text(r.Remedy)}</code>";
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Text(r.Kernel)}</td><td class=\"{outcome}\">{Text(r.Rung)}</td>{Number(r.Vectors)}{Number(r.Passed)}{Number(r.Failed)}{Number(r.Skipped)}{seconds}<td>{reason}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static void FirstDifference(StringBuilder page, Difference? difference)
    {
        page.Append("<h2>First difference</h2>\n");
        if (difference is null)
        {
            page.Append("<p>None.</p>\n");
            return;
        }

        page.Append("<table>\n");
        void Row(string name, object? value)
        {
            if (value is not null)
            {
                page.Append(CultureInfo.InvariantCulture, $"<tr><th>{Text(name)}</th><td>{Text(Convert.ToString(value, CultureInfo.InvariantCulture)!)}</td></tr>\n");
            }
        }

        Row("rung", difference.Rung);
        Row("kernel", difference.Kernel);
        Row("vector", difference.Vector);
        Row("seed", difference.Seed);
        Row("layer", difference.Layer);
        Row("timestep", difference.Timestep);
        Row("element", difference.Element is null ? null : $"{difference.Element} {difference.Index}");
        Row("cell", difference.Cell);
        Row("written in cycle", difference.Cycle);
        Row("expected", difference.Expected);
        Row("actual", difference.Actual);
        Row("first output that differs", difference.Trace);
        Row("broken off", difference.Fault);
        page.Append("</table>\n");
    }

    private static void Pictures(StringBuilder page, IReadOnlyList<KernelCase> vectors)
    {
        // The one with most to show: a network's, where the engine took part.
        var shown = vectors.MaxBy(static v => v.Expected.Where(static r => SpikeRaster.IsSpikes(r.Expected)).Sum(static r => r.Expected.Values.Length));
        if (shown is not null && SpikeRaster.Draw([.. shown.Expected.Select(static r => r.Expected)]) is { } raster)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>Spikes</h2>\n<p>{Text(shown.Name)}: ");
            page.Append(CultureInfo.InvariantCulture,
                $"a panel per timestep, a row per token, a column per channel; dark +1, red -1.</p>\n{raster}");
        }

        if (RangeChart.Draw(vectors) is { } ranges)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>Values against widths</h2>\n<p>Over all vectors: bits that the values took (dark), bits proved from the weights (blue), bits of the engine (grey).</p>\n{ranges}");
        }
    }

    private static string Number(int value) => string.Create(CultureInfo.InvariantCulture, $"<td class=\"number\">{value}</td>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
