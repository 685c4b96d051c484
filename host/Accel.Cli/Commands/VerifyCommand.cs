using System.CommandLine;
using System.Globalization;
using Accel.Host.Simulation;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel verify</c>: golden model = plain C# = RTL simulation = VHDL in GHDL, on the same vectors; names the first difference.</summary>
internal static class VerifyCommand
{
    private const int DefaultCount = 10;
    private const int DefaultGhdlCount = 2;

    internal static Command Create(CliConsole console, CliServices services)
    {
        var rung = new Option<string[]>("--rung") { Description = "only these rungs: csharp, rtl, ghdl", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(rung, Rungs.Names);
        var kernel = CommonOptions.KernelNames("only these kernels");
        CommonOptions.OnlyFrom(kernel, [.. KernelVectors.All.Select(static k => k.Kernel)]);
        var seed = new Option<int>("--seed") { Description = "random vector i has this seed + i", DefaultValueFactory = _ => 1 };
        var count = CommonOptions.Count($"random vectors a kernel, beside the recorded ones; default {DefaultCount}, in GHDL {DefaultGhdlCount}");
        var full = new Option<bool>("--engine-full") { Description = "in place of the engine's small networks, one digit through the trained model: minutes in GHDL" };
        var command = new Command("verify", "Runs the same vectors on every rung and names the first difference.") { rung, kernel, seed, count, full };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            services,
            new Request(
                invocation.Line.GetValue(rung) ?? [],
                invocation.Line.GetValue(kernel) ?? [],
                invocation.Line.GetValue(seed),
                invocation.Line.GetValue(count),
                invocation.Line.GetValue(full)),
            cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, CliServices services, Request request, CancellationToken cancellationToken)
    {
        var kernels = KernelVectors.All.Where(k => request.Kernels.Length == 0 || request.Kernels.Contains(k.Kernel)).ToList();
        if (request.EngineFull)
        {
            kernels = [.. kernels.Where(static k => k.Kernel != KernelGenerator.Engine), new DigitVectors(InputFiles.DigitsModel, InputFiles.SampleDigits[0])];
        }

        using var rungs = services.Rungs(request.Rungs);
        int Count(IRung rung, IKernelVectors kernel) => kernel is DigitVectors ? 0 : request.Count ?? (rung.Name == "ghdl" ? DefaultGhdlCount : DefaultCount);
        var console = new VerifyConsole(
            invocation.Console,
            kernels.Sum(k => rungs.All.Sum(r => k.Recorded.Count + Count(r, k))),
            kernels.Sum(k => rungs.All.Where(static r => r.Unavailable is not null).Sum(r => k.Recorded.Count + Count(r, k))));
        var report = await new Ladder(rungs.All)
            .RunAsync(kernels, request.Seed, Count, console, cancellationToken)
            .ConfigureAwait(false);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else
        {
            Print(invocation.Console, report);
        }

        if (report.FirstDifference is { } difference)
        {
            invocation.Console.Say($"first difference: {difference}");
            invocation.Console.Say($"       try: accel verify --kernel {difference.Kernel} --rung {difference.Rung} --seed {difference.Seed} --count 1");
        }

        return report.Failed == 0 ? ExitCode.Ok : ExitCode.VerificationDiffers;
    }

    private static void Print(CliConsole console, VerificationReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("kernel", "rung", "passed", "failed", "skipped", "seconds", "");
        foreach (var r in report.Rungs)
        {
            table.AddRow(
                r.Kernel,
                r.Rung,
                Number(r.Passed),
                r.Failed == 0 ? "0" : $"[red]{r.Failed}[/]",
                Number(r.Skipped),
                r.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
                Markup.Escape(r.Reason is null ? "" : r.Remedy is null ? r.Reason : $"{r.Reason}: {r.Remedy}"));
        }

        console.Tables.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"pass {report.Passed} fail {report.Failed} skip {report.Skipped} (seed {report.Seed})"));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Request(string[] Rungs, string[] Kernels, int Seed, int? Count, bool EngineFull);

    // One line a vector, in the manner of VUnit: what became of it, and the counts so far.
    private sealed class VerifyConsole(CliConsole console, int total, int skipped) : IProgress<LadderProgress>
    {
        private int _passed;
        private int _failed;

        public void Report(LadderProgress value)
        {
            _ = value.Difference is null ? _passed++ : _failed++;
            console.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{(value.Difference is null ? "pass" : "fail")} (P={_passed} S={skipped} F={_failed} T={total}) {value.Rung}.{value.Kernel}: {value.Vector}"));
            if (value.Difference is { } difference)
            {
                console.Say($"     {difference}");
            }
        }
    }
}
