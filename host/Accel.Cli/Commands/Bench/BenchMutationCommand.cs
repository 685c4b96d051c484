using System.CommandLine;
using System.Globalization;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel bench mutation</c>: small changes of netlists and of C#, and whether the ladder's vectors find them.</summary>
internal static class BenchMutationCommand
{
    private static readonly string[] _levels = ["netlist", "csharp"];

    internal static Command Create(CliConsole console)
    {
        var defaults = new MutationOptions();
        var kernels = new VectorKernels();
        var level = new Option<string[]>("--level") { Description = "what is changed", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(level, _levels);
        var count = CommonOptions.Count($"mutants a kernel and level; default {defaults.Count}");
        var seed = new Option<int>("--seed") { Description = "chooses them among those that can be made", DefaultValueFactory = _ => defaults.Seed };
        var vectors = CommonOptions.AtLeastOne(new Option<int?>("--vectors") { Description = $"random vectors beside the recorded ones; default {defaults.RandomVectors}" });
        var further = CommonOptions.AtLeastOne(new Option<int?>("--lock-step") { Description = $"further vectors for the comparison of what got through with the original; default {defaults.LockStepVectors}" });
        var command =
            new Command("mutation",
            "Changes one operator, constant, enable or statement at a time, and counts what the ladder's vectors find.")
                { level, count, seed, vectors, further };
        kernels.AddTo(command);
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
        {
            string[] levels = invocation.Line.GetValue(level) ?? [];
            var options = defaults with
            {
                Count = invocation.Line.GetValue(count) ?? defaults.Count,
                Seed = invocation.Line.GetValue(seed),
                RandomVectors = invocation.Line.GetValue(vectors) ?? defaults.RandomVectors,
                LockStepVectors = invocation.Line.GetValue(further) ?? defaults.LockStepVectors,
            };
            var chosen = kernels.Of(invocation.Line, cancellationToken);
            options = options with { Transform = chosen.Options };
            MutationReport Report(List<KernelMutants> rows) => new(options.Seed, options.RandomVectors, [.. rows]);
            return MeasuredRun.RunAsync<KernelMutants>(
                invocation,
                rows => RunAsync(console, chosen, levels.Length == 0 ? _levels : levels, options, rows, cancellationToken),
                new(rows => Print(console, Report(rows))) { Document = Report },
                cancellationToken);
        });
    }

    private static async Task RunAsync(
        CliConsole console, VectorKernels.Chosen kernels, string[] levels, MutationOptions options, MeasuredRows<KernelMutants> rows,
        CancellationToken cancellationToken)
    {
        foreach (var kernel in kernels.Vectors)
        {
            var campaign = new MutationCampaign(kernels.Compiled.Source, kernel, options);
            foreach (string level in levels)
            {
                var mutants = level == "netlist" ? await campaign.NetlistAsync(cancellationToken).ConfigureAwait(false) : await campaign.SourceAsync(cancellationToken).ConfigureAwait(false);
                rows.Add(mutants);
                console.Say(string.Create(
                    CultureInfo.InvariantCulture, $"{mutants.Kernel}, {level}: {mutants.Mutants} mutants, {mutants.Killed} killed, {mutants.Survived} survived, {mutants.Seconds:0.0} s"));
            }
        }
    }

    private static void Print(CliConsole console, MutationReport report)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("kernel", "level", "possible", "mutants", "killed", "refused", "equal", "in lock step", "timing", "survived", "caught", "seconds");
        foreach (var k in report.Kernels)
        {
            table.AddRow(
                k.Kernel, k.Level, Number(k.Possible), Number(k.Mutants), Number(k.Killed), Number(k.Refused), Number(k.ProvedEquivalent), Number(k.LockStepEquivalent),
                Number(k.TimingOnly), Number(k.Survived), Percent(k.CaughtPercent), k.Seconds.ToString("0", CultureInfo.InvariantCulture));
        }

        console.Tables.Write(table);
        foreach (var k in report.Kernels.Where(static k => k.NotCaught.Length > 0))
        {
            console.Output.WriteLine($"{k.Kernel}, {k.Level}, not found:");
            foreach (var mutant in k.NotCaught)
            {
                console.Output.WriteLine($"  {(mutant.Outcome == MutantOutcome.TimingOnly ? "timing" : "survived")}: {mutant.Change}: {mutant.Reason}");
            }
        }

        console.Output.WriteLine($"{Percent(report.CaughtPercent)} of the mutants that change results are found, {Percent(report.CaughtPercentWithTiming)} of those that change a port in any cycle");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} %");
}
