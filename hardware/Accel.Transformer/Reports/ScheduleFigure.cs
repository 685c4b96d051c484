using System.Globalization;
using System.Xml.Linq;

namespace Accel.Transformer.Reports;

/// <summary>The drawing of one schedule.</summary>
internal static class ScheduleFigure
{
    private const int LabelWidth = 330, RowHeight = 18, HeadHeight = 54, MostIterations = 3, MostCycles = 48;

    /// <summary>Draws it with its upper left corner at the origin.</summary>
    public static XElement Draw(ScheduleReport schedule, HardwareReport report, int width, int mostRows, out int height)
    {
        var rows = schedule.Operations;
        int omitted = schedule.OmittedOperators;
        if (rows.Length > mostRows)
        {
            // Effects say more than operators; the order stays.
            var kept = rows.OrderBy(static o => !o.IsCritical && o.Kind == OperationKind.Operator).Take(mostRows).ToHashSet(ReferenceEqualityComparer.Instance);
            omitted += rows.Length - mostRows;
            rows = [.. rows.Where(kept.Contains)];
        }

        int last = Math.Max(schedule.Cycles, rows.Select(static o => o.Cycle + 1).DefaultIfEmpty(1).Max());
        int interval = schedule.InitiationInterval ?? 0;
        int iterations = interval == 0 ? 1 : Math.Min(MostIterations, report.Loops[schedule.Loop!.Value].TripCount ?? MostIterations);
        int cycles = Math.Min(MostCycles, last + (interval * (iterations - 1)));
        double column = Math.Min(160, (width - LabelWidth) / (double)cycles);
        height = HeadHeight + (RowHeight * (rows.Length + (omitted > 0 ? 1 : 0) + (last > MostCycles ? 1 : 0)));

        XElement figure = new(ScheduleDrawing.Svg + "g", ScheduleDrawing.Text(0, 12, Title(schedule), "head"), ScheduleDrawing.Text(0, 28, Explanation(schedule, report), "note"));
        Grid(figure, schedule.BudgetNs / report.ClockPeriodNs, cycles, column, HeadHeight + (RowHeight * rows.Length));
        for (int row = 0; row < rows.Length; row++)
        {
            int top = HeadHeight + (row * RowHeight);
            figure.Add(Label(rows[row], top));
            for (int iteration = iterations - 1; iteration >= 0; iteration--)
            {
                if (rows[row].Cycle + (iteration * interval) < cycles)
                {
                    figure.Add(Bar(rows[row], top, LabelWidth + (column * (rows[row].Cycle + (iteration * interval))), column, report.ClockPeriodNs, iteration > 0));
                }
            }
        }

        int below = HeadHeight + (RowHeight * rows.Length) + 13;
        if (omitted > 0)
        {
            figure.Add(ScheduleDrawing.Text(0, below, string.Create(CultureInfo.InvariantCulture, $"{omitted} more rows are not drawn"), "note"));
            below += RowHeight;
        }

        if (last > MostCycles)
        {
            figure.Add(ScheduleDrawing.Text(0, below, string.Create(CultureInfo.InvariantCulture, $"cycles from {MostCycles} to {last - 1} are not drawn"), "note"));
        }

        return figure;
    }

    private static string Title(ScheduleReport schedule) => $"{schedule.Title} ({schedule.EntryPoint}, {schedule.Process})";

    private static string Explanation(ScheduleReport schedule, HardwareReport report)
    {
        string cycles = schedule.Cycles == 1 ? "1 cycle" : string.Create(CultureInfo.InvariantCulture, $"{schedule.Cycles} cycles");
        if (schedule.Loop is not { } index)
        {
            return $"at most {cycles}";
        }

        var loop = report.Loops[index];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{cycles} an iteration, one every {(loop.InitiationInterval == 1 ? "cycle" : $"{loop.InitiationInterval} cycles")}; bound: {Shorten(loop.BoundBy!, 130)}");
    }

    private static void Grid(XElement figure, double logic, int cycles, double column, int bottom)
    {
        int every = column >= 18 ? 1 : 4;
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            double left = LabelWidth + (cycle * column);
            figure.Add(Box(left + (logic * column), HeadHeight, (1 - logic) * column, bottom - HeadHeight, "reserve"));
            figure.Add(Line(left, HeadHeight - 4, left, bottom, "edge"));
            if (cycle % every == 0)
            {
                figure.Add(ScheduleDrawing.Text(left + (column / 2), HeadHeight - 6, cycle.ToString(CultureInfo.InvariantCulture), "cycle"));
            }
        }

        double right = LabelWidth + (cycles * column);
        figure.Add(Line(right, HeadHeight - 4, right, bottom, "edge"));
        figure.Add(Line(0, HeadHeight, right, HeadHeight, "edge"));
    }

    private static IEnumerable<XElement> Label(OperationReport operation, int top)
    {
        string branch = operation.Branch > 0 ? string.Create(CultureInfo.InvariantCulture, $"branch {operation.Branch}: ") : "";
        string count = operation.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{operation.Count} times ") : "";
        string text = Shorten(branch + count + operation.Text, 44);
        yield return ScheduleDrawing.Text(operation.Branch > 0 ? 10 : 0, top + 13, text, operation.IsCritical ? "hot" : "name");
        if (operation.Line is { } line)
        {
            yield return ScheduleDrawing.Text(LabelWidth - 8, top + 13, line.ToString(CultureInfo.InvariantCulture), "line");
        }

        yield return Line(0, top + RowHeight, LabelWidth, top + RowHeight, "row");
    }

    private static XElement Bar(OperationReport operation, int top, double left, double column, double periodNs, bool isOther)
    {
        string style = (operation.IsCritical ? "critical" : operation.Kind.ToString().ToLowerInvariant()) + (isOther ? " other" : "");
        double from = Math.Min(operation.StartNs / periodNs, 1) * column;
        double to = operation.EndNs / periodNs * column;
        bool isAtEdge = operation.EndNs >= periodNs
            && operation.Kind is not (OperationKind.Operator or OperationKind.Answer or OperationKind.Receive);
        XElement group = new(ScheduleDrawing.Svg + "g", new XAttribute("class", style));
        if (!isOther)
        {
            group.Add(new XElement(ScheduleDrawing.Svg + "title", Hint(operation)));
        }

        if (isAtEdge)
        {
            double mark = Math.Min(10, column / 3);
            group.Add(Box(left + from, top + 8, Math.Max(0.5, to - from - mark), 2, null), Box(left + to - mark, top + 4, mark, 10, null));
        }
        else
        {
            group.Add(Box(left + from, top + 4, Math.Max(1.5, to - from), 10, null));
        }

        return group;
    }

    private static string Hint(OperationReport operation) => string.Create(
        CultureInfo.InvariantCulture,
        $"{operation.Text}{(operation.Line is { } line ? $" ({operation.File}:{line})" : "")}: cycle {operation.Cycle}, {operation.StartNs:0.0##} to {operation.EndNs:0.0##} ns");

    private static string Shorten(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static XElement Box(double x, double y, double width, double height, string? style) => new(
        ScheduleDrawing.Svg + "rect",
        style is null ? null : new XAttribute("class", style),
        new XAttribute("x", ScheduleDrawing.Number(x)),
        new XAttribute("y", ScheduleDrawing.Number(y)),
        new XAttribute("width", ScheduleDrawing.Number(width)),
        new XAttribute("height", ScheduleDrawing.Number(height)));

    private static XElement Line(double x1, double y1, double x2, double y2, string style) => new(
        ScheduleDrawing.Svg + "line",
        new XAttribute("class", style),
        new XAttribute("x1", ScheduleDrawing.Number(x1)),
        new XAttribute("y1", ScheduleDrawing.Number(y1)),
        new XAttribute("x2", ScheduleDrawing.Number(x2)),
        new XAttribute("y2", ScheduleDrawing.Number(y2)));
}
