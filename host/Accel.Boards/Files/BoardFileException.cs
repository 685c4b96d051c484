namespace Accel.Boards;

/// <summary>A board's file is not as it must be: the message says file and field, the remedy what to do.</summary>
public sealed class BoardFileException(string file, string field, string what, string remedy, Exception? innerException = null)
    : AccelException($"{file}: {field}: {what}", remedy, innerException)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>The field, as a path from the root.</summary>
    public string Field { get; } = field;
}
