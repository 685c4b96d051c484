using Accel.Rtl.Simulation.Words;

namespace Accel.Rtl.Simulation.Activity;

/// <summary>Something that must not be: while <see cref="Violated"/> is 1 on an edge, there is a problem to report.</summary>
internal sealed record Check(Word Violated, CheckKind Kind)
{
    public Assertion? Assertion { get; init; }

    public Memory? Memory { get; init; }

    public Word? Address { get; init; }

    public SourceLocation? Source { get; init; }
}

/// <summary>In the order in which they are reported.</summary>
internal enum CheckKind
{
    /// <summary>A promise of the module.</summary>
    Assertion,
    /// <summary>An asynchronous or synchronous read at an address that the memory does not have; not reported in reset.</summary>
    Read,
    /// <summary>A write at an address that the memory does not have; reported in reset too, for it is lost there as well.</summary>
    Write,
}
