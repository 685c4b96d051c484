using System.CommandLine;
using System.Globalization;
using Accel.ToolRunners;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary>
/// <c>accel bench kernels</c>: cycles and resources of the benchmark kernels, beside Hastlayer's published figures and the goals.
/// </summary>
internal static class BenchKernelsCommand
{
    internal static Command Create(CliConsole console)
    {
        var kernel = CommonOptions.KernelNames("only these kernels");
        CommonOptions.OnlyFrom(kernel, [.. BenchmarkReference.All.Select(static r => r.Kernel).Distinct()]);
        var noSynthesis = new Option<bool>("--no-synthesis") { Description = "cycles alone, in seconds: no LUTs and flip-flops from Yosys" };
        var command = new Command("kernels", "Measures cycles, LUTs and flip-flops of small kernels with a memory that answers after 1 and after 30 cycles.") { kernel, noSynthesis };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation, invocation.Line.GetValue(kernel) ?? [], !invocation.Line.GetValue(noSynthesis), cancellationToken));
    }

    private static Task<int> RunAsync(Invocation invocation, string[] kernels, bool synthesise, CancellationToken cancellationToken)
    {
        var synthesis = synthesise ? Synthesis.OfSeries7(invocation.Console) : null;
        var designs = BenchmarkReference.All.Where(r => kernels.Length == 0 || kernels.Contains(r.Kernel)).GroupBy(static r => (r.Kernel, r.PortBits)).ToList();
        var steps = new Steps(invocation.Console, designs.Count);
        return MeasuredRun.RunAsync<Row>(
            invocation,
            async rows =>
            {
                foreach (var design in designs)
                {
                    string name = string.Create(CultureInfo.InvariantCulture, $"{design.Key.Kernel}, {design.Key.PortBits} bits");
                    rows.AddRange(await steps.RunAsync(name, () =>
                        MeasureAsync(design.Key.Kernel, design.Key.PortBits, [.. design], synthesis, cancellationToken))
                        .ConfigureAwait(false));
                }
            },
            new(measured => Print(invocation.Console, measured))
            {
                Document = static measured => measured.Select(static m => m.Measurement),
                IsRight = static measured => measured.TrueForAll(static m => m.Measurement.Correct),
            },
            cancellationToken);
    }

    private static Task<List<Row>> MeasureAsync(
        string kernel, int portBits, IReadOnlyList<BenchmarkReference> references, Series7Synthesis? synthesis, CancellationToken cancellationToken)
        => Task.Run(
            async () =>
            {
                var benchmark = KernelBenchmark.Prepare(kernel, portBits, synthesis, cancellationToken);
                var measured = new List<Row>();
                foreach (var reference in references)
                {
                    measured.Add(new(await benchmark.MeasureAsync(reference.MemoryLatency, cancellationToken).ConfigureAwait(false),
                        reference));
                }

                return measured;
            },
            cancellationToken);

    private static void Print(CliConsole console, List<Row> measured)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("kernel", "port", "latency", "cycles", "goal", "Hastlayer", "LUTs", "flip-flops", "DSPs", "intervals", "result");
        foreach (var (m, reference) in measured)
        {
            table.AddRow(
                m.Kernel,
                Number(m.PortBits),
                Number(m.MemoryLatency),
                m.Cycles > reference.GoalCycles ? $"[yellow]{Number(m.Cycles)}[/]" : Number(m.Cycles),
                Number(reference.GoalCycles),
                reference.HastlayerCycles.IsEmpty ? "-" : string.Join(" / ", reference.HastlayerCycles.Select(static c => Number(c))),
                Number(m.Luts),
                Number(m.Ffs),
                Number(m.Dsps),
                m.InitiationIntervals.Count == 0 ? "-" : string.Join(", ", m.InitiationIntervals.Select(static i => Number(i))),
                m.Correct ? "correct" : "[red]wrong[/]");
        }

        console.Tables.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"attention: at most {BenchmarkReference.GoalLuts:N0} LUTs and {BenchmarkReference.GoalFfs:N0} flip-flops; Hastlayer's takes {BenchmarkReference.HastlayerLuts:N0} and {BenchmarkReference.HastlayerFfs:N0}"));
    }

    private sealed record Row(KernelMeasurement Measurement, BenchmarkReference Reference);

    private static string Number(long? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "-";
}
