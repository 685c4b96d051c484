using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Accel.Fuzzing;

namespace Accel.Cli;

/// <summary>
/// <c>accel fuzz</c>: random kernels; plain C# = IR = RTL simulation, a sample also in GHDL. A failing one is made small.
/// </summary>
internal static class FuzzCommand
{
    private static readonly TimeSpan _betweenLines = TimeSpan.FromSeconds(10);

    internal static Command Create(CliConsole console)
    {
        var seed = new Option<int>("--seed") { Description = "the first program's seed; the others follow", DefaultValueFactory = _ => 1 };
        var count = CommonOptions.Count("programs; default 200", CommonOptions.MostRuns);
        var ghdl = CommonOptions.Within(new Option<int>("--ghdl")
            { Description = "so many of them also in GHDL", DefaultValueFactory = _ => 0 }, 0, int.MaxValue);
        var jobs = CommonOptions.Within(new Option<int?>("--jobs")
            { Description = "programs that are checked at the same time; default one per core" }, 1, 1024);
        var networks = new Option<bool>("--networks") { Description = "only programs of tasks that streams join" };
        var output = new OutputOption("--regressions", isFolder: true)
            { Description = "the folder into which each failing program is written when it is found, and again when it is small" };
        var show = new Option<bool>("--show") { Description = "print the program of --seed, run nothing" };
        var whole = new Option<bool>("--no-shrink") { Description = "report failing programs as they are" };
        var command = new Command("fuzz", "Compiles random kernels and compares plain C#, IR and RTL; makes a failing one small.")
            { seed, count, networks, ghdl, jobs, output, show, whole };
        return CliCommand.With(command, console, async (invocation, cancellationToken) =>
        {
            int first = invocation.Line.GetValue(seed);
            if (invocation.Line.GetValue(show))
            {
                console.Output.Write(FuzzCampaign.Source(first, invocation.Line.GetValue(networks)));
                return ExitCode.Ok;
            }

            var defaults = new FuzzOptions();
            var options = defaults with
            {
                FirstSeed = first,
                Count = invocation.Line.GetValue(count) ?? defaults.Count,
                NetworksOnly = invocation.Line.GetValue(networks),
                GhdlCount = invocation.Line.GetValue(ghdl),
                Jobs = invocation.Line.GetValue(jobs) ?? defaults.Jobs,
                Shrinks = !invocation.Line.GetValue(whole),
                Progress = Now(console),
                Found = (failure, isFinal) => Found(invocation, failure, isFinal, invocation.Line.GetValue(output)),
            };
            var report = await Task.Run(() => FuzzCampaign.Run(options, cancellationToken), CancellationToken.None).ConfigureAwait(false);
            return report.Complete ? Report(invocation, report) : Stopped(invocation, report, cancellationToken);
        });
    }

    // A line for each batch would fill the log of a long run.
    private static Action<FuzzReport> Now(CliConsole console)
    {
        long last = Stopwatch.GetTimestamp();
        return report =>
        {
            if (Stopwatch.GetElapsedTime(last) >= _betweenLines)
            {
                last = Stopwatch.GetTimestamp();
                console.Say(Line(report));
            }
        };
    }

    private static void Found(Invocation invocation, FuzzFailure failure, bool isFinal, string? folder)
    {
        string where = "";
        if (folder is not null)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"Seed{failure.Seed}.cs"));
            WholeFile.Write(path, failure.Regression);
            where = $", {path}";
        }

        invocation.Console.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {failure.Seed}, {failure.Regression.Count(static c => c == '\n')} lines{where}: {failure.Outcome} at {failure.Stage}: {failure.Detail.Split('\n')[0]}"));
        if (isFinal && !invocation.Json)
        {
            invocation.Console.Output.WriteLine($"\n{failure.Regression}");
        }
    }

    private static int Report(Invocation invocation, FuzzReport report)
    {
        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else
        {
            Print(invocation.Console, report);
        }

        return report.Failures.Count == 0 ? ExitCode.Ok : ExitCode.VerificationDiffers;
    }

    private static int Stopped(Invocation invocation, FuzzReport report, CancellationToken cancellationToken)
    {
        if (!invocation.Json)
        {
            Print(invocation.Console, report);
        }

        int exitCode = invocation.Fail(new OperationCanceledException(cancellationToken), failure =>
            new { Measured = report, report.Complete, Error = failure });
        invocation.Console.Say(string.Create(CultureInfo.InvariantCulture, $"       {report.Programs} programs were compared before that"));
        return exitCode;
    }

    private static void Print(CliConsole console, FuzzReport report)
    {
        foreach (var (id, refusals) in report.Refusals)
        {
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"refused with {id}: {refusals.Count} (for instance seed {refusals.Seed})"));
        }

        foreach (var program in report.OverBudget)
        {
            console.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"over budget, not compared to the end: seed {program.Seed} at {program.Stage}: {program.Detail}"));
        }

        console.Output.WriteLine(Line(report));
    }

    private static string Line(FuzzReport report)
    {
        string outcomes = string.Join(", ", report.Outcomes.Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}"));
        string deadlocks = report.Deadlocks == 0 ? "" : FormattableString.Invariant($" ({report.Deadlocks} of them deadlocks)");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Programs} programs, {report.ProgramsPerSecond} a second: {outcomes}{deadlocks}; {report.GhdlRuns} in GHDL; slowest {report.SlowestSeconds} s (seed {report.SlowestSeed})");
    }
}
