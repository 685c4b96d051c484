using System.CommandLine;
using Accel.Generation;

namespace Accel.Cli;

/// <summary><c>accel build</c>: the bitstream, by the tools of the board's flow; as far as the open tools go where Vivado is not installed.</summary>
internal static class BuildCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var (board, transport, compile) = (BoardOptions.RequiredBoard(), BoardOptions.Transport(), new CompileOptions());
        var choice = new KernelChoice("which kernel; default that of the board's design", KernelGenerator.Kernels);
        var output = new OutputOption("--output", isFolder: true) { Description = "the folder that gets one folder a board and transport",
            DefaultValueFactory = _ => CommonOptions.OutputFolder };
        var port = CommonOptions.PortBits();
        var allow = MissedClock.Allow();
        var command = new Command("build", "Makes the bitstream for a board; exit code 2 when it does not fit or misses the clock.")
            { board, transport, choice.Source, choice.Names, port, output, allow };
        compile.AddTo(command);
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation, services, BoardRequest.Of(invocation.Line, invocation.Line.GetValue(board)!,
                new(transport, choice, output, compile, port), cancellationToken),
            invocation.Line.GetValue(allow), cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, CliServices services, BoardRequest request, bool mayMissClock,
        CancellationToken cancellationToken)
    {
        IBuildFlow flow = request.Board.Vivado is null ? new IceStormBuild() : VivadoBuild.IsInstalled ? new VivadoBuild() : new SynthesisBuild();
        flow.RequireTools();
        var (project, outcome) = await BuildAsync(flow, request, invocation.Console, services, cancellationToken).ConfigureAwait(false);
        return BuildReport.Write(invocation, project, outcome, mayMissClock);
    }

    /// <summary>Generates a project and runs the tools on it; the steps are told on the console.</summary>
    /// <exception cref="BuildFailedException">A tool failed; its log says why.</exception>
    internal static async Task<(BoardProjectFolder Project, BuildOutcome Outcome)> BuildAsync(
        IBuildFlow flow, BoardRequest request, CliConsole console, CliServices services, CancellationToken cancellationToken)
    {
        var steps = new Steps(console, 1 + flow.StepCount(request));
        var project = await steps.RunAsync(
            "generate the project", () => Task.Run(() => BoardProjectFolder.Write(request, services), cancellationToken)).ConfigureAwait(false);
        Directory.CreateDirectory(Path.Combine(project.Folder, "results"));
        return (project, await flow.RunAsync(project, steps, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>The tools that make a project into a bitstream.</summary>
internal interface IBuildFlow
{
    /// <summary>Throws when one is missing, before anything is done.</summary>
    /// <exception cref="ToolRunners.ToolMissingException">It says what to install.</exception>
    void RequireTools();

    /// <summary>How many steps it will tell of.</summary>
    int StepCount(BoardRequest request);

    /// <summary>Runs them.</summary>
    /// <exception cref="BuildFailedException">A tool failed; its log says why.</exception>
    Task<BuildOutcome> RunAsync(BoardProjectFolder project, Steps steps, CancellationToken cancellationToken);
}

/// <summary>A tool of a build failed.</summary>
internal sealed class BuildFailedException(string message, string log, Exception? innerException = null) : AccelException(message, $"read {log}", innerException);
