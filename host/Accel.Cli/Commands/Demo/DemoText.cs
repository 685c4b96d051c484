using Spectre.Console;

namespace Accel.Cli;

/// <summary>The demonstration's report for people.</summary>
internal static class DemoText
{
    internal static void Print(CliConsole console, DemoReport report)
    {
        PrintTable(console, report.Predictions);
        foreach (string line in Lines(report))
        {
            console.Output.WriteLine(line);
        }
    }

    /// <summary>The inputs one by one.</summary>
    internal static void PrintTable(CliConsole console, IReadOnlyList<DemoPrediction> predictions)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("image", "class", "confidence", "cycles", "gated additions", "mismatches");
        foreach (int column in (ReadOnlySpan<int>)[2, 3, 4, 5])
        {
            table.Columns[column].RightAligned();
        }

        foreach (var p in predictions)
        {
            table.AddRow(
                Cell.Of(p.Name),
                p.TrueClass is { } truth && truth != p.Class ? $"[yellow]{Cell.Of(p.Label)}[/] (is {truth})" : Cell.Of(p.Label),
                Text($"{100 * p.Confidence:0.0} %"),
                Text($"{p.Cycles:N0}"),
                Text($"{p.GatedAdditions:N0}"),
                p.Mismatches == 0 ? "0" : Text($"[red]{p.Mismatches}[/]"));
        }

        console.Tables.Write(table);
    }

    private static IEnumerable<string> Lines(DemoReport r)
    {
        yield return $"VHDL: {r.Vhdl}";
        long cycles = r.Predictions.Max(static p => p.Cycles);
        yield return Text($"{r.Images} images in {r.Seconds:0.0} s ({r.ImagesPerSecond:0.00} images/s); {cycles:N0} cycles are {1e3 * cycles / r.ClockHz:0.00} ms at {r.ClockHz / 1e6:0.#} MHz{(r.EveryTensor ? ", the writing of every tensor included" : "")}");
        yield return Text($"gated additions: {r.Predictions.Sum(static p => p.GatedAdditions):N0}, {100.0 * r.Predictions.Sum(static p => p.GatedAdditions) / r.Predictions.Sum(static p => p.DenseAdditions):0.0} % of those of the same network without gates");
        if (r.Correct is { } correct)
        {
            yield return Text($"correct: {correct} of {r.Labelled} (golden model: {r.GoldenCorrect})");
        }

        yield return r.Ghdl.Ran
            ? Text($"GHDL: {r.Ghdl.Image}, T = {r.Ghdl.Timesteps}, {r.Ghdl.Cycles:N0} cycles, {r.Ghdl.TensorsCompared} tensors compared, ")
                + Text($"{r.Ghdl.Mismatches} differ ({r.Ghdl.Seconds:0.0} s)")
            : $"GHDL: not run ({r.Ghdl.Reason}{(r.Ghdl.Remedy is null ? "" : $"; {r.Ghdl.Remedy}")})";
        if (!r.EveryTensor)
        {
            yield return "over this link logits and class alone were compared; --tensors compares every tensor of every layer";
        }

        yield return Text($"tensors compared: {r.TensorsCompared:N0}, mismatches: {r.Mismatches}");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
