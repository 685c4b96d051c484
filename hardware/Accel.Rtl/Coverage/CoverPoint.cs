namespace Accel.Rtl.Coverage;

/// <summary>What it means that a place was reached.</summary>
public enum CoverKind
{
    /// <summary>A statement was executed.</summary>
    Statement,
    /// <summary>A branch was met with its condition 1.</summary>
    BranchTrue,
    /// <summary>A branch was met with its condition 0.</summary>
    BranchFalse,
    /// <summary>A state machine was in a state.</summary>
    State,
    /// <summary>An iteration was in a stage of a pipeline.</summary>
    Stage,
}

/// <summary>
/// A place whose being reached is noted by a register of one bit: 0 after reset, 1 from the edge on that ends the first cycle there.
/// </summary>
/// <param name="Kind">What it means.</param>
/// <param name="Name">Of a state or stage; empty for what a line of C# says.</param>
/// <param name="Source">The line; null for what belongs to none (idle).</param>
/// <param name="Register">The register's name, as <see cref="SignalNames"/> knows it.</param>
public sealed record CoverPoint(CoverKind Kind, string Name, SourceLocation? Source, string Register)
{
    /// <summary>What the names of all such registers begin with; no name from C# has a dot.</summary>
    public const string RegisterPrefix = "cover.";
}
