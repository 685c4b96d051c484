using System.CommandLine;
using Accel.Generation;
using Accel.Transformer;
using Accel.Transformer.Reports;

namespace Accel.Cli;

/// <summary><c>accel schedule</c>: what the compiler made of a kernel and why, as text, JSON and a picture.</summary>
internal static class ScheduleCommand
{
    internal static Command Create(CliConsole console)
    {
        var choice = new KernelChoice("the kernel", KernelGenerator.Kernels);
        var kernel = choice.Positional(KernelGenerator.Kernels, KernelGenerator.Engine);
        var compile = new CompileOptions();
        var picture = new OutputOption("--svg") { Description = "also draw the schedule into this file" };
        var clock = CommonOptions.ClockMHz();
        var family = CommonOptions.Family();
        var port = CommonOptions.PortBits();
        var budgets = CommonOptions.Budgets();
        var command = new Command("schedule", "Reports loops with their intervals and what bounds them, states, memories and cycles of a kernel, and draws its schedule.")
        {
            kernel, choice.Source, picture, clock, family, port, budgets,
        };
        compile.AddTo(command);
        return CliCommand.With(command, console, (invocation, cancellationToken) =>
        {
            var line = invocation.Line;
            var design = choice.One(line, line.GetValue(kernel), KernelGenerator.Engine, compile.Asked(line, cancellationToken));
            return RunAsync(
                invocation,
                design,
                line.GetValue(picture),
                compile.With(line, new TransformOptions
                {
                    ClockPeriodNs = 1000 / line.GetValue(clock),
                    Family = line.GetValue(family),
                    PortBits = line.GetValue(port) ?? design.PortBits,
                    CancellationToken = cancellationToken,
                    Budgets = CommonOptions.Budgets(line.GetValue(budgets) ?? []),
                }),
                cancellationToken);
        });
    }

    private static async Task<int> RunAsync(
        Invocation invocation, KernelDesign kernel, string? picture, TransformOptions options, CancellationToken cancellationToken)
    {
        var steps = new Steps(invocation.Console, 1);
        var report = await steps.RunAsync(
            kernel.Kernel, () => Task.Run(() => KernelGenerator.Report(kernel, options), cancellationToken)).ConfigureAwait(false);
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
