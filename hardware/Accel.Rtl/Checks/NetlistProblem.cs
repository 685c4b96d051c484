namespace Accel.Rtl;

/// <summary>A mistake in a netlist.</summary>
/// <param name="Check">The check that found it: a stable name, for instance <c>undriven-register</c>.</param>
/// <param name="Module">The module's name.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Source">The line of C# concerned, if known.</param>
public sealed record NetlistProblem(string Check, string Module, string Message, SourceLocation? Source)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Source is null ? "" : Source + ": ")}{Check}: module {Module}: {Message}";
}

/// <summary>A netlist is broken; all its problems are listed.</summary>
public sealed class NetlistException : InvalidOperationException
{
    /// <summary>Wraps the problems.</summary>
    public NetlistException(IReadOnlyList<NetlistProblem> problems)
        : base(string.Join("\n", problems)) => Problems = problems;

    /// <summary>What is wrong, in the order of the checks.</summary>
    public IReadOnlyList<NetlistProblem> Problems { get; }
}
