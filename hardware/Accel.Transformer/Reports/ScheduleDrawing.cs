using System.Globalization;
using System.Xml.Linq;

namespace Accel.Transformer.Reports;

/// <summary>
/// A report's schedules as SVG: cycles across, operations down, each from the time at which its operands are there to the time at which it
/// is done. Pipelined loops come first, with the iterations that overlap; what bounds the interval is drawn in red.
/// </summary>
public static class ScheduleDrawing
{
    /// <summary>Figures and rows of a figure beyond these are left out, and the picture says so; effects go before operators.</summary>
    private const int MostFigures = 40, MostRows = 64;

    private const int Width = 1180, Margin = 16, HeaderHeight = 64;

    internal static XNamespace Svg { get; } = "http://www.w3.org/2000/svg";

    /// <summary>Draws all schedules.</summary>
    public static XDocument Draw(HardwareReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<ScheduleReport> figures = [.. report.Schedules.OrderBy(static s => s.Loop is null).Take(MostFigures)];
        XElement content = new(Svg + "g");
        int top = HeaderHeight;
        if (!report.Streams.IsDefaultOrEmpty)
        {
            var streams = StreamFigure.Draw(report, out int height);
            streams.SetAttributeValue("transform", string.Create(CultureInfo.InvariantCulture, $"translate({Margin},{top})"));
            content.Add(streams);
            top += height + 24;
        }

        foreach (var schedule in figures)
        {
            var figure = ScheduleFigure.Draw(schedule, report, Width - (2 * Margin), MostRows, out int height);
            figure.SetAttributeValue("transform", string.Create(CultureInfo.InvariantCulture, $"translate({Margin},{top})"));
            content.Add(figure);
            top += height + 24;
        }

        if (figures.Count < report.Schedules.Length)
        {
            content.Add(Text(Margin, top, $"{report.Schedules.Length - figures.Count} more regions of states are not drawn", "note"));
            top += 24;
        }

        return new XDocument(new XElement(
            Svg + "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {top}")),
            new XAttribute("width", Width),
            new XAttribute("height", top),
            new XElement(Svg + "title", $"Schedule of {report.Kernel}"),
            new XElement(Svg + "style", Style),
            new XElement(Svg + "rect", new XAttribute("class", "paper"), new XAttribute("width", Width), new XAttribute("height", top)),
            Text(Margin, 26, string.Create(CultureInfo.InvariantCulture, $"{report.Kernel}: schedule for a clock of {report.ClockPeriodNs:0.###} ns"), "title"),
            Text(Margin, 48, "A column is a cycle, its white part the time for logic; a thin end reaches the clock edge. Dashed: other iterations. Red: what bounds the interval, or comes closest to it.", "note"),
            content));
    }

    internal static XElement Text(double x, double y, string text, string style) => new(
        Svg + "text", new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("class", style), text);

    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private const string Style = """
        text { font: 12px sans-serif; fill: #222 } .title { font-size: 18px; font-weight: bold } .head { font-size: 14px; font-weight: bold }
        .note { fill: #555 } .cycle { text-anchor: middle; fill: #555 } .line { text-anchor: end; fill: #777 } .hot { fill: #b00020; font-weight: bold }
        .paper { fill: #fff } .reserve { fill: #ececec } .edge { stroke: #b8b8b8 } .row { stroke: #f3f3f3 }
        .operator { fill: #6b8fbf } .load, .store { fill: #4f9d69 } .read, .write, .answer { fill: #c98a2b } .receive, .send { fill: #b25f9c }
        .task { fill: #dfe8f3; stroke: #6b8fbf } .task.critical { fill: #f7d9dd; stroke: #d0213d } .stream { stroke: #555; fill: none } .promise { fill: #999 } .transition { fill: #7a6aa8 }
        .critical { fill: #d0213d } .other { opacity: .45; stroke: #333; stroke-width: .6; stroke-dasharray: 3 2 }
        """;
}
