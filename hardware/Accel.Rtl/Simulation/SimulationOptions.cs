using System.Collections.Immutable;

namespace Accel.Rtl.Simulation;

/// <summary>What executes a module. All give the same values and problems.</summary>
public enum SimulationEngine
{
    /// <summary>Machine code where the processor is an x86-64, else the interpreter.</summary>
    Automatic,
    /// <summary>The interpreter: it starts at once and runs everywhere.</summary>
    Interpreter,
    /// <summary>Machine code, or an error where there is none for the processor.</summary>
    Compiled,
}

/// <summary>How to simulate.</summary>
public sealed record SimulationOptions
{
    /// <summary>The usual way: fast, stopping at the first problem.</summary>
    public static SimulationOptions Default { get; } = new();

    /// <summary>How the module is executed; obeyed by <see cref="Simulator.Create"/>.</summary>
    public SimulationEngine Engine { get; init; }

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
