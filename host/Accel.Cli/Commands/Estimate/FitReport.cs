using System.Globalization;
using Accel.Boards;
using Accel.Boards.Designs;
using Accel.Boards.Reports;
using Accel.Generation;
using Accel.Models;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel estimate --fit</c>: for each board the fastest engine for a model that it has room for.</summary>
internal static class FitReport
{
    /// <summary>Chooses for one board, or for all that Vivado builds for.</summary>
    internal static async Task<int> RunAsync(Invocation invocation, BoardFit fit, string? board, bool synthesises,
        CancellationToken cancellationToken)
    {
        Board[] boards = board is not null ? [BoardCatalogue.Find(board)] : [.. BoardCatalogue.All.Where(static b => b.Vivado is not null)];
        var steps = new Steps(invocation.Console, boards.Length);
        return await MeasuredRun.RunAsync<FitResult>(
            invocation,
            async results =>
            {
                foreach (var b in boards)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    results.Add(await steps.RunAsync(b.Id, () => fit.RunAsync(b, synthesises, cancellationToken)).ConfigureAwait(false));
                }
            },
            new(results => Print(invocation.Console, fit.Model, results))
            {
                Document = results => new { Model = fit.Model.Configuration.Name, BoardFit.Share, Boards = results },
                IsRight = static results => results.All(static r => r.Configuration is not null),
                WrongExitCode = ExitCode.DoesNotFit,
                Unit = $"of {boards.Length} boards were fitted",
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static void Print(CliConsole console, SpikingTransformerModel model, List<FitResult> results)
    {
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "board", "host", "engine", "cores, lanes, units", "LUTs", "FFs", "block RAMs", "DSPs", "MHz estimated", "bound by",
            "mJ per image", Cli.Cell.Of($"images/s ({model.Configuration.Name})"));
        foreach (var r in results)
        {
            string[] row = r.Configuration is not { } c
                ? [r.Board, r.Transport.ToString(), "none fits", "", "", "", "", "", "", "", "", ""]
                :
                [
                    r.Board,
                    r.Transport.ToString().ToLowerInvariant(),
                    c.Kernel == KernelGenerator.Engine ? "full" : "compact",
                    c.AttentionUnits == 0 ? "" : Text($"{c.Cores}, {c.Lanes}, {c.AttentionUnits}"),
                    .. Enumerable.Range(0, 4).Select(i => Cell(r.Resources[i], r.Synthesised?[i])),
                    Text($"{r.EstimatedMHz:0}") + (r.SynthesisedMHz is { } mhz ? Text($"; Yosys {mhz:0}") : ""),
                    c.BoundBy?.ToString().ToLowerInvariant() ?? "",
                    c.Energy is { } energy ? Text($"{energy.JoulesPerImage * 1e3:0.000}") : "",
                    r.ImagesPerSecond is { } rate ? Text($"{rate:N0}") : "no room",
                ];
            table.AddRow(row);
        }

        console.Tables.Write(table);
        console.Output.WriteLine(
            Text($"Estimates of kernel, shell and on-chip memory, before synthesis; at most {BoardFit.Share:0 %} of LUTs and flip-flops; ")
            + "images at the slowest of these clocks and the board's, with the memory that the board's file names "
            + Text($"({BoardMemory.SustainedShare:0 %} of its peak). ")
            + "Energy is that of additions and memory accesses by a published table for 45 nm (Horowitz, ISSCC 2014), no measurement.");
        foreach (var r in results.Where(static r => r.NoRoom is not null))
        {
            console.Output.WriteLine($"{r.Board}: {r.NoRoom}");
        }

        foreach (var r in results.Where(static r => r.Configuration is not null))
        {
            console.Output.WriteLine($"accel build --board {r.Board} --transport {r.Transport.ToString().ToLowerInvariant()} {r.Configuration!.Options}");
        }
    }

    private static string Cell(ResourceShare estimated, ResourceShare? synthesised)
    {
        string share = estimated.Available == 0 ? "" : Text($" ({100.0 * estimated.Used / estimated.Available:0} %)");
        return Text($"{estimated.Used:N0}{share}") + (synthesised is null ? "" : Text($"; Yosys {synthesised.Used:N0}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
