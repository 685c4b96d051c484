using Accel.Generation;
using Accel.Rtl;

namespace Accel.Boards.Designs;

/// <summary>From a request to a bitstream.</summary>
public static class BoardBuild
{
    /// <summary>The tools of a board's flow; where Vivado is not installed, those that go as far as open ones can.</summary>
    public static IBuildFlow FlowOf(Board board)
        => board.Vivado is null ? new IceStormBuild() : VivadoBuild.IsInstalled ? new VivadoBuild() : new SynthesisBuild();

    /// <summary>How many steps <see cref="RunAsync"/> tells of.</summary>
    public static int StepCount(IBuildFlow flow, BoardRequest request) => 1 + flow.StepCount(request);

    /// <summary>Generates a project and runs the tools on it.</summary>
    /// <param name="flow">The tools.</param>
    /// <param name="request">What is built.</param>
    /// <param name="shells">Puts the kernel behind a transport, as <see cref="BoardShells.Build"/> does.</param>
    /// <param name="steps">Told each step.</param>
    /// <param name="cancellationToken">Ends the tools.</param>
    /// <exception cref="BuildFailedException">A tool failed; its log says why.</exception>
    public static async Task<(BoardProjectFolder Project, BuildOutcome Outcome)> RunAsync(
        IBuildFlow flow, BoardRequest request, Func<GeneratedKernel, Board, TransportKind, Module> shells, IBuildSteps steps,
        CancellationToken cancellationToken)
    {
        var project = await steps.RunAsync(
            "generate the project", () => Task.Run(() => BoardProjectFolder.Write(request, shells), cancellationToken))
            .ConfigureAwait(false);
        Directory.CreateDirectory(Path.Combine(project.Folder, "results"));
        return (project, await flow.RunAsync(project, steps, cancellationToken).ConfigureAwait(false));
    }
}
