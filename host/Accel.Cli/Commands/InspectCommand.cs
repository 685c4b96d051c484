using System.CommandLine;
using System.Globalization;
using Accel.Host.Engine;
using Accel.Models;
using Accel.Models.Widths;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel inspect MODEL</c>: what a model is, the widths that its weights need, and whether it fits the engine.</summary>
internal static class InspectCommand
{
    internal static Command Create(CliConsole console)
    {
        var model = new Argument<string>("MODEL") { Description = "the model file (.safetensors)" };
        var limits = new Option<bool>("--limits") { Description = "also the engine's limits" };
        var command = new Command("inspect", "Shows a model's layers, the widths proved from its weights, and the memory that it needs.") { model, limits };
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
            RunAsync(invocation, invocation.Line.GetValue(model)!, invocation.Line.GetValue(limits), cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, string path, bool showLimits, CancellationToken cancellationToken)
    {
        var model = await InputFiles.LoadModelAsync(path, cancellationToken).ConfigureAwait(false);
        var limits = EngineCapabilities.Limits;
        var widths = WidthProof.Prove(model)
            .Select(w => new WidthLine(
                w.Layer, w.Quantity, w.Channel, w.Range.Min.ToString(CultureInfo.InvariantCulture),
                w.Range.Max.ToString(CultureInfo.InvariantCulture), w.Bits, w.Available(limits.Widths)))
            .ToList();
        var (cells, misfit) = Fit(model, limits);
        var report = new Report(
            model.Configuration.Name, path, model.Tokens, model.Configuration, [.. Layers(model)], widths, cells, misfit is null, misfit, showLimits || invocation.Json ? limits : null);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else
        {
            Print(invocation.Console, report);
        }

        return misfit is null ? ExitCode.Ok : ExitCode.DoesNotFit;
    }

    private static (int? Cells, string? Misfit) Fit(SpikingTransformerModel model, EngineLimits limits)
    {
        try
        {
            return (EngineProgram.Compile(model, limits, trace: false).MemoryCells, null);
        }
        catch (ModelDoesNotFitException e)
        {
            return (null, e.Remedy is null ? e.Message : $"{e.Message}. {e.Remedy}");
        }
    }

    private static IEnumerable<LayerLine> Layers(SpikingTransformerModel model)
        => model.Stem.Convolutions
            .Concat(model.Stem.RelativePosition is { } relative ? [relative] : [])
            .Concat(model.Blocks.SelectMany(static b => (LinearLayer[])[b.Query, b.Key, b.Value, b.Projection, b.Fc1, b.Fc2]))
            .Append(model.Head)
            .Select(static l => new LayerLine(l.Name, l.Inputs, l.Outputs, l.Weight.Length));

    private static void Print(CliConsole console, Report report)
    {
        var c = report.Configuration;
        console.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Name}: {c.Input} {c.Image.Channels} x {c.Image.Height} x {c.Image.Width}, T = {c.Timesteps}, N = {report.Tokens}, D = {c.Dim}, {c.Heads} heads, {c.Depth} blocks, {c.Classes} classes, {report.Layers.Sum(static l => l.Weights):N0} weights of {c.WeightBits} bits"));
        var layers = new Table().Border(TableBorder.Simple).AddColumns("layer", "in", "out", "weights");
        foreach (var l in report.Layers)
        {
            layers.AddRow(Cell.Of(l.Layer), Number(l.Inputs), Number(l.Outputs), Number(l.Weights));
        }

        var widths = new Table().Border(TableBorder.Simple).AddColumns("layer", "number", "channel", "from", "to", "bits", "engine");
        foreach (var w in report.Widths)
        {
            widths.AddRow(
                Cell.Of(w.Layer), w.Quantity, Number(w.Channel), w.Min, w.Max, Number(w.Bits), w.Bits > w.Available
                    ? $"[red]{w.Available}[/]" : Number(w.Available));
        }

        console.Tables.Write(layers);
        console.Tables.Write(widths);
        if (report.Limits is { } limits)
        {
            console.Output.WriteLine($"engine: {limits}");
        }

        console.Output.WriteLine(report.MemoryCells is { } cells
            ? string.Create(CultureInfo.InvariantCulture, $"fits; {cells:N0} cells of device memory ({cells * 4L:N0} bytes)")
            : $"does not fit: {report.Misfit}");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record LayerLine(string Layer, int Inputs, int Outputs, int Weights);

    private sealed record WidthLine(string Layer, string Quantity, int Channel, string Min, string Max, int Bits, int Available);

    private sealed record Report(
        string Name,
        string File,
        int Tokens,
        ModelConfiguration Configuration,
        IReadOnlyList<LayerLine> Layers,
        IReadOnlyList<WidthLine> Widths,
        int? MemoryCells,
        bool Fits,
        string? Misfit,
        object? Limits);
}
