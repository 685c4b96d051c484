using Accel.Rtl;

namespace Accel.Transformer.Ir.Interpretation;

/// <summary>The interpreted program did something undefined: what, at which line of C#, and what was seen.</summary>
public sealed class IrExecutionException(string message, SourceLocation? location)
    : Exception(location is null ? message : $"{location.File}({location.Line}): {message}")
{
    /// <summary>The line of C#, if known.</summary>
    public SourceLocation? Location { get; } = location;
}
