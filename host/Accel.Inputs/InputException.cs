namespace Accel.Inputs;

/// <summary>An input file is damaged, of no known format, or does not hold what the model takes.</summary>
public class InputException : AccelException
{
    /// <summary>Makes an error.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="innerException">The cause.</param>
    public InputException(string file, string problem, string remedy, Exception? innerException = null)
        : base($"{PlainText.Name(file)}: {problem}", remedy, innerException) => File = file;

    /// <summary>The file.</summary>
    public string File { get; }
}

/// <summary>An input is sound, but of another shape than the model takes.</summary>
public sealed class InputShapeException : InputException
{
    /// <summary>Makes an error.</summary>
    /// <param name="file">The file.</param>
    /// <param name="actual">The input's shape, in words.</param>
    /// <param name="expected">The model's shape, in words.</param>
    /// <param name="remedy">What to do.</param>
    public InputShapeException(string file, string actual, string expected, string remedy)
        : base(file, $"it holds {actual}, the model takes {expected}", remedy) => (Actual, Expected) = (actual, expected);

    /// <summary>The input's shape.</summary>
    public string Actual { get; }

    /// <summary>The shape that the model takes.</summary>
    public string Expected { get; }
}
