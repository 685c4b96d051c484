namespace Accel.Generation;

/// <summary>What was named as the source of a kernel cannot be read as one.</summary>
public sealed class KernelSourceException : AccelException
{
    /// <summary>Makes an error.</summary>
    /// <param name="input">What was named: a file, pattern, project or assembly.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="innerException">The cause.</param>
    public KernelSourceException(string input, string problem, string remedy, Exception? innerException = null)
        : base($"{PlainText.Name(input)}: {problem}", remedy, innerException)
    {
    }

    /// <summary>Whether nothing of that name is there.</summary>
    public bool IsMissing { get; init; }
}
