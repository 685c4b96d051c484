using System.CommandLine;
using Accel.Generation;

namespace Accel.Cli;

/// <summary>
/// <c>accel demo</c>: the main job on what is in the repository, from C# to a digit's class, every tensor compared with the golden model.
/// </summary>
internal static class DemoCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var images = new Option<string[]>("--images")
        {
            Description = "an IDX file (gzipped or not) or pictures; default the sample digits",
            AllowMultipleArgumentsPerToken = true,
        };
        var count = CommonOptions.Count("at most so many images");
        var model = new Option<string>("--model") { Description = "the model file (.safetensors); default the digits model", DefaultValueFactory = _ => InputFiles.DigitsModel };
        var device = CommonOptions.Device();
        var design = CommonOptions.Design();
        var output = new OutputOption("--output", isFolder: true)
            { Description = "the folder for the generated VHDL", DefaultValueFactory = _ => CommonOptions.OutputFolder };
        var noGhdl = new Option<bool>("--no-ghdl") { Description = "do not run the first image in GHDL as well" };
        var tensors = new Option<bool>("--tensors")
        {
            Description = "compare every tensor of every layer also over a serial line, where each image then takes several times as many cells; without, logits and class",
        };
        var command = new Command("demo", "Generates the engine, classifies digits on a device, and compares every tensor with the golden model.")
        {
            images, count, model, device, design, output, noGhdl, tensors,
        };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            services,
            new DemoRequest(
                invocation.Line.GetValue(images) is { Length: > 0 } paths ? paths : InputFiles.SampleDigits,
                invocation.Line.GetValue(count),
                invocation.Line.GetValue(model)!,
                invocation.Line.GetValue(device)!,
                invocation.Line.GetValue(design),
                invocation.Line.GetValue(output)!,
                invocation.Line.GetValue(noGhdl),
                invocation.Line.GetValue(tensors) || !invocation.Line.GetValue(device)!.StartsWith("serial:", StringComparison.Ordinal)),
            cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, CliServices services, DemoRequest request, CancellationToken cancellationToken)
    {
        var run = new DemoRun(invocation.Console, services, request);
        DemoReport report;
        try
        {
            report = await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (run.Predictions.Count > 0)
        {
            if (!invocation.Json)
            {
                DemoText.PrintTable(invocation.Console, run.Predictions);
            }

            return invocation.Fail(e, failure => new { request.Device, Complete = false, run.Predictions, Error = failure });
        }

        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else
        {
            DemoText.Print(invocation.Console, report);
        }

        if (report.FirstDifference is not { } difference)
        {
            return ExitCode.Ok;
        }

        invocation.Console.Say($"first difference: {difference}");
        invocation.Console.Say($"       try: accel verify --kernel {KernelGenerator.Engine}");
        return ExitCode.VerificationDiffers;
    }
}

/// <summary>What the user asked the demonstration for.</summary>
internal sealed record DemoRequest(
    IReadOnlyList<string> Images, int? Count, string Model, string Device, string? Design, string Output, bool NoGhdl, bool Tensors);
