using System.Collections.Immutable;

namespace Accel.Testing;

/// <summary>A run of the RTL that left what the C# leaves.</summary>
/// <param name="LatencyCycles">Of the memory.</param>
/// <param name="StallSeed">Of the memory's stalls; 0 for none.</param>
/// <param name="Cycles">Clock cycles from start to done, both counted.</param>
/// <param name="Reads">Read requests.</param>
/// <param name="Writes">Write requests.</param>
public sealed record KernelCheckRun(int LatencyCycles, int StallSeed, long Cycles, long Reads, long Writes);

/// <summary>What a check has run; all runs left the same memory.</summary>
/// <param name="Kernel">The class.</param>
/// <param name="EntryPoint">Its method.</param>
/// <param name="Runs">The first is that of the first latency without stalls.</param>
public sealed record KernelCheckResult(string Kernel, string EntryPoint, ImmutableArray<KernelCheckRun> Runs)
{
    /// <summary>Clock cycles of the first run.</summary>
    public long Cycles => Runs[0].Cycles;

    /// <summary>The wave of the first run, where waves are kept (<see cref="KernelCheckOptions.KeepsWaves"/>).</summary>
    public string? Wave { get; init; }
}
