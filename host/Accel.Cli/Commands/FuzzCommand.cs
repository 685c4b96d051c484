using System.CommandLine;
using System.Globalization;
using Accel.Fuzzing;

namespace Accel.Cli;

/// <summary><c>accel fuzz</c>: random kernels; plain C# = IR = RTL simulation, a sample also in GHDL. A failing one is made small.</summary>
internal static class FuzzCommand
{
    internal static Command Create(CliConsole console)
    {
        var seed = new Option<int>("--seed") { Description = "the first program's seed; the others follow", DefaultValueFactory = _ => 1 };
        var count = CommonOptions.Count("programs; default 200");
        var ghdl = new Option<int>("--ghdl") { Description = "so many of them also in GHDL", DefaultValueFactory = _ => 0 };
        var output = new Option<string?>("--regressions") { Description = "the folder into which failing programs are written, made small" };
        var show = new Option<bool>("--show") { Description = "print the program of --seed, run nothing" };
        var whole = new Option<bool>("--no-shrink") { Description = "report failing programs as they are" };
        var command = new Command("fuzz", "Compiles random kernels and compares plain C#, IR and RTL; makes a failing one small.") { seed, count, ghdl, output, show, whole };
        return CliCommand.With(command, console, async (invocation, cancellationToken) =>
        {
            int first = invocation.Line.GetValue(seed);
            if (invocation.Line.GetValue(show))
            {
                console.Output.Write(FuzzCampaign.Source(first));
                return ExitCode.Ok;
            }

            var options = new FuzzOptions
            {
                FirstSeed = first,
                Count = invocation.Line.GetValue(count) ?? new FuzzOptions().Count,
                GhdlCount = invocation.Line.GetValue(ghdl),
                Shrinks = !invocation.Line.GetValue(whole),
                Progress = report => console.Say(Line(report)),
            };
            // Programs that call methods deeply must not meet the small stack of a pool's thread.
            var report = await Task.Factory.StartNew(
                () => FuzzCampaign.Run(options, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            return Report(invocation, report, invocation.Line.GetValue(output));
        });
    }

    private static int Report(Invocation invocation, FuzzReport report, string? folder)
    {
        foreach (var failure in report.Failures.Where(_ => folder is not null))
        {
            Directory.CreateDirectory(folder!);
            File.WriteAllText(Path.Combine(folder!, string.Create(CultureInfo.InvariantCulture, $"Seed{failure.Seed}.cs")), failure.Regression);
        }

        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else
        {
            foreach (var failure in report.Failures)
            {
                invocation.Console.Output.WriteLine($"\n{failure.Regression}");
            }

            foreach (var (ids, count) in report.Refusals)
            {
                invocation.Console.Output.WriteLine($"refused {count} x {ids}");
            }

            invocation.Console.Output.WriteLine(Line(report));
        }

        return report.Failures.Count == 0 ? ExitCode.Ok : ExitCode.VerificationDiffers;
    }

    private static string Line(FuzzReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Programs} programs, {report.ProgramsPerSecond} a second: {string.Join(", ", report.Outcomes.Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}"))}; {report.GhdlRuns} in GHDL; slowest {report.SlowestSeconds} s (seed {report.SlowestSeed})");
}
