using System.Collections.Immutable;
using System.Globalization;
using Accel.Generation;
using Accel.Rtl.Estimation;
using Accel.Transformer;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel estimate --source</c>: what kernels of the user's own cost and how fast they may run, before any synthesis.</summary>
internal static class KernelEstimate
{
    internal static async Task<int> RunAsync(
        Invocation invocation, ImmutableArray<KernelDesign> kernels, TransformOptions options, CancellationToken cancellationToken)
    {
        var steps = new Steps(invocation.Console, kernels.Length);
        var rows = new List<Row>();
        foreach (var kernel in kernels)
        {
            rows.Add(await steps.RunAsync(
                kernel.Kernel, () => Task.Run(() => Row.Of(KernelGenerator.Generate(kernel, options)), cancellationToken))
                    .ConfigureAwait(false));
        }

        if (invocation.Json)
        {
            invocation.Console.WriteJson(new { Kernels = rows });
        }
        else
        {
            Print(invocation.Console, rows, options);
        }

        return ExitCode.Ok;
    }

    private static void Print(CliConsole console, List<Row> rows, TransformOptions options)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("kernel", "LUTs", "FFs", "DSPs", "18k RAMs", "path", "MHz");
        foreach (var row in rows)
        {
            var e = row.Resources;
            table.AddRow(
                row.Kernel, Number(e.Luts), Number(e.FlipFlops), Number(e.Multipliers), Number(e.BlockRams),
                string.Create(CultureInfo.InvariantCulture, $"{e.DepthNs:0.0} ns"),
                string.Create(CultureInfo.InvariantCulture, $"{row.ClockMHz:0.#}"));
        }

        console.Tables.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Estimates for {options.Family}, scheduled for {1000 / options.ClockPeriodNs:0.#} MHz, before any synthesis; ")
            + string.Create(CultureInfo.InvariantCulture, $"a memory port of {options.PortBits} bits."));
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Row(string Kernel, string DesignHash, double ClockMHz, bool IsMet, ResourceEstimate Resources)
    {
        internal static Row Of(GeneratedKernel kernel) => new(
            kernel.Kernel, kernel.DesignHash, Math.Round(kernel.Clock.MHz, 2), kernel.Clock.IsMet,
            Estimator.Estimate(kernel.Module, DelayTable.Of(kernel.Family)));
    }
}
