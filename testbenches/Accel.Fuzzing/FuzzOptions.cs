namespace Accel.Fuzzing;

/// <summary>What to fuzz.</summary>
public sealed record FuzzOptions
{
    /// <summary>What each program may take.</summary>
    internal ProgramBudget Budget { get; init; } = new();

    /// <summary>The first program's seed; the others follow.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>Number of programs.</summary>
    public int Count { get; init; } = 200;

    /// <summary>Whether all programs are made of tasks that streams join.</summary>
    public bool NetworksOnly { get; init; }

    /// <summary>How many of those that are equal are also run in GHDL, evenly spread.</summary>
    public int GhdlCount { get; init; }

    /// <summary>Programs that are checked at the same time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether failing programs are made small.</summary>
    public bool Shrinks { get; init; } = true;

    /// <summary>Told now and then what there is so far, never from two threads at once.</summary>
    public Action<FuzzReport>? Progress { get; init; }

    /// <summary>
    /// Told of each failing program as soon as it is found, never from two threads at once; where it is made small, a second time
    /// afterwards. The truth value says that nothing more will come about this seed.
    /// </summary>
    public Action<FuzzFailure, bool>? Found { get; init; }
}
