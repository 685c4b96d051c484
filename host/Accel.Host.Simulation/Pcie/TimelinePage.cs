using System.Globalization;
using System.Text;

namespace Accel.Host.Simulation.Pcie;

/// <summary>
/// A timeline as one HTML file that needs nothing else: uploads, jobs and downloads on three rows over the cycles, each with its numbers as
/// a tooltip.
/// </summary>
public static class TimelinePage
{
    private const int Width = 1400, Left = 90, RowHeight = 34, BarHeight = 24, Ticks = 10;

    private const string Style = """
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 1500px; padding: 0 1rem; color: #1c1c1e; }
        svg text { font: 12px ui-monospace, monospace; fill: #333; } .grid { stroke: #ddd; }
        .upload { fill: #9db8d9; } .job { fill: #1d3557; } .download { fill: #c1121f; } rect { stroke: #fff; stroke-width: .5; }
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="timeline">What has gone on.</param>
    /// <param name="title">What it is about.</param>
    public static string Write(Timeline timeline, string title)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Text(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Text(title)}</h1>\n<p>{timeline.Cycles:N0} cycles, ");
        page.Append(CultureInfo.InvariantCulture,
            $"{timeline.PayloadBytes:N0} bytes over a link of {timeline.BytesPerCycle:0.###} bytes per cycle each way. ");
        page.Append(CultureInfo.InvariantCulture, $"Link busy {timeline.LinkBusy:P1}, kernel busy {timeline.KernelBusy:P1}, overlap {timeline.Overlap:P1} of the shorter of both.</p>\n");
        Draw(page, timeline);
        return page.Append("</body>\n</html>\n").ToString().ReplaceLineEndings("\n");
    }

    private static void Draw(StringBuilder page, Timeline timeline)
    {
        int rows = Enum.GetValues<TimelineKind>().Length;
        int height = (rows * RowHeight) + 30;
        long first = timeline.Spans.Count == 0 ? 0 : timeline.Spans.Min(static s => s.Begin);
        double scale = (Width - Left - 20.0) / Math.Max(1, timeline.Cycles);
        page.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" role=\"img\">\n");
        for (int i = 0; i <= Ticks; i++)
        {
            double x = Left + (i * timeline.Cycles / (double)Ticks * scale);
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{x:0.##}\" y1=\"0\" x2=\"{x:0.##}\" y2=\"{rows * RowHeight}\"/>\n");
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{(rows * RowHeight) + 18}\" text-anchor=\"middle\">{i * timeline.Cycles / Ticks:N0}</text>\n");
        }

        foreach (var kind in Enum.GetValues<TimelineKind>())
        {
            string name = kind.ToString().ToLowerInvariant();
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{((int)kind * RowHeight) + 20}\">{name}</text>\n");
            foreach (var span in timeline.Spans.Where(s => s.Kind == kind))
            {
                string what = kind == TimelineKind.Job ? $"job {span.Detail}" : $"{name} of {span.Bytes} bytes at {span.Detail:X}";
                page.Append(CultureInfo.InvariantCulture, $"<rect class=\"{name}\" x=\"{Left + ((span.Begin - first) * scale):0.###}\" y=\"{((int)kind * RowHeight) + 4}\" width=\"{Math.Max(0.5, (span.End - span.Begin) * scale):0.###}\" height=\"{BarHeight}\">");
                page.Append(CultureInfo.InvariantCulture, $"<title>{what}, cycles {span.Begin - first} to {span.End - first}</title></rect>\n");
            }
        }

        page.Append("</svg>\n");
    }

    private static string Text(string text) => System.Net.WebUtility.HtmlEncode(text);
}
