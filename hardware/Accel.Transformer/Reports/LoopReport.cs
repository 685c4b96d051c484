namespace Accel.Transformer.Reports;

/// <summary>What a loop became.</summary>
public enum LoopForm
{
    /// <summary>Iterations overlap.</summary>
    Pipelined,

    /// <summary>One iteration after the other, state by state.</summary>
    StateMachine,
}

/// <summary>A loop. Cycles are those of a memory that never makes the kernel wait.</summary>
/// <param name="Name">The loop's variable, or null.</param>
/// <param name="File">The C# file.</param>
/// <param name="Line">The line, or null where the compiler made the loop.</param>
/// <param name="EntryPoint">The entry point that it is part of, whatever method it was written in.</param>
/// <param name="Process">The state machine that runs it.</param>
/// <param name="Form">What it became.</param>
/// <param name="TripCount">Number of iterations, where it is known and nothing leaves the loop early.</param>
/// <param name="InitiationInterval">Cycles between the starts of two iterations of a pipelined loop.</param>
/// <param name="BoundBy">What keeps the interval from being smaller: a recurrence with its lines, a port, or the directive.</param>
/// <param name="AccessCycles">Cycles in which an iteration of a pipelined loop asks for what it reads, or null when it reads no
/// cells.</param>
/// <param name="LatencyCycles">Cycles of an iteration of a pipelined loop, from the first answer (or the start, when it reads no cells) to
/// its end.</param>
/// <param name="ShortestCycles">Fewest cycles of an iteration in states; null where it has inner loops, runs a shared method, or waits for
/// tasks.</param>
/// <param name="LongestCycles">Most cycles of an iteration in states, likewise.</param>
/// <param name="WhyNotPipelined">Why its iterations do not overlap, when they do not.</param>
public sealed record LoopReport(
    string? Name,
    string? File,
    int? Line,
    string EntryPoint,
    string Process,
    LoopForm Form,
    int? TripCount,
    int? InitiationInterval,
    string? BoundBy,
    int? AccessCycles,
    int? LatencyCycles,
    int? ShortestCycles,
    int? LongestCycles,
    string? WhyNotPipelined)
{
    /// <summary>The pipelined loops that run at the same time, as the compiler has put them beside this one.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>The pipelined loop before it that it waits for although it could run beside it but for what both use, and what that is;
    /// null where there is none.</summary>
    public string? Behind { get; init; }
}
