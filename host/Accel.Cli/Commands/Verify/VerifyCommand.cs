using System.CommandLine;
using System.Globalization;
using Accel.Generation;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary>
/// <c>accel verify</c>: the same vectors on every rung of the ladder, from the golden model to gates and proofs; names the first
/// difference.
/// </summary>
internal static class VerifyCommand
{
    private const int DefaultCount = 10;
    private const int DefaultSlowCount = 2;

    internal static Command Create(CliConsole console, CliServices services)
    {
        var rung = new Option<string[]>("--rung") { Description = "only these rungs", AllowMultipleArgumentsPerToken = true };
        CommonOptions.OnlyFrom(rung, Rungs.Names);
        var board = BoardOptions.Board($"with --rung {Rungs.Bitstream}: whose, default {BoardBitstream.DefaultBoard}");
        var kernels = new VectorKernels();
        var seed = new Option<int>("--seed") { Description = "random vector i has this seed + i", DefaultValueFactory = _ => 1 };
        var count =
            CommonOptions.Count(
            $"random vectors a kernel, beside the recorded ones; default {DefaultCount}, in GHDL, of gates and of a bitstream {DefaultSlowCount}", CommonOptions.MostRuns);
        var full = new Option<bool>("--engine-full") { Description = "in place of the engine's small networks, one digit through the trained model: minutes in GHDL" };
        var small = new Option<bool>("--engine-small")
            { Description =
                "in place of the engine a small one of the same sources, whose gates (--rung netlist) take minutes and not an hour" };
        var junit = new OutputOption("--junit") { Description = "write JUnit XML to this file" };
        var html = new OutputOption("--html") { Description = "write a report with pictures to this HTML file" };
        var coverage = new Option<bool>("--coverage") { Description = "also tell what the vectors reach of the RTL and of the C# (accel coverage)" };
        var noTimes = new Option<bool>("--no-times") { Description = "leave times out of the files, so that they are the same each time" };
        var wave = CommonOptions.Wave("where the cycles around the first difference go, .fst or .vcd", VerifyFiles.DefaultWave);
        var command = new Command("verify", "Runs the same vectors on every rung and names the first difference.")
        {
            rung, board, seed, count, full, small, coverage, junit, html, noTimes, wave,
        };
        kernels.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(board) is not null && result.GetValue(rung)?.Contains(Rungs.Bitstream) != true)
            {
                result.AddError($"--board goes with --rung {Rungs.Bitstream}");
            }

            if (result.GetValue(small) && (result.GetValue(full) || result.GetValue(coverage)))
            {
                result.AddError("--engine-small goes with neither --engine-full nor --coverage, which are about the default engine");
            }
        });
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            services,
            new Request(
                invocation.Line.GetValue(rung) ?? [],
                invocation.Line.GetValue(board) ?? BoardBitstream.DefaultBoard,
                kernels.Of(invocation.Line, cancellationToken),
                invocation.Line.GetValue(seed),
                invocation.Line.GetValue(count),
                invocation.Line.GetValue(full),
                invocation.Line.GetValue(small),
                invocation.Line.GetValue(coverage)),
            new VerifyFiles(invocation.Line.GetValue(junit), invocation.Line.GetValue(html), invocation.Line.GetValue(wave)!, !invocation.Line.GetValue(noTimes)),
            cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, CliServices services, Request request, VerifyFiles files, CancellationToken cancellationToken)
    {
        List<IKernelVectors> kernels = [.. request.Kernels.Vectors];
        if (request.EngineFull)
        {
            kernels = [.. kernels.Where(static k => k.Kernel != KernelGenerator.Engine), new DigitVectors(InputFiles.DigitsModel, InputFiles.SampleDigits[0])];
        }

        if (request.EngineSmall)
        {
            kernels = [.. kernels.Select(static k => k.Kernel == KernelGenerator.Engine ? ReducedEngine.Vectors : k)];
        }

        using var rungs = services.Rungs(
            new RungRequest(request.Kernels.IsOwn ? OwnRungs(request.Rungs) : request.Rungs, request.Board, invocation.Console)
            {
                Netlist = request.Kernels.IsOwn ? request.Kernels.Netlist : request.EngineSmall ? ReducedEngine.Netlist : null,
            });
        int Count(IRung rung, IKernelVectors kernel) => kernel is DigitVectors ? 0 : request.Count ?? (rung.Name is "ghdl" or "netlist" or Rungs.Bitstream ? DefaultSlowCount : DefaultCount);
        int Cases(IRung rung, IKernelVectors kernel) => Ladder.Cases(rung, kernel, Count(rung, kernel));
        var console = new VerifyConsole(invocation.Console, kernels.Sum(k => rungs.All.Sum(r => Cases(r, k))));
        var report = await new Ladder(rungs.All).RunAsync(kernels, request.Seed, Count, console, cancellationToken).ConfigureAwait(false);
        if (!report.Complete)
        {
            // Without the pictures, which take longer than somebody who stops a command waits.
            files.Write(report, [], 0, []);
            return Stopped(invocation, report, cancellationToken);
        }

        var compiled = request.Kernels.Compiled;
        CoverageReport? coverage = null;
        try
        {
            coverage = !request.Coverage || report.Failed > 0 ? null : await Task.Run(
                () => CoverageCommand.Measure(
                    invocation.Console, compiled, kernels.Where(static k => k is not DigitVectors), request.Seed,
                    request.Count ?? DefaultCount, cancellationToken),
                cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report = report with { Complete = false };
            files.Write(report, [], 0, []);
            return Stopped(invocation, report, cancellationToken);
        }

        files.Write(report, kernels, request.Count ?? DefaultCount, coverage is null
            ? [] : [CoverageHtml.Section(coverage, compiled.Source)]);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else
        {
            Print(invocation.Console, report);
            if (coverage is not null)
            {
                CoverageCommand.Print(invocation.Console, coverage);
            }
        }

        if (report.FirstDifference is { } difference)
        {
            invocation.Console.Say($"first difference: {difference}");
            files.WriteWave(difference, kernels, rungs.Netlist, invocation.Console, cancellationToken);
            string of = request.Kernels.IsOwn ? "--source ... " : request.EngineSmall ? "--engine-small " : "";
            invocation.Console.Say(
                $"       try: accel verify {of}--kernel {difference.Kernel} --rung {difference.Rung} --seed {difference.Seed} --count 1");
        }

        return report.Failed == 0 ? ExitCode.Ok : ExitCode.VerificationDiffers;
    }

    // The golden model knows Accel's kernels alone: what the user's compute is what their C# says.
    private static string[] OwnRungs(string[] asked)
    {
        string[] without = ["golden", Rungs.Bitstream], all = [.. Rungs.Names.Except(without)];
        return asked.FirstOrDefault(without.Contains) is { } other
            ? throw new UsageException($"--rung {other}: it is for Accel's own kernels", $"--rung {string.Join(' ', all)}")
            : asked.Length > 0 ? asked : all;
    }

    private static int Stopped(Invocation invocation, VerificationReport report, CancellationToken cancellationToken)
    {
        if (!invocation.Json)
        {
            Print(invocation.Console, report);
        }

        return invocation.Fail(new OperationCanceledException(cancellationToken), failure => new
        {
            report.Seed, report.Rungs, report.Kernels, report.Equal, report.Passed, report.Failed, report.Skipped, report.FirstDifference,
            report.Complete,
            Error = failure,
        });
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
                Cell.Of(r.Reason is null ? "" : r.Remedy is null ? r.Reason : $"{r.Reason}: {r.Remedy}"));
        }

        console.Tables.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"pass {report.Passed} fail {report.Failed} skip {report.Skipped} (seed {report.Seed})"));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Request(
        string[] Rungs, string Board, VectorKernels.Chosen Kernels, int Seed, int? Count, bool EngineFull, bool EngineSmall, bool Coverage);
}
