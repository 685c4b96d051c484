using System.Collections.Immutable;

namespace Accel.Rtl.Simulation;

/// <summary>How to simulate.</summary>
public sealed record SimulationOptions
{
    /// <summary>The usual way: fast, stopping at the first problem.</summary>
    public static SimulationOptions Default { get; } = new();

    /// <summary>
    /// Also follow the bits that come from a register or memory word that was never written, and report one that is used. Takes about
    /// three times as long. Obeyed by <see cref="Simulator.Create"/>.
    /// </summary>
    public bool CheckUninitialised { get; init; }

    /// <summary>Throw <see cref="SimulationException"/> at the first problem, instead of collecting problems.</summary>
    public bool StopAtFirstProblem { get; init; } = true;

    /// <summary>Collect at most this many problems.</summary>
    public int MaximumProblems { get; init; } = 100;

    /// <summary>
    /// Outputs whose value matters only while some 1-bit outputs are 1, for <see cref="CheckUninitialised"/>: for instance mem_req_data
    /// only while mem_req_valid and mem_req_write are. An output that is not named here must be known on every edge out of reset.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> QualifiedOutputs { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
}
