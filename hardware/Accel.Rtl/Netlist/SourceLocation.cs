namespace Accel.Rtl;

/// <summary>The line of C# that a signal came from; a line number of 0 stands for the whole file.</summary>
public sealed record SourceLocation(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}
