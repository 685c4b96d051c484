using System.Globalization;
using System.Xml.Linq;

namespace Accel.Transformer.Reports;

/// <summary>The drawing of the streams: one row per stream, from the task that writes to the task that reads; who is slower is
/// red. Below, one row per array that is handed over, from those that write it to those that read it.</summary>
internal static class StreamFigure
{
    private const int RowHeight = 34, BoxWidth = 200, BoxHeight = 24, Gap = 360;

    /// <summary>Draws them with the upper left corner at the origin.</summary>
    public static XElement Draw(HardwareReport report, out int height)
    {
        XElement figure = new(ScheduleDrawing.Svg + "g", ScheduleDrawing.Text(0, 12, "Streams between tasks", "head"));
        int top = 24;
        foreach (var stream in report.Streams)
        {
            figure.Add(
                Box(top, 0, Text(stream.Writer), IsSlow(stream.Writer, stream)),
                Arrow(BoxWidth, BoxWidth + Gap, top + (BoxHeight / 2)),
                ScheduleDrawing.Text(BoxWidth + 12, top + 8, HardwareReportText.Describe(stream), "note"),
                Box(top, BoxWidth + Gap, Text(stream.Reader), IsSlow(stream.Reader, stream)));
            top += RowHeight;
        }

        foreach (var array in report.Handovers)
        {
            figure.Add(
                Box(top, 0, HardwareReportText.Names(array.Writers), false),
                Arrow(BoxWidth, BoxWidth + Gap, top + (BoxHeight / 2)),
                ScheduleDrawing.Text(BoxWidth + 12, top + 8,
                    $"{HardwareReportText.Describe(array)}, by {HardwareReportText.Names(array.Streams)}", "note"),
                Box(top, BoxWidth + Gap, HardwareReportText.Names(array.Readers), false));
            top += RowHeight;
        }

        height = top;
        return figure;
    }

    private static bool IsSlow(StreamEndReport? end, StreamReport stream) => end is not null && end.Process == stream.BoundBy;

    private static string Text(StreamEndReport? end)
        => (end?.Process ?? "nobody")
            + (end?.FewestCycles is { } cycles ? string.Create(CultureInfo.InvariantCulture, $", {cycles:0.##} cycles") : "");

    private static XElement Box(int top, int left, string text, bool isSlow) => new(
        ScheduleDrawing.Svg + "g",
        new XElement(
            ScheduleDrawing.Svg + "rect",
            new XAttribute("class", isSlow ? "task critical" : "task"),
            new XAttribute("x", left), new XAttribute("y", top), new XAttribute("width", BoxWidth), new XAttribute("height", BoxHeight),
            new XAttribute("rx", 4)),
        ScheduleDrawing.Text(left + 8, top + 16, text, "name"));

    private static XElement Arrow(int from, int to, int at) => new(
        ScheduleDrawing.Svg + "path",
        new XAttribute("class", "stream"),
        new XAttribute("d", string.Create(CultureInfo.InvariantCulture,
            $"M{from} {at}H{to - 2}M{to - 9} {at - 4}L{to - 1} {at}L{to - 9} {at + 4}")));
}
