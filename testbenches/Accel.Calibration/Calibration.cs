using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Accel.Rtl.Estimation;
using Accel.ToolRunners;

namespace Accel.Calibration;

/// <summary>The measurements of a family and the table that they make.</summary>
/// <param name="Family">The family.</param>
/// <param name="Measured">Delays of operators in nanoseconds, nets included.</param>
/// <param name="Table">The table: what is measured is fitted, the rest is as before.</param>
internal sealed record Calibration(DeviceFamily Family, IReadOnlyList<(Point Point, PathTiming Timing, double Ns)> Measured, DelayTable Table)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Measures the operators of a family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="known">What need not be measured again.</param>
    /// <param name="progress">Told each point.</param>
    /// <exception cref="ToolMissingException">A tool of the flow is not installed.</exception>
    public static Calibration Run(DeviceFamily family, IEnumerable<(Point Point, PathTiming Timing)> known, TextWriter progress)
    {
        var (flow, table) = (FlowOf(family), DelayTable.Of(family));
        var points = Enum.GetValues<MeasuredOperator>().SelectMany(op => flow.SizesOf(op).Select(size => new Point(op, size))).ToList();
        ConcurrentDictionary<Point, PathTiming> timings = new(known.ToDictionary(k => k.Point, k => k.Timing));
        Parallel.ForEach(points.Where(p => !timings.ContainsKey(p)).ToList(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, point =>
        {
            timings[point] = Measure(flow, table, point);
            progress.WriteLine($"{family} {point.Operator} {point.Size}");
        });
        double flipFlopNs = timings[points.Find(p => p.Operator == MeasuredOperator.Register)!].ClockToOutputNs;
        var measured = points.ConvertAll(p => (p, timings[p], DelayNs(p, timings[p], table, flipFlopNs)));
        return new Calibration(family, measured, Fitted(table, measured));
    }

    /// <summary>The flow that a family is measured with.</summary>
    public static IFlow FlowOf(DeviceFamily family) => family switch
    {
        DeviceFamily.Series7 => new XilinxFlow("xc7"),
        DeviceFamily.UltraScalePlus => new XilinxFlow("xcup"),
        DeviceFamily.Ice40 => new Ice40Flow(),
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    /// <summary>Measures one point.</summary>
    public static PathTiming Measure(IFlow flow, DelayTable table, Point point)
    {
        bool readTwice = point.Operator == MeasuredOperator.Multiply && table.Blocks.MultiplierWidthA > 0;
        return flow.Measure(OperatorDesign.Build(point, new DesignFrame(readTwice, flow.IsPlaced)), point.Operator);
    }

    /// <summary>Delay of an operator from what its flow says.</summary>
    /// <param name="point">The operator; block RAM takes the place of the flip-flop before it.</param>
    /// <param name="timing">What the flow says; without routing it lacks the nets.</param>
    /// <param name="table">Delay of a net, factor of the cells.</param>
    /// <param name="flipFlopNs">Clock to output of a flip-flop: what a path starts with beyond that is the operator's.</param>
    public static double DelayNs(Point point, PathTiming timing, DelayTable table, double flipFlopNs)
        => ((timing.CellsNs + timing.ClockToOutputNs - (point.Operator == MeasuredOperator.BlockRead ? 0 : flipFlopNs)) * table.CellFactor)
            + (timing.NetsNs > 0 ? timing.NetsNs : timing.Nets * table.NetNs);

    /// <summary>Delay of an operator in a table.</summary>
    public static double TableNs(DelayTable table, Point point) => point.Operator switch
    {
        MeasuredOperator.Register => table.ClockToOutputNs,
        MeasuredOperator.Logic => table.LogicNs,
        MeasuredOperator.BlockRead => table.BlockReadNs,
        _ => ModelOf(table, point.Operator).AtNs(point.Size),
    };

    /// <summary>Writes the table and, beside it, the measurements.</summary>
    public void Write(string directory)
    {
        File.WriteAllText(Path.Combine(directory, DelayTable.FileNameOf(Family)), JsonSerializer.Serialize(Table, Json) + "\n");
        MeasurementFile.Write(directory, Family, Measured.Select(m => (m.Point, m.Timing, m.Ns, TableNs(Table, m.Point))));
    }

    /// <summary>How far the table is from the measurements, as a Markdown table.</summary>
    public string Report()
    {
        var text = new StringBuilder($"\n{Family}: nets of {Measured.Where(m => m.Timing.NetsNs > 0).Select(m => m.Timing.NetsNs / m.Timing.Nets).DefaultIfEmpty(Table.NetNs).Average():F2} ns\n\n")
            .Append("| operator | table, ns | mean error | largest error |\n| --- | --- | --- | --- |\n");
        foreach (var group in Measured.Where(m => m.Point.Operator > MeasuredOperator.Logic && m.Point.Operator != MeasuredOperator.BlockRead).GroupBy(m => m.Point.Operator))
        {
            var model = ModelOf(Table, group.Key);
            var errors = group.Select(m => (m.Point.Size, Error: Math.Abs(TableNs(Table, m.Point) - m.Ns) / m.Ns)).ToList();
            var (size, largest) = errors.MaxBy(e => e.Error);
            string slope = model.PerBitNs != 0 ? $"{model.PerBitNs:F3} n" : $"{model.PerDoublingNs:F3} log2 n";
            string least = model.LeastNs > 0 ? $", at least {model.LeastNs:F3}" : "";
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {model.BaseNs:F3} + {slope}{least} | {errors.Average(e => e.Error):P0} | {largest:P0} at {size} |\n");
        }

        return text.ToString();
    }

    private static DelayTable Fitted(DelayTable table, List<(Point Point, PathTiming Timing, double Ns)> measured)
    {
        return table with
        {
            ClockToOutputNs = Fit.Round(measured.First(m => m.Point.Operator == MeasuredOperator.Register).Timing.ClockToOutputNs * table.CellFactor),
            LogicNs = Fit.Round(measured.First(m => m.Point.Operator == MeasuredOperator.Logic).Ns),
            Add = Of(MeasuredOperator.Add),
            Compare = Of(MeasuredOperator.Compare),
            Equal = Of(MeasuredOperator.Equal),
            Reduce = Of(MeasuredOperator.Reduce),
            Choose = Of(MeasuredOperator.Choose),
            Shift = Of(MeasuredOperator.Shift),
            Multiply = Of(MeasuredOperator.Multiply),
            DistributedRead = table.Blocks.LutRamShapes is [{ Words: var words }, ..]
                ? Fit.MakeAbove(words, PointsOf(MeasuredOperator.DistributedRead)) : Of(MeasuredOperator.DistributedRead),
            BlockReadNs = Fit.Round(measured.First(m => m.Point.Operator == MeasuredOperator.BlockRead).Ns),
        };

        DelayModel Of(MeasuredOperator op) => Fit.Make(PointsOf(op));

        List<(int Size, double Ns)> PointsOf(MeasuredOperator op) => [.. measured.Where(m => m.Point.Operator == op).Select(m => (m.Point.Size, m.Ns))];
    }

    private static DelayModel ModelOf(DelayTable table, MeasuredOperator op) => op switch
    {
        MeasuredOperator.Add => table.Add,
        MeasuredOperator.Compare => table.Compare,
        MeasuredOperator.Equal => table.Equal,
        MeasuredOperator.Reduce => table.Reduce,
        MeasuredOperator.Choose => table.Choose,
        MeasuredOperator.Shift => table.Shift,
        MeasuredOperator.Multiply => table.Multiply,
        _ => table.DistributedRead,
    };
}
