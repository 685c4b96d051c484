using System.CommandLine;
using Accel.Boards.Designs;
using Accel.Generation;

namespace Accel.Cli;

/// <summary>
/// <c>accel build</c>: the bitstream, by the tools of the board's flow; as far as the open tools go where Vivado is not installed.
/// </summary>
internal static class BuildCommand
{
    internal static Command Create(CliConsole console, CliServices services)
    {
        var (board, transport, compile) = (BoardOptions.RequiredBoard(), BoardOptions.Transport(), new CompileOptions());
        var choice = new KernelChoice("which kernel; default that of the board's design", KernelGenerator.Kernels);
        var output = new OutputOption("--output", isFolder: true) { Description = "the folder that gets one folder per board and transport",
            DefaultValueFactory = _ => CommonOptions.OutputFolder };
        var port = CommonOptions.PortBits();
        var allow = MissedClock.Allow();
        var command = new Command("build", "Makes the bitstream for a board; exit code 2 when it does not fit or misses the clock.")
            { board, transport, choice.Source, choice.Names, port, output, allow };
        compile.AddTo(command);
        return CliCommand.With(command, console, (invocation, cancellationToken) => RunAsync(
            invocation, services,
            new ProjectOptions(transport, choice, output, compile, port)
                .Of(invocation.Line, invocation.Line.GetValue(board)!, cancellationToken),
            invocation.Line.GetValue(allow), cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation invocation, CliServices services, BoardRequest request, bool mayMissClock,
        CancellationToken cancellationToken)
    {
        var flow = BoardBuild.FlowOf(request.Board);
        flow.RequireTools();
        var (project, outcome) = await BoardBuild.RunAsync(
            flow, request, services.Shells, new Steps(invocation.Console, BoardBuild.StepCount(flow, request)), cancellationToken)
            .ConfigureAwait(false);
        return BuildReport.Write(invocation, project, outcome, mayMissClock);
    }
}
