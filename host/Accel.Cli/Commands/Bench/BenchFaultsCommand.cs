using System.CommandLine;
using System.Globalization;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench faults</c>: what becomes of work when the line, the device or the host fails in the middle.</summary>
internal static class BenchFaultsCommand
{
    private const int DefaultCount = 100, DefaultStreams = 10_000;

    internal static Command Create(CliConsole console)
    {
        var seed = new Option<int>("--seed") { Description = "chooses places and kinds of damage", DefaultValueFactory = _ => 1 };
        var count = CommonOptions.Count($"runs of each fault; default {DefaultCount}", CommonOptions.MostRuns);
        var streams = CommonOptions.Within(new Option<int?>("--streams")
            { Description = $"random byte streams into the receiver; default {DefaultStreams}" }, 1, CommonOptions.MostRuns);
        var command = new Command("faults", "Makes faults on the line to a simulated board, in the board and in the host, and counts what is detected, repeated and reported.") { seed, count, streams };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            invocation.Line.GetValue(seed),
            invocation.Line.GetValue(count) ?? DefaultCount,
            invocation.Line.GetValue(streams) ?? DefaultStreams,
            cancellationToken));
    }

    private static Task<int> RunAsync(Invocation invocation, int seed, int count, int streams, CancellationToken cancellationToken)
    {
        return MeasuredRun.RunAsync<FaultMeasurement>(
            invocation,
            async rows =>
            {
                using var board = new FaultBoard();
                (string Name, Func<CancellationToken, Task<FaultMeasurement>> MeasureAsync)[] faults =
                    [.. new FaultCampaign(board, seed, count, streams).All];
                var steps = new Steps(invocation.Console, faults.Length);
                foreach (var (name, measureAsync) in faults)
                {
                    var row = await steps.RunAsync(name, () => measureAsync(cancellationToken)).ConfigureAwait(false);

                    // A fault that was stopped reports what it could not do as if the line had failed.
                    cancellationToken.ThrowIfCancellationRequested();
                    rows.Add(row);
                }
            },
            new(measured => Print(invocation.Console, measured))
            {
                IsRight = static measured => measured.TrueForAll(static m => m.WrongResults == 0 && m.Hangs == 0),
            },
            cancellationToken);
    }

    private static void Print(CliConsole console, List<FaultMeasurement> measured)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("fault", "runs", "injected", "detected", "retried", "reported", "wrong results", "hangs", "leaked handles");
        foreach (var m in measured)
        {
            table.AddRow([m.Fault, .. new[] { m.Runs, m.Injected, m.Detected, m.Retried, m.Reported, m.WrongResults, m.Hangs, m.LeakedHandles }.Select(static n => n.ToString("N0", CultureInfo.InvariantCulture))]);
        }

        console.Tables.Write(table);
        foreach (var m in measured.Where(static m => m.FirstProblem is not null))
        {
            console.Say($"{m.Fault}: {m.FirstProblem}");
        }
    }
}
