using System.CommandLine;
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
        var port = CommonOptions.PortBits();
        var budgets = CommonOptions.Budgets();
        var command = new Command("schedule", "Reports loops with their intervals and what bounds them, states, memories and cycles of a kernel, and draws its schedule.")
        {
            kernel, picture, clock, family, port, budgets,
        };
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation,
            invocation.Line.GetValue(kernel)!,
            invocation.Line.GetValue(picture),
            KernelGenerator.OptionsOf(invocation.Line.GetValue(kernel)!, invocation.Line.GetValue(port)) with
            {
                ClockPeriodNs = 1000 / invocation.Line.GetValue(clock),
                Family = invocation.Line.GetValue(family),
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
}
