using Accel.ToolRunners;

namespace Accel.Boards.Designs;

/// <summary>The tools that make a project into a bitstream.</summary>
public interface IBuildFlow
{
    /// <summary>Throws when one is missing, before anything is done.</summary>
    /// <exception cref="ToolMissingException">It says what to install.</exception>
    void RequireTools();

    /// <summary>How many steps it will tell of.</summary>
    int StepCount(BoardRequest request);

    /// <summary>Runs them.</summary>
    /// <exception cref="BuildFailedException">A tool failed; its log says why.</exception>
    Task<BuildOutcome> RunAsync(BoardProjectFolder project, IBuildSteps steps, CancellationToken cancellationToken);
}
