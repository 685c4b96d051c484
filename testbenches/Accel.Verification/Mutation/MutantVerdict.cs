namespace Accel.Verification;

/// <summary>What became of a mutant.</summary>
public enum MutantOutcome
{
    /// <summary>A vector of the ladder found it.</summary>
    Killed,
    /// <summary>The compiler refused the changed C#.</summary>
    Refused,
    /// <summary>
    /// It behaves as the original: the simplified netlists are one, or all ports were the same on every cycle of a long lock step.
    /// </summary>
    Equivalent,
    /// <summary>Every result was right in the lock step too; only when it comes differs.</summary>
    TimingOnly,
    /// <summary>No vector of the ladder found it, though it behaves otherwise.</summary>
    Survived,
}

/// <summary>What became of a mutant, and why that is known.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Reason">The first difference, the diagnostic, or what the comparison with the original gave.</param>
public sealed record MutantVerdict(MutantOutcome Outcome, string Reason);

/// <summary>A mutant that no vector of the ladder found.</summary>
/// <param name="Change">Place and change.</param>
/// <param name="Outcome">Timing, or a real survivor.</param>
/// <param name="Reason">How it shows.</param>
public sealed record SurvivingMutant(string Change, MutantOutcome Outcome, string Reason);
