using System.CommandLine;
using System.Globalization;
using Accel.Host.Simulation;
using Accel.Models;
using Accel.Transformer;
using Accel.Transformer.Reports;

namespace Accel.Cli;

/// <summary><c>accel schedule</c>: what the compiler made of a kernel and why, as text, JSON and a picture.</summary>
internal static class ScheduleCommand
{
    internal static Command Create(CliConsole console)
    {
        var kernel = CommonOptions.Kernel(KernelGenerator.Kernels, KernelGenerator.Engine);
        var picture = new OutputOption("--svg") { Description = "also draw the schedule into this file" };
        var clock = CommonOptions.ClockMHz();
        var family = CommonOptions.Family();
        var port = PortBits();
        var budgets = CommonOptions.Budgets();
        var command = new Command("schedule", "Reports loops with their intervals and what bounds them, states, memories and cycles of a kernel, and draws its schedule.")
        {
            kernel, picture, clock, family, port, budgets,
        };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            invocation.Line.GetValue(kernel)!,
            invocation.Line.GetValue(picture),
            new()
            {
                ClockPeriodNs = 1000 / invocation.Line.GetValue(clock),
                Family = invocation.Line.GetValue(family),
                PortBits = invocation.Line.GetValue(port),
                CancellationToken = cancellationToken,
                Budgets = CommonOptions.Budgets(invocation.Line.GetValue(budgets) ?? []),
            },
            cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, string kernel, string? picture, TransformOptions options, CancellationToken cancellationToken)
    {
        var steps = new Steps(invocation.Console, 1);
        var report = await steps.RunAsync(kernel, () => Task.Run(() => KernelGenerator.Report(kernel, options), cancellationToken)).ConfigureAwait(false);
        if (picture is not null)
        {
            WholeFile.Write(picture, ScheduleDrawing.Draw(report).ToString().ReplaceLineEndings("\n") + "\n");
        }

        if (invocation.Json)
        {
            invocation.Console.WriteJson(report);
        }
        else
        {
            invocation.Console.Output.Write(HardwareReportText.Write(report));
        }

        return ExitCode.Ok;
    }

    private static Option<int> PortBits()
    {
        var option = new Option<int>("--port-bits") { Description = "bits of the memory port (32 to 1024, a power of two)", DefaultValueFactory = _ => 32 };
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int bits) && (bits is < 32 or > 1024 || !int.IsPow2(bits)))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--port-bits {bits}: it must be a power of two in 32..1024"));
            }
        });
        return option;
    }
}
