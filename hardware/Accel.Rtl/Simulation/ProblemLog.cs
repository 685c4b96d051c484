namespace Accel.Rtl.Simulation;

/// <summary>The problems of a simulation: the first is thrown, or the first few are kept, as the options say.</summary>
internal sealed class ProblemLog(SimulationOptions options)
{
    private readonly List<SimulationProblem> _problems = [];

    public IReadOnlyList<SimulationProblem> Problems => _problems;

    /// <exception cref="SimulationException">The simulation is to stop at the first problem.</exception>
    public void Report(SimulationProblem problem)
    {
        if (options.StopAtFirstProblem)
            throw new SimulationException(problem);
        if (_problems.Count < options.MaximumProblems)
            _problems.Add(problem);
    }
}
