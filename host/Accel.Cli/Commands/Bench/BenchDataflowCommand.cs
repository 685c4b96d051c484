using System.CommandLine;
using System.Globalization;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench dataflow</c>: kernels of tasks that streams join, beside designs by hand with the same ports.</summary>
internal static class BenchDataflowCommand
{
    internal static Command Create(CliConsole console)
    {
        var kernel = CommonOptions.KernelNames("only these kernels");
        CommonOptions.OnlyFrom(kernel, [.. DataflowReference.All.Select(static r => r.Kernel)]);
        var noSynthesis = new Option<bool>("--no-synthesis")
            { Description = "intervals and cycles alone, in seconds: no LUTs and paths from Yosys" };
        var command =
            new Command("dataflow",
            "Measures kernels of tasks that streams join, and the same by hand in Verilog: cycles, LUTs, longest path.")
        {
            kernel, noSynthesis,
        };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation, invocation.Line.GetValue(kernel) ?? [], !invocation.Line.GetValue(noSynthesis), cancellationToken));
    }

    private static Task<int> RunAsync(Invocation invocation, string[] kernels, bool synthesise, CancellationToken cancellationToken)
    {
        var synthesis = synthesise ? Synthesis.OfSeries7(invocation.Console) : null;
        var references = DataflowReference.All.Where(r => kernels.Length == 0 || kernels.Contains(r.Kernel)).ToList();
        var steps = new Steps(invocation.Console, references.Count);
        return MeasuredRun.RunAsync<Row>(
            invocation,
            async rows =>
            {
                foreach (var reference in references)
                {
                    var measured = await steps.RunAsync(
                        reference.Kernel, () => Task.Run(() =>
                            DataflowBenchmark.MeasureAsync(reference, synthesis, cancellationToken), cancellationToken))
                        .ConfigureAwait(false);
                    rows.Add(new Row(measured, reference));
                }
            },
            new(measured => Print(invocation.Console, measured))
            {
                Document = static measured => measured.Select(static m => m.Measurement),
                IsRight = static measured => measured.TrueForAll(static m => m.Measurement.Correct),
            },
            cancellationToken);
    }

    private static void Print(CliConsole console, List<Row> measured)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "kernel", "MHz", "interval", "elements", "cycles", "LUTs", "flip-flops", "RAMB18", "path",
            "by hand: cycles", "LUTs", "flip-flops", "RAMB18", "path", "LUTs / by hand", "result");
        foreach (var (m, reference) in measured)
        {
            table.AddRow(
                m.Kernel,
                Number(m.ClockMhz, "0"),
                Number(m.Interval),
                Number(m.Elements),
                Number(m.Cycles),
                Number(m.Luts),
                Number(m.Ffs),
                Number(m.BlockRams),
                Number(m.PathNs, "0.00"),
                Number(m.HandCycles),
                Number(m.HandLuts),
                Number(m.HandFfs),
                Number(m.HandBlockRams),
                Number(m.HandPathNs, "0.00"),
                Factor(m, reference),
                m.Correct ? "correct" : "[red]wrong[/]");
        }

        console.Tables.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"goals: interval 1, {DataflowReference.GoalMHz:0} MHz, paths of {1000 / DataflowReference.GoalMHz:0} ns"));
    }

    private static string Factor(DataflowMeasurement m, DataflowReference reference)
    {
        if ((double?)m.Luts / m.HandLuts is not { } factor)
        {
            return "-";
        }

        string text = Number(factor, "0.00");
        return reference.GoalFactor is not { } goal ? text : factor > goal
            ? $"[yellow]{text}[/] ({Number(goal, "0.0")})" : $"{text} ({Number(goal, "0.0")})";
    }

    private sealed record Row(DataflowMeasurement Measurement, DataflowReference Reference);

    private static string Number(double? value, string format = "N0") =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : "-";
}
