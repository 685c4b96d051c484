using System.CommandLine;
using System.Globalization;
using Accel.Transformer;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel coverage</c>: what the ladder's vectors reach of the RTL and of the C#.</summary>
internal static class CoverageCommand
{
    private const int DefaultCount = 10;
    private const int MostListed = 20;

    internal static Command Create(CliConsole console)
    {
        var kernels = new VectorKernels();
        var seed = new Option<int>("--seed") { Description = "random vector i has this seed + i", DefaultValueFactory = _ => 1 };
        var count = CommonOptions.Count($"random vectors a kernel, beside the recorded ones; default {DefaultCount}",
            CommonOptions.MostRuns);
        var annotate = new Option<bool>("--annotate") { Description = "also print the C# with a mark a line: + executed, - never, T or F for a condition that was only true or only false" };
        var all = new Option<bool>("--all") { Description = $"list everything that was not reached, not the first {MostListed} places of a kernel" };
        var html = new OutputOption("--html") { Description = "the file into which the annotated C# is written as a piece of HTML" };
        var command =
            new Command("coverage", "Runs the ladder's vectors in the simulator and tells what they reach of the RTL and of the C#.")
            { seed, count, annotate, all, html };
        kernels.AddTo(command);
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            kernels.Of(invocation.Line, cancellationToken),
            new Request(
                invocation.Line.GetValue(seed), invocation.Line.GetValue(count) ?? DefaultCount, invocation.Line.GetValue(html),
                invocation.Line.GetValue(annotate), invocation.Line.GetValue(all) ? int.MaxValue : MostListed),
            cancellationToken));
    }

    /// <summary>Measures kernels and says what is done.</summary>
    internal static CoverageReport Measure(
        CliConsole console, (KernelSource, TransformOptions) compiled, IEnumerable<IKernelVectors> kernels, int seed, int count,
        CancellationToken cancellationToken)
        => CoverageReport.Measure(
            compiled,
            kernels,
            seed,
            count,
            k => Say(console, k),
            cancellationToken);

    private static async Task<int> RunAsync(
        Invocation invocation, VectorKernels.Chosen kernels, Request request, CancellationToken cancellationToken)
    {
        var source = kernels.Compiled.Source;
        CoverageReport Report(IEnumerable<KernelCoverage> measured) => new(request.Seed, request.Vectors, [.. measured]);
        bool isWritten = false;
        int exitCode = await MeasuredRun.RunAsync<KernelCoverage>(
            invocation,
            measured =>
            {
                CoverageReport.Measure(kernels.Compiled, kernels.Vectors, request.Seed, request.Vectors, k =>
                {
                    measured.Add(k);
                    Say(invocation.Console, k);
                }, cancellationToken);
                return Task.CompletedTask;
            },
            new(measured =>
            {
                Print(invocation.Console, Report(measured), request.MostListed);
                if (request.Annotates)
                {
                    invocation.Console.Output.Write(new AnnotatedSource(source, Report(measured).Lines).ToText());
                }
            })
            {
                Document = Report,
                Write = measured =>
                {
                    if (request.Html is { } path)
                    {
                        WholeFile.Write(path, new AnnotatedSource(source, Report(measured).Lines).ToHtml());
                        isWritten = true;
                    }
                },
                Unit = "kernels were measured",
            },
            cancellationToken).ConfigureAwait(false);
        if (!isWritten && request.Html is { } missing)
        {
            // What was not measured would stand there as not reached.
            invocation.Console.Say($"       --html {PlainText.Name(missing)}: not written");
        }

        return exitCode;
    }

    private static void Say(CliConsole console, KernelCoverage k) => console.Say(string.Create(
        CultureInfo.InvariantCulture, $"coverage of {k.Kernel}: {k.Vectors} vectors, {k.Cycles} cycles, {k.Seconds:0.0} s"));

    /// <summary>Prints the table and the first places that were not reached.</summary>
    internal static void Print(CliConsole console, CoverageReport report, int most = MostListed)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("kernel", "vectors", "cycles", "toggle", "states", "statements", "branches");
        foreach (var k in report.Kernels)
        {
            table.AddRow(k.Kernel, Number(k.Vectors), Number(k.Cycles), Text(k.Toggle), Text(k.States), Text(k.Statements), Text(k.Branches));
        }

        table.AddRow("all", "", "", Text(report.Toggle), Text(report.States), Text(report.Statements), Text(report.Branches));
        console.Tables.Write(table);
        foreach (var k in report.Kernels.Where(static k => k.Uncovered.Length > 0))
        {
            console.Output.WriteLine($"{k.Kernel}, not reached:");
            foreach (var place in k.Uncovered.Take(most))
            {
                console.Output.WriteLine($"  {place}");
            }

            if (k.Uncovered.Length > most)
            {
                console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {k.Uncovered.Length - most} more: --all"));
            }
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(CoverageRatio ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio.Percent:0.0} % ({ratio.Covered}/{ratio.Total})");

    private sealed record Request(int Seed, int Vectors, string? Html, bool Annotates, int MostListed);
}
