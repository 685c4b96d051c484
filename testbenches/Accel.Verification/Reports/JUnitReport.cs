using System.Globalization;
using System.Xml.Linq;

namespace Accel.Verification;

/// <summary>The report as JUnit XML, for continuous integration: a suite a rung and kernel, a case a vector.</summary>
public static class JUnitReport
{
    /// <summary>Writes the document.</summary>
    /// <param name="report">What the ladder found.</param>
    /// <param name="times">Leave it out for a document that is the same each time.</param>
    public static string Write(VerificationReport report, bool times = true)
    {
        ArgumentNullException.ThrowIfNull(report);
        var root = new XElement("testsuites", Counts(report.Passed, report.Failed, report.Skipped), report.Rungs.Select(r => Suite(r, times)));
        return new XDeclaration("1.0", "utf-8", null) + "\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Suite(RungReport report, bool times)
    {
        string name = $"{report.Rung}.{report.Kernel}";
        var suite = new XElement("testsuite", new XAttribute("name", name), Counts(report.Passed, report.Failed, report.Skipped), Time(report.Seconds, times));
        foreach (var c in report.Cases)
        {
            var element = new XElement("testcase", new XAttribute("classname", name), new XAttribute("name", c.Vector), Time(c.Seconds, times));
            if (c.Difference is { } difference)
            {
                element.Add(new XElement("failure", new XAttribute("message", Printable(difference.ToString()))));
            }

            suite.Add(element);
        }

        if (report.Skipped > 0)
        {
            string reason = report.Remedy is null ? report.Reason ?? "" : $"{report.Reason}: {report.Remedy}";
            for (int i = report.Cases.Length; i < report.Vectors; i++)
            {
                suite.Add(new XElement(
                    "testcase",
                    new XAttribute("classname", name),
                    new XAttribute("name", string.Create(CultureInfo.InvariantCulture, $"vector {i + 1}")),
                    new XElement("skipped", new XAttribute("message", reason))));
            }
        }

        return suite;
    }

    private static IEnumerable<XAttribute> Counts(int passed, int failed, int skipped) =>
    [
        new XAttribute("tests", passed + failed + skipped),
        new XAttribute("failures", failed),
        new XAttribute("skipped", skipped),
    ];

    private static XAttribute? Time(double seconds, bool times) => times ? new XAttribute("time", seconds.ToString("0.000", CultureInfo.InvariantCulture)) : null;

    // A tool's output may hold characters that XML does not have.
    private static string Printable(string text) => string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));
}
