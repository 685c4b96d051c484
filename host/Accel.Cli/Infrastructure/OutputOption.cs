using System.CommandLine;
using System.CommandLine.Parsing;

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
                throw Impossible(Name, path, isFolder ? "it is a file, and a folder is to be written"
                    : "it is a folder, and a file is to be written");
            }

            if (!isFolder && Path.EndsInDirectorySeparator(path))
            {
                throw Impossible(Name, path, "it names a folder, and a file is to be written");
            }

            if (!isFolder && File.Exists(full))
            {
                // As it is: one that may not be written is not replaced either.
                using var present = new FileStream(full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            }
            else
            {
                RequireRoom(Name, path, isFolder ? full : Path.GetDirectoryName(full)!);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Impossible(Name, path, e.Message, e);
        }
    }

    /// <summary>In a folder, or where it would be made, a file can be made; it is gone at once.</summary>
    /// <param name="option">The option's name, and</param>
    /// <param name="path">what it names, for the message.</param>
    /// <param name="folder">Where something is to be written.</param>
    /// <exception cref="OutputException">It cannot be.</exception>
    internal static void RequireRoom(string option, string path, string folder)
    {
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder))
            {
                throw Impossible(option, path, $"{PlainText.Name(folder)} is a file");
            }

            folder = Path.GetDirectoryName(folder) ?? throw Impossible(option, path, "it lies in no folder");
        }

        string probe = Path.Combine(folder, $".accel-{Guid.NewGuid():N}.tmp");
        try
        {
            using var made = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not by the name of the file that was tried.
            throw new OutputException($"{option} {PlainText.Name(path)}: {new FileWriteException(folder, e).Message}",
                "name another place, or change who may write there", e);
        }
    }

    private static OutputException Impossible(string option, string path, string why, Exception? cause = null)
        => new($"{option} {PlainText.Name(path)}: it cannot be written: {why}", "name another one, or change who may write there", cause);
}
