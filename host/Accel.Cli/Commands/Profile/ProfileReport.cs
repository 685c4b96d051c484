using System.Collections.Immutable;
using System.Globalization;
using Accel.Host.Engine;
using Accel.Verification;
using Spectre.Console;

namespace Accel.Cli;

/// <summary>Where the cycles of inferences went: a table, stacks, a picture.</summary>
internal static class ProfileReport
{
    /// <summary>Writes the table of all runs together.</summary>
    internal static void Print(CliConsole console, IReadOnlyList<EngineProfile> profiles)
    {
        var profile = EngineProfile.Sum(profiles);
        var table = new Table().Border(TableBorder.Markdown).AddColumns(
            "layer", "cycles", "share", "lanes used", "neurons: await lanes", "attention", "output", "lanes: await weights", "events",
            "neurons", "held", "rows used", "empty", "executed", "shared", "skipped");
        for (int i = 1; i < table.Columns.Count; i++)
        {
            table.Columns[i].RightAligned();
        }

        foreach (var l in profile.Layers)
        {
            table.AddRow([Cell.Of(l.Layer), Number(l.Cycles), Share(l.Cycles, profile), Percent(l.LaneUse), .. Numbers(l).Select(Number)]);
        }

        table.AddRow(["start and end", Number(profile.OutsideCycles), Share(profile.OutsideCycles, profile)]);
        var sums = profile.Layers.Select(Numbers).Aggregate(static (a, b) => [.. a.Zip(b, static (x, y) => x + y)]);
        double use = profile.Layers.Sum(static l => l.LaneUse * l.Cycles) / Math.Max(1, profile.Cycles);
        table.AddRow(["all", Number(profile.Cycles), Share(profile.Cycles, profile), Percent(use), .. sums.Select(Number)]);
        console.Output.WriteLine();
        console.Tables.Write(table);
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{profiles.Count} run(s) together. Cycles of a layer go from the end of the one before to its own; ")
            + "waits of neurons and lanes are in cycles, those of two parts may be the same ones. "
            + "Executed, shared and skipped additions make up all that a layer has with every spike set.");
    }

    /// <summary>Writes a flame graph: a picture where the name ends in .svg, else stacks, a line each.</summary>
    internal static void WriteFlames(string path, string model, IReadOnlyList<EngineProfile> profiles)
    {
        var stacks = FlamePath.Of(EngineProfile.Sum(profiles));
        WholeFile.Write(path, path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)
            ? FlameGraph.Draw(
                string.Create(CultureInfo.InvariantCulture, $"{model}: cycles of {profiles.Count} run(s)"), stacks).ToString()
                .ReplaceLineEndings("\n") + "\n"
            : FlamePath.Collapsed(stacks));
    }

    private static ImmutableArray<long> Numbers(LayerProfile l) =>
    [
        l.NeuronsAwaitLanes, l.NeuronsAwaitAttention, l.NeuronsAwaitOutput, l.LanesAwaitWeights, l.LanesAwaitEvents, l.LanesAwaitNeurons,
        l.LanesHeld, l.UsedRows, l.EmptyRows, l.ExecutedAdditions, l.SharedAdditions, l.SkippedAdditions,
    ];

    private static string Share(long cycles, EngineProfile profile) => Percent((double)cycles / Math.Max(1, profile.Cycles));

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
