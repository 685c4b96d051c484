using System.Security.Cryptography;

namespace Accel.Generation;

/// <summary>
/// What has been compiled, kept in a folder under the hash of all that it depends on: sources, options, libraries and the compiler itself.
/// An entry appears whole or not at all and carries its own checksum; one that is damaged is made again. Several processes may use one
/// folder. Nothing that goes wrong with it is an error: then the kernel is compiled.
/// </summary>
public sealed class KernelCache
{
    /// <summary>What a folder holds at most, unless another limit is given: 256 MiB.</summary>
    public const long DefaultLimitBytes = 256L << 20;

    private const string Variable = "ACCEL_CACHE", Off = "off", Extension = ".entry";

    private static readonly byte[] _head = [.. "ACCELKC1"u8];

    /// <param name="folder">The folder; it is made when there is something to put into it.</param>
    /// <param name="limitBytes">What it may hold; beyond that, what has not been used for the longest time is removed.</param>
    public KernelCache(string folder, long limitBytes = DefaultLimitBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(limitBytes);
        (Folder, LimitBytes) = (Path.GetFullPath(folder), limitBytes);
    }

    /// <summary>The folder, whole path.</summary>
    public string Folder { get; }

    /// <summary>Bytes that it may hold.</summary>
    public long LimitBytes { get; }

    /// <summary>Entries in the folder, and their bytes.</summary>
    public (int Entries, long Bytes) Content => (Files().Count, Files().Sum(static f => f.Length));

    /// <summary>
    /// The folder of this user: <c>ACCEL_CACHE</c>, else <c>accel</c> in <c>XDG_CACHE_HOME</c>, else in <c>~/.cache</c>; on Windows in the
    /// local application data. Null where <c>ACCEL_CACHE</c> is <c>off</c> or there is no such folder.
    /// </summary>
    public static KernelCache? OfEnvironment()
    {
        string? named = Environment.GetEnvironmentVariable(Variable), shared = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.IsPathRooted(shared) ? shared : home.Length == 0 ? "" : Path.Combine(home, ".cache");
        string folder = !string.IsNullOrWhiteSpace(named) ? named : root.Length == 0 ? Off : Path.Combine(root, "accel");
        return folder == Off || folder.Contains('\0', StringComparison.Ordinal) ? null : new KernelCache(folder);
    }

    /// <summary>Removes all entries.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="FileWriteException">One cannot be removed.</exception>
    public int Clear()
    {
        var files = Files();
        foreach (var file in files)
        {
            try
            {
                file.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FileWriteException(file.FullName, e);
            }
        }

        return files.Count;
    }

    /// <summary>What was kept, or what <paramref name="make"/> gives, which is kept.</summary>
    /// <param name="key">Of all that it depends on.</param>
    /// <param name="read">From bytes; what it throws says that they are none of its kind.</param>
    /// <param name="make">Makes it; what it throws goes through, and nothing is kept.</param>
    /// <param name="write">To bytes; null where it should not be kept.</param>
    internal T Get<T>(CacheKey key, Func<BinaryReader, T> read, Func<T> make, Func<T, Action<BinaryWriter>?> write)
    {
        string path = Path.Combine(Folder, key.Name + Extension);
        if (Read(path) is { } payload)
        {
            try
            {
                using var reader = new BinaryReader(new MemoryStream(payload));
                return read(reader);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or FormatException or System.Text.Json.JsonException
                or ArgumentException or InvalidOperationException or BadImageFormatException or TypeLoadException)
            {
                // Made again below.
            }
        }

        var made = make();
        if (write(made) is { } writing)
        {
            Write(path, writing);
        }

        return made;
    }

    private static byte[]? Read(string path)
    {
        try
        {
            byte[] content = File.ReadAllBytes(path);
            int head = _head.Length + SHA256.HashSizeInBytes;
            if (content.Length < head || !content.AsSpan().StartsWith(_head)
                || !SHA256.HashData(content.AsSpan(head)).AsSpan().SequenceEqual(content.AsSpan(_head.Length, SHA256.HashSizeInBytes)))
            {
                return null;
            }

            File.SetLastWriteTimeUtc(path, DateTime.UtcNow); // it was used
            return content[head..];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(string path, Action<BinaryWriter> write)
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        write(writer);
        writer.Flush();
        try
        {
            MakeFolder();
            WholeFile.Write(path, stream =>
            {
                stream.Write(_head);
                stream.Write(SHA256.HashData(payload.GetBuffer().AsSpan(0, (int)payload.Length)));
                payload.WriteTo(stream);
            });
            RemoveOldest();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FileWriteException)
        {
            // A full disk, a folder of somebody else: the next command compiles again.
        }
    }

    // What lies in it is run: nobody else may put anything there.
    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
        }
        else if (!Directory.Exists(Folder))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Folder) ?? "/");
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void RemoveOldest()
    {
        var files = Files();
        long bytes = files.Sum(static f => f.Length);
        foreach (var file in files.OrderBy(static f => f.LastWriteTimeUtc).TakeWhile(_ => bytes > LimitBytes))
        {
            bytes -= file.Length;
            file.Delete();
        }
    }

    // Those that a process which was killed had begun, too; none of a folder that is something else as well.
    private List<FileInfo> Files()
    {
        try
        {
            return [.. new DirectoryInfo(Folder).EnumerateFiles("*" + Extension + "*", new EnumerationOptions { AttributesToSkip = 0 })];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
