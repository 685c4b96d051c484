namespace Accel.Rtl.Simulation;

/// <summary>What kind of mistake a simulation found.</summary>
public enum SimulationProblemKind
{
    /// <summary>A promise of the module did not hold.</summary>
    AssertionFailed,
    /// <summary>A memory was read or written at or above its depth.</summary>
    AddressOutOfRange,
    /// <summary>A value that nobody ever wrote had an influence.</summary>
    UninitialisedValueUsed,
}

/// <summary>A mistake of the design that a simulation found.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Cycle">The edge (counted from 0) at which it was found.</param>
/// <param name="Signal">The signal or memory concerned.</param>
/// <param name="Detail">What happened, in words.</param>
/// <param name="Source">The line of C# that it comes from, if known.</param>
public sealed record SimulationProblem(SimulationProblemKind Kind, long Cycle, string Signal, string Detail, SourceLocation? Source)
{
    /// <inheritdoc/>
    public override string ToString() => $"cycle {Cycle}: {Signal}: {Detail}{(Source is null ? "" : $" ({Source})")}";
}

/// <summary>A simulation found a mistake of the design.</summary>
public sealed class SimulationException : Exception
{
    /// <summary>Wraps the problems of an edge, at least one.</summary>
    public SimulationException(IReadOnlyList<SimulationProblem> problems)
        : base(string.Join("; ", problems ?? [])) => Problems = problems!;

    /// <summary>All that was found at the edge.</summary>
    public IReadOnlyList<SimulationProblem> Problems { get; }

    /// <summary>The first of them.</summary>
    public SimulationProblem Problem => Problems[0];
}
