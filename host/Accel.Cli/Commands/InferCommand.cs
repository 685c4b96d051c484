using System.CommandLine;
using System.Globalization;
using Accel.Host;
using Spectre.Console;

namespace Accel.Cli;

/// <summary><c>accel infer MODEL IMAGE...</c>: classifies inputs with a model on a device.</summary>
internal static class InferCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var model = new Argument<string>("MODEL") { Description = "the model file (.safetensors)" };
        var images = new Argument<string[]>("IMAGE") { Description = "PNG, JPEG, IDX (gzipped or not), .npy or .safetensors files", Arity = ArgumentArity.OneOrMore };
        var device = CommonOptions.Device();
        var design = CommonOptions.Design();
        var count = CommonOptions.Count("at most so many inputs");
        var verify = new Option<bool>("--verify") { Description = "also run the golden model and stop at the first value that differs" };
        var command = new Command("infer", "Classifies inputs with a model on a device.") { model, images, device, design, count, verify };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            services,
            new Request(
                invocation.Line.GetValue(model)!,
                invocation.Line.GetValue(images)!,
                invocation.Line.GetValue(device)!,
                invocation.Line.GetValue(design),
                invocation.Line.GetValue(count),
                invocation.Line.GetValue(verify)),
            cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, CliServices services, Request request, CancellationToken cancellationToken)
    {
        var model = InputFiles.LoadModel(request.Model);
        var inputs = InputFiles.LoadInputs(request.Images, model.Configuration, request.Count);
        var options = services.DevicesOf(request.Design);
        var steps = new Steps(invocation.Console, 2);
        await using var device = await steps.RunAsync(
            $"open {request.Device}", () => AccelDevice.OpenAsync(request.Device, options, cancellationToken).AsTask()).ConfigureAwait(false);
        IInferenceSession session = await device.LoadAsync(model, new SessionOptions { Trace = request.Verify }, cancellationToken).ConfigureAwait(false);
        await using var verified = request.Verify ? session = new VerifyingSession(session) : session;
        var rows = await steps.RunAsync($"infer {inputs.Count} inputs", async progress =>
        {
            var rows = new List<Row>();
            await foreach (var p in session.InferManyAsync(inputs.Select(i => i.Input), cancellationToken).ConfigureAwait(false))
            {
                rows.Add(new Row(rows.Count, inputs[rows.Count].Name, p.Class, p.Label, p.Confidence, p.Cycles, inputs[rows.Count].Label, [.. p.Logits]));
                progress.Report((double)rows.Count / inputs.Count);
            }

            return rows;
        }).ConfigureAwait(false);
        if (invocation.Json)
        {
            invocation.Console.WriteJson(new { Model = model.Configuration.Name, request.Device, device.Identity.DesignHash, Verified = request.Verify, Predictions = rows });
        }
        else
        {
            Print(invocation.Console, rows);
        }

        return ExitCode.Ok;
    }

    private static void Print(CliConsole console, IReadOnlyList<Row> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("input", "class", "confidence", "cycles");
        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Name),
                Markup.Escape(row.Label),
                row.Confidence.ToString("0.0 %", CultureInfo.InvariantCulture),
                row.Cycles.ToString("N0", CultureInfo.InvariantCulture));
        }

        console.Tables.Write(table);
    }

    private sealed record Request(string Model, string[] Images, string Device, string? Design, int? Count, bool Verify);

    private sealed record Row(int Index, string Name, int Class, string Label, double Confidence, long Cycles, int? TrueClass, long[] Logits);
}
