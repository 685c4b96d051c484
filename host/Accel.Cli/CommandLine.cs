using System.CommandLine;
using System.CommandLine.Help;

namespace Accel.Cli;

/// <summary>The `accel` command: parses a line and runs it.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="console">Where it writes.</param>
    /// <param name="services">What it reaches out to; null for what the process has.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, CliConsole console, CliServices? services = null, CancellationToken cancellationToken = default)
    {
        var line = Root(console, services ?? new CliServices()).Parse(arguments);
        if (line.Errors.Count > 0 && line.Action is not HelpAction)
        {
            string command = line.CommandResult.Command is RootCommand ? "" : line.CommandResult.Command.Name + " ";
            string message = string.Join("; ", line.Errors.Select(e => e.Message));
            return CliCommand.Report(
                console, new Failure("usage", message, $"accel {command}--help", ExitCode.Usage), arguments.Contains("--json"));
        }

        return await line.InvokeAsync(
            new InvocationConfiguration { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false },
            cancellationToken).ConfigureAwait(false);
    }

    private static RootCommand Root(CliConsole console, CliServices services)
    {
        var root = new RootCommand("Generates FPGA accelerators from C#, runs spiking transformers on them, and proves them equal to a golden model, bit for bit.");
        foreach (var command in Commands(console, services))
        {
            root.Add(command);
        }

        return root;
    }

    private static IEnumerable<Command> Commands(CliConsole console, CliServices services)
    {
        yield return BenchCommand.Create(console);
        yield return BuildCommand.Create(console, services);
        yield return CoverageCommand.Create(console);
        yield return DemoCommand.Create(console, services);
        yield return EstimateCommand.Create(console, services);
        yield return FuzzCommand.Create(console);
        yield return GenerateCommand.Create(console, services);
        yield return ProgramCommand.Create(console);
        yield return ScheduleCommand.Create(console);
        yield return InferCommand.Create(console, services);
        yield return InspectCommand.Create(console);
        yield return LintCommand.Create(console);
        yield return SimulateCommand.Create(console);
        yield return VerifyCommand.Create(console, services);
    }
}
