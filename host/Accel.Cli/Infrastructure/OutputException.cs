namespace Accel.Cli;

/// <summary>What was to be written cannot be: standard output is full or closed, or a file or folder that was named cannot be
/// made.</summary>
/// <param name="message">What and why.</param>
/// <param name="remedy">What to do.</param>
/// <param name="innerException">The cause.</param>
internal sealed class OutputException(string message, string? remedy = null, Exception? innerException = null) : AccelException(message,
    remedy, innerException)
{
    /// <summary>Whether the reader of standard output went away, as <c>head</c> does: nothing is said of that.</summary>
    internal bool IsClosed { get; init; }
}
