namespace Accel.Fuzzing;

/// <summary>What the check of one program may take, so that none of them stops a campaign.</summary>
internal sealed record ProgramBudget
{
    /// <summary>Signals of the netlist, whose machine code grows with them.</summary>
    public int MostSignals { get; init; } = 150_000;

    /// <summary>Signals times clock cycles of one run: what its simulation costs.</summary>
    public long MostSignalCycles { get; init; } = 4_000_000_000;

    /// <summary>Cycles after which a kernel is taken for one that does not end.</summary>
    public long MostCycles { get; init; } = 1_000_000;

    /// <summary>Time from the front end to the last simulation: far more than any program needs that keeps to the other bounds.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Cycles of one run of a netlist.</summary>
    public long CyclesFor(int signals) => Math.Clamp(MostSignalCycles / Math.Max(1, signals), 1, MostCycles);
}
