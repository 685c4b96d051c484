using System.Globalization;
using System.Net;
using System.Text;
using Accel.Transformer;

namespace Accel.Verification;

/// <summary>Coverage as a section of the ladder's report: the table, what was not reached, and the C#.</summary>
public static class CoverageHtml
{
    /// <summary>Makes the section.</summary>
    public static ReportSection Section(CoverageReport report, KernelSource source)
    {
        ArgumentNullException.ThrowIfNull(report);
        var html = new StringBuilder("<table>\n<tr><th>kernel</th><th>vectors</th><th>toggle</th><th>states</th><th>statements</th><th>branches</th></tr>\n");
        foreach (var k in report.Kernels)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(k.Kernel)}</td><td class=\"number\">{k.Vectors}</td>{Cell(k.Toggle)}{Cell(k.States)}{Cell(k.Statements)}{Cell(k.Branches)}</tr>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"<tr><th>all</th><td></td>{Cell(report.Toggle)}{Cell(report.States)}{Cell(report.Statements)}{Cell(report.Branches)}</tr>\n</table>\n");
        foreach (var k in report.Kernels.Where(static k => k.Uncovered.Length > 0))
        {
            html.Append(CultureInfo.InvariantCulture, $"<details><summary>{Text(k.Kernel)}: {k.Uncovered.Length} places that were not reached</summary>\n<ul>\n");
            html.AppendJoin('\n', k.Uncovered.Select(static place => $"<li>{Text(place.ToString())}</li>")).Append("\n</ul>\n</details>\n");
        }

        html.Append("<details><summary>The C#, line by line</summary>\n").Append(new AnnotatedSource(source, report.Lines).ToHtml()).Append("</details>");
        return new ReportSection("Coverage", html.ToString());
    }

    private static string Cell(CoverageRatio ratio)
        => string.Create(CultureInfo.InvariantCulture, $"<td class=\"number\">{ratio.Percent:0.0} % ({ratio.Covered}/{ratio.Total})</td>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
