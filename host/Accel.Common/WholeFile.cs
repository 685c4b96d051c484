using System.Text;

namespace Accel;

/// <summary>
/// Writes files that appear whole or not at all: beside the place first, and renamed into it when all is written. What a name leads to
/// stays what it is: a link's target is replaced, not the link; a device or pipe (<c>/dev/stdout</c>, one made by <c>mkfifo</c>) is
/// written to.
/// </summary>
public static class WholeFile
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text as UTF-8.</summary>
    /// <exception cref="FileWriteException">The file cannot be written; what was there before is still there.</exception>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(_utf8.GetBytes(text)));

    /// <summary>Writes what <paramref name="write"/> gives; where that throws, nothing is left.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="write">Writes the content; it may close the stream.</param>
    /// <exception cref="FileWriteException">The file cannot be written; what was there before is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            WriteWhole(path, write);
        }
        catch (Exception e) when (e is IOException and not FileWriteException or UnauthorizedAccessException)
        {
            throw new FileWriteException(path, e);
        }
    }

    /// <summary>
    /// Fills a folder that appears whole: made beside its place, and renamed into it when it is full. Into one that is there already the
    /// files are renamed one by one, when all of them are written; others in it stay, but for those that are obsolete.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="fill">Fills the folder that it is given.</param>
    /// <param name="isObsolete">Whether a file that is there, by its path within the folder, belongs to an earlier content; it is
    /// removed.</param>
    /// <exception cref="FileWriteException">The folder cannot be written; what was there before is still there.</exception>
    public static void WriteFolder(string path, Action<string> fill, Func<string, bool> isObsolete)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentNullException.ThrowIfNull(isObsolete);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), temporary = TemporaryFor(target);
        string? made = FirstMissing(Path.GetDirectoryName(target)!);
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            PutInPlace(temporary, target, isObsolete);
        }
        catch (FileWriteException e)
        {
            // By its place, not by that beside it.
            throw new FileWriteException(Path.Combine(path, Path.GetRelativePath(temporary, Path.GetFullPath(e.Path))), e.Why, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException(path, e);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }

            RemoveEmpty(Path.GetDirectoryName(target)!, made);
        }
    }

    private static void WriteWhole(string path, Action<Stream> write)
    {
        if (IsDevice(Path.GetFullPath(path)))
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        string target = Path.GetFullPath(new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = TemporaryFor(target);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                if (stream.CanWrite)
                {
                    stream.Flush(flushToDisk: true);
                }
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // nothing is left of it after the move
        }
    }

    // One that another run has made meanwhile is filled like one that was there before.
    private static void PutInPlace(string from, string target, Func<string, bool> isObsolete)
    {
        if (!Directory.Exists(target))
        {
            try
            {
                Directory.Move(from, target);
                return;
            }
            catch (IOException) when (Directory.Exists(target))
            {
            }
        }

        using var turn = FolderTurn.Take(target);
        Merge(from, target, isObsolete);
    }

    private static void Merge(string from, string into, Func<string, bool> isObsolete)
    {
        var names = FilesIn(from);
        foreach (string name in names)
        {
            string file = Path.Combine(into, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Move(Path.Combine(from, name), file, overwrite: true);
        }

        foreach (string name in FilesIn(into).Except(names, StringComparer.Ordinal).Where(isObsolete))
        {
            File.Delete(Path.Combine(into, name));
        }
    }

    private static string? FirstMissing(string folder)
    {
        string? missing = null;
        for (string? at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing = at;
        }

        return missing;
    }

    // The folders that were made on the way, from the innermost to the first one of them, as long as nothing lies in them.
    private static void RemoveEmpty(string innermost, string? first)
    {
        try
        {
            for (string at = innermost; first is not null && at.Length >= first.Length && Directory.Exists(at)
                && !Directory.EnumerateFileSystemEntries(at).Any(); at = Path.GetDirectoryName(at)!)
            {
                Directory.Delete(at);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another run has put something into it.
        }
    }

    private static List<string> FilesIn(string folder)
        => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];

    // A name as long as the file system allows has no room for more.
    private static string TemporaryFor(string target)
    {
        string name = Path.GetFileName(target);
        return Path.Combine(Path.GetDirectoryName(target)!, $".{(name.Length > 100 ? name[..100] : name)}.{Guid.NewGuid():N}.tmp");
    }

    // What /dev/stdout leads to may be a plain file that others have open: it is written to as well.
    private static bool IsDevice(string path)
        => PathKinds.Of(path) is PathKind.Device or PathKind.Pipe
            || (!OperatingSystem.IsWindows() && File.Exists(path) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
                && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)));
}
