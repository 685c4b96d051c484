namespace Accel.ToolRunners;

/// <summary>A temporary directory for a tool's files, deleted at the end.</summary>
public sealed class ToolDirectory : IDisposable
{
    /// <summary>Makes the directory.</summary>
    public ToolDirectory() => Path = Directory.CreateTempSubdirectory("accel-").FullName;

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Writes a text file as it is.</summary>
    /// <returns>The name, as tools that run in the directory know it.</returns>
    public string Write(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return name;
    }

    /// <summary>Reads a text file that a tool wrote.</summary>
    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
