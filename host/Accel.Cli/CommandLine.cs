using System.CommandLine;
using System.CommandLine.Help;

namespace Accel.Cli;

/// <summary>The `accel` command: parses a line and runs it.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line, stopped by a token alone.</summary>
    internal static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, CliConsole console, CliServices? services = null, CancellationToken cancellationToken = default)
    {
        using var interruption = new Interruption(cancellationToken);
        return await RunAsync(arguments, console, services, interruption).ConfigureAwait(false);
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="console">Where it writes.</param>
    /// <param name="services">What it reaches out to; null for what the process has, without a cache.</param>
    /// <param name="interruption">Stops the command.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliConsole console, CliServices? services,
        Interruption interruption)
    {
        services ??= new CliServices();
        var root = Root(console, services);
        ParseResult line;
        try
        {
            line = root.Parse(arguments);
        }
        catch (InvalidOperationException e)
        {
            // A check between options asked for the value of one that has none: the parser's own message says which.
            return CliCommand.Report(console, new Failure("usage", PlainText.Name(e.Message),
                LineCheck.Help(root, arguments), ExitCode.Usage), arguments.Contains("--json"));
        }

        if (line.Action is not HelpAction && LineCheck.Of(line) is { } failure)
        {
            return CliCommand.Report(console, failure, arguments.Contains("--json"));
        }

        try
        {
            // The library's own handling of signals would know one exit code for all of them.
            return await line.InvokeAsync(
                new CliInvocation(interruption)
                {
                    Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
                    Cache = services.Cache,
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (OutputException e)
        {
            // The parser's own commands, --help and --version, write too.
            return CliCommand.Report(console, Failure.From(e, LineCheck.Help(line.CommandResult)), json: false);
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Root(CliConsole console, CliServices services)
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
        yield return CacheCommand.Create(console, services);
        yield return CoverageCommand.Create(console);
        yield return DemoCommand.Create(console, services);
        yield return EstimateCommand.Create(console, services);
        yield return FuzzCommand.Create(console);
        yield return GenerateCommand.Create(console, services);
        yield return PlanCommand.Create(console);
        yield return ProgramCommand.Create(console);
        yield return ScheduleCommand.Create(console);
        yield return InferCommand.Create(console, services);
        yield return InspectCommand.Create(console);
        yield return LintCommand.Create(console);
        yield return SimulateCommand.Create(console);
        yield return VerifyCommand.Create(console, services);
    }
}
