namespace Accel.Models;

/// <summary>A model file, or a model put together in memory, breaks the format: see docs/model-format.md.</summary>
public sealed class ModelFormatException : AccelException
{
    /// <summary>Makes an error.</summary>
    /// <param name="file">The file's name, or what stands for it.</param>
    /// <param name="item">The tensor or field at fault, or null when it is the file as a whole.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="innerException">The cause.</param>
    public ModelFormatException(string file, string? item, string problem, string remedy, Exception? innerException = null)
        : base($"{PlainText.Name(file)}: {(item is null ? "" : $"{PlainText.Name(item)}: ")}{problem}", remedy, innerException)
    {
        File = file;
        Item = item;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The tensor or configuration field at fault; null when it is the file as a whole.</summary>
    public string? Item { get; }
}
