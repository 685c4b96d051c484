namespace Accel.Rtl.Simulation;

/// <summary>The problems of a simulation: the first is thrown, or the first few are kept, as the options say.</summary>
internal sealed class ProblemLog(SimulationOptions options)
{
    private readonly List<SimulationProblem> _problems = [];

    public IReadOnlyList<SimulationProblem> Problems => _problems;

    /// <exception cref="SimulationException">The simulation is to stop at the first problem.</exception>
    public void Report(SimulationProblem problem) => Report([problem]);

    /// <summary>All that one edge found: what is thrown names them all.</summary>
    /// <exception cref="SimulationException">There are some, and the simulation is to stop at the first one.</exception>
    public void Report(IReadOnlyList<SimulationProblem> problems)
    {
        if (problems.Count > 0 && options.StopAtFirstProblem)
            throw new SimulationException(problems);
        _problems.AddRange(problems.Take(options.MaximumProblems - _problems.Count));
    }
}
