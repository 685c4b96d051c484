using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Accel.Verification;

/// <summary>What one rung made of one vector.</summary>
/// <param name="Vector">The vector's name.</param>
/// <param name="Seconds">Time taken.</param>
/// <param name="Difference">Null when it passed.</param>
/// <param name="Cycles">Clock cycles, where the rung has a clock.</param>
public sealed record CaseReport(string Vector, double Seconds, Difference? Difference, long? Cycles = null);

/// <summary>What one rung made of the vectors of one kernel.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Vectors">Vectors that were to be run.</param>
/// <param name="Passed">Equal to the golden model in every element.</param>
/// <param name="Failed">Different, or broken off.</param>
/// <param name="Skipped">Not run.</param>
/// <param name="Seconds">Time taken, compilation included.</param>
/// <param name="Reason">Why vectors were skipped.</param>
/// <param name="Remedy">What would make them run.</param>
/// <param name="FirstDifference">Of the first vector that failed.</param>
public sealed record RungReport(
    string Rung,
    string Kernel,
    int Vectors,
    int Passed,
    int Failed,
    int Skipped,
    double Seconds,
    string? Reason = null,
    string? Remedy = null,
    Difference? FirstDifference = null)
{
    /// <summary>Whether vectors were run, and none of them differs.</summary>
    public bool Equal => Passed > 0 && Failed == 0;

    /// <summary>Clock cycles of all vectors that were run; null where the rung has no clock.</summary>
    public long? Cycles => Cases.Any(static c => c.Cycles is not null) ? Cases.Sum(static c => c.Cycles) : null;

    /// <summary>The vectors that were run, in order.</summary>
    [JsonIgnore]
    public ImmutableArray<CaseReport> Cases { get; init; } = [];
}

/// <summary>What the ladder made of one kernel.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Equal">Whether vectors were run, and none differs on any rung.</param>
/// <param name="Vectors">Vectors of the rung that has most.</param>
/// <param name="Rungs">The rungs that ran some.</param>
/// <param name="Cycles">Clock cycles of the vectors in the RTL simulation, at the lowest latency without stalls; null when it was not
/// run.</param>
/// <param name="FirstDifference">Of the lowest rung that differs.</param>
public sealed record KernelVerdict(
    string Kernel, bool Equal, int Vectors, ImmutableArray<string> Rungs, long? Cycles, Difference? FirstDifference);

/// <summary>What the whole ladder made of all kernels.</summary>
/// <param name="Seed">The seed that the random vectors were made from.</param>
/// <param name="Rungs">One entry a rung and kernel, in the order in which they ran.</param>
public sealed record VerificationReport(int Seed, ImmutableArray<RungReport> Rungs)
{
    /// <summary>False when it was stopped: vectors that were not run are among the skipped ones.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>Whether vectors were run, and none differs.</summary>
    public bool Equal => Passed > 0 && Failed == 0;

    /// <summary>The same kernel by kernel, in the order in which they ran.</summary>
    public ImmutableArray<KernelVerdict> Kernels =>
    [
        .. Rungs.GroupBy(static r => r.Kernel).Select(static k => new KernelVerdict(
            k.Key,
            k.Any(static r => r.Passed > 0) && k.All(static r => r.Failed == 0),
            k.Max(static r => r.Vectors),
            [.. k.Where(static r => r.Passed + r.Failed > 0).Select(static r => r.Rung)],
            k.FirstOrDefault(static r => r.Rung == "rtl")?.Cycles,
            k.Select(static r => r.FirstDifference).FirstOrDefault(static d => d is not null))),
    ];

    /// <summary>Vectors that passed, over all rungs and kernels.</summary>
    public int Passed => Rungs.Sum(static r => r.Passed);

    /// <summary>Vectors that failed.</summary>
    public int Failed => Rungs.Sum(static r => r.Failed);

    /// <summary>Vectors that were skipped.</summary>
    public int Skipped => Rungs.Sum(static r => r.Skipped);

    /// <summary>The first difference in the order of the ladder: the lowest rung of the first kernel that differs.</summary>
    public Difference? FirstDifference => Rungs.Select(static r => r.FirstDifference).FirstOrDefault(static d => d is not null);
}
