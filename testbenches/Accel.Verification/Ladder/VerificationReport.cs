using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Accel.Verification;

/// <summary>What one rung made of one vector.</summary>
/// <param name="Vector">The vector's name.</param>
/// <param name="Seconds">Time taken.</param>
/// <param name="Difference">Null when it passed.</param>
public sealed record CaseReport(string Vector, double Seconds, Difference? Difference);

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
    /// <summary>The vectors that were run, in order.</summary>
    [JsonIgnore]
    public ImmutableArray<CaseReport> Cases { get; init; } = [];
}

/// <summary>What the whole ladder made of all kernels.</summary>
/// <param name="Seed">The seed that the random vectors were made from.</param>
/// <param name="Rungs">One entry a rung and kernel, in the order in which they ran.</param>
public sealed record VerificationReport(int Seed, ImmutableArray<RungReport> Rungs)
{
    /// <summary>False when it was stopped: vectors that were not run are among the skipped ones.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>Vectors that passed, over all rungs and kernels.</summary>
    public int Passed => Rungs.Sum(static r => r.Passed);

    /// <summary>Vectors that failed.</summary>
    public int Failed => Rungs.Sum(static r => r.Failed);

    /// <summary>Vectors that were skipped.</summary>
    public int Skipped => Rungs.Sum(static r => r.Skipped);

    /// <summary>The first difference in the order of the ladder: the lowest rung of the first kernel that differs.</summary>
    public Difference? FirstDifference => Rungs.Select(static r => r.FirstDifference).FirstOrDefault(static d => d is not null);
}
