namespace Accel.Fuzzing;

/// <summary>How a program fared.</summary>
public enum Outcome
{
    /// <summary>Plain C#, IR and RTL agree on every cell.</summary>
    Equal,

    /// <summary>The compiler refuses it with a diagnostic.</summary>
    Refused,

    /// <summary>Two ways of running it disagree, or the hardware broke a rule of its memory port or did not end.</summary>
    Different,

    /// <summary>The compiler threw, broke an invariant, or called itself defective.</summary>
    Crashed,

    /// <summary>Its netlist or its run is larger than a campaign has time for: not compared to the end, and no defect.</summary>
    OverBudget,

    /// <summary>It is no C#, or throws when run as plain C#: a defect of the generator.</summary>
    Invalid,
}

/// <summary>What became of one program.</summary>
/// <param name="Outcome">How it fared.</param>
/// <param name="Stage">Where: a pass, <c>front end</c>, <c>schedule</c>, <c>rtl</c>, <c>ghdl</c>; empty where all is well.</param>
/// <param name="Detail">In words, or the ids of the diagnostics.</param>
internal sealed record Verdict(Outcome Outcome, string Stage = "", string Detail = "")
{
    public static readonly Verdict Equal = new(Outcome.Equal);

    /// <summary>Ids of diagnostics, where it is refused.</summary>
    public IReadOnlyList<string> Ids => Outcome == Outcome.Refused ? Detail.Split(' ') : [];

    /// <summary>In words.</summary>
    public override string ToString() => Detail.Length == 0 ? Outcome.ToString() : $"{Outcome} at {Stage}: {Detail}";

    /// <summary>Whether it shows a defect.</summary>
    public bool IsFailure => Outcome is Outcome.Different or Outcome.Crashed or Outcome.Invalid;

    /// <summary>Whether a smaller program may show the same within a reasonable time.</summary>
    public bool CanShrink => IsFailure && Stage != "C#" && !HasNoEnd;

    /// <summary>Whether its tasks wait for each other for ever, in all ways of running it.</summary>
    public bool IsDeadlock { get; init; }

    /// <summary>Whether the compiler was still at work when its time was over.</summary>
    public bool HasNoEnd { get; init; }

    /// <summary>Whether another failure is of the same kind, so that a smaller program still shows the same defect.</summary>
    public bool IsLike(Verdict other) => Outcome == other.Outcome && Stage == other.Stage && Kind == other.Kind;

    // The first words of an exception say what it is; its numbers change from program to program.
    private string Kind => Outcome == Outcome.Crashed ? Detail.Split(':')[0] : "";
}
