using Accel.Boards.Reports;

namespace Accel.Boards.Designs;

/// <summary>What a build has come to.</summary>
/// <param name="Stage">How far it went: <c>bitstream</c>, or <c>synthesis</c> where the board's tool is not installed.</param>
/// <param name="Resources">Used and available.</param>
/// <param name="ResourcesFrom">Who counted them.</param>
/// <param name="Timing">Against the board's clock; null where nobody got that far.</param>
/// <param name="TimingFrom">Who timed it.</param>
/// <param name="Bitstream">Where it lies, or null.</param>
/// <param name="Log">What the tools said.</param>
/// <param name="Left">What is left to do.</param>
public sealed record BuildOutcome(
    string Stage, IReadOnlyList<ResourceShare> Resources, string ResourcesFrom, TimingResult? Timing, string? TimingFrom,
    string? Bitstream, string Log, IReadOnlyList<string> Left)
{
    /// <summary>True when everything fits and no path is too long.</summary>
    public bool IsMet => Fits && MeetsClock;

    /// <summary>True when there is enough of everything.</summary>
    public bool Fits => Resources.All(static r => r.Fits);

    /// <summary>True when no path is too long, or nobody got that far.</summary>
    public bool MeetsClock => Timing?.Met != false;
}
