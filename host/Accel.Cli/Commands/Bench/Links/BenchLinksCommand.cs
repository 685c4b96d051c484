using System.CommandLine;
using System.Globalization;
using Accel.Host.Engine;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench links</c>: how much of a link's rate is the application's, in the simulation's cycles.</summary>
internal static class BenchLinksCommand
{
    // The serial line at the highest rate of the shell, and near to what common adapters have.
    private static readonly ILinkBenchmark[] _benchmarks = [new SerialLinkBenchmark(cyclesPerBit: 4), new SerialLinkBenchmark(cyclesPerBit: 32), new PcieLinkBenchmark()];

    internal static Command Create(CliConsole console)
    {
        var links = new Option<string[]>("--links") { Description = "only these", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(links, [.. _benchmarks.Select(static b => b.Link).Distinct()]);
        var command = new Command("links", "Sends the digit model's program and weights over each link to a simulated device, and measures the cycles that takes.") { links };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(invocation, invocation.Line.GetValue(links) ?? [], cancellationToken));
    }

    private static Task<int> RunAsync(Invocation invocation, string[] links, CancellationToken cancellationToken)
    {
        ILinkBenchmark[] chosen = [.. _benchmarks.Where(b => links.Length == 0 || links.Contains(b.Link))];
        var program = EngineProgram.Compile(InputFiles.LoadModel(InputFiles.DigitsModel), EngineCapabilities.Limits, trace: false);
        var steps = new Steps(invocation.Console, chosen.Length);
        return MeasuredRun.RunAsync<LinkMeasurement>(
            invocation,
            async rows =>
            {
                foreach (var benchmark in chosen)
                {
                    rows.AddRange(await steps.RunAsync(
                        benchmark.Link, () => Task.Run(() => benchmark.MeasureAsync(program, cancellationToken), cancellationToken))
                            .ConfigureAwait(false));
                }
            },
            new(measured => Print(invocation.Console, measured)),
            cancellationToken);
    }

    private static void Print(CliConsole console, List<LinkMeasurement> measured)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("link", "payload bytes", "cycles", "efficiency", "overlap");
        foreach (var m in measured)
        {
            table.AddRow(m.Link, m.PayloadBytes.ToString("N0", CultureInfo.InvariantCulture), m.Cycles.ToString("N0", CultureInfo.InvariantCulture), Percent(m.Efficiency), Percent(m.Overlap));
        }

        console.Tables.Write(table);
    }

    private static string Percent(double? share) => share is { } number ? string.Create(CultureInfo.InvariantCulture, $"{100 * number:0.0} %") : "-";
}
