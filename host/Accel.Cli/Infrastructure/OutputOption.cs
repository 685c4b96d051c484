using System.CommandLine;
using System.CommandLine.Parsing;
using Accel.Models;

namespace Accel.Cli;

/// <summary>An option that names a file or folder to be written: that it can be is found before any work is done.</summary>
/// <param name="name">With its dashes.</param>
/// <param name="isFolder">Whether a folder is written.</param>
internal sealed class OutputOption(string name, bool isFolder = false) : Option<string>(name)
{
    /// <summary>Looks at every output that a line names.</summary>
    /// <exception cref="OutputException">One cannot be written; the message says which, and why.</exception>
    internal static void RequireAll(ParseResult line)
    {
        foreach (var result in line.CommandResult.Children.OfType<OptionResult>())
        {
            if (result.Option is OutputOption option && line.GetValue(option) is { } path && path != "-"
                && !(result.Implicit && !option.IsFolder))
            {
                option.Require(path);
            }
        }
    }

    private bool IsFolder => isFolder;

    private void Require(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            if (!isFolder && PathKinds.Of(full) == PathKind.Pipe)
            {
                // To open it would wait for its reader, and to close it would be the end for that one.
                return;
            }

            if (isFolder ? File.Exists(full) : Directory.Exists(full))
            {
                throw Impossible(path, isFolder ? "it is a file, and a folder is to be written"
                    : "it is a folder, and a file is to be written");
            }

            if (!isFolder && Path.EndsInDirectorySeparator(path))
            {
                throw Impossible(path, "it names a folder, and a file is to be written");
            }

            if (!isFolder && File.Exists(full))
            {
                // As it is: one that may not be written is not replaced either.
                using var present = new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            }
            else
            {
                RequireRoom(path, isFolder ? full : Path.GetDirectoryName(full)!);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Impossible(path, e.Message, e);
        }
    }

    // In the folder, or where it would be made, a file can be made; it is gone at once.
    private void RequireRoom(string path, string folder)
    {
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder))
            {
                throw Impossible(path, $"{PlainText.Name(folder)} is a file");
            }

            folder = Path.GetDirectoryName(folder) ?? throw Impossible(path, "it lies in no folder");
        }

        string probe = Path.Combine(folder, $".accel-{Guid.NewGuid():N}.tmp");
        using var made = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    private OutputException Impossible(string path, string why, Exception? cause = null)
        => new($"{Name} {PlainText.Name(path)}: it cannot be written: {why}", "name another one, or change who may write there", cause);
}
