namespace Accel.Cli;

/// <summary>Standard input as a model or an input, named <c>-</c>.</summary>
internal static class StandardInput
{
    internal const string Argument = "-", Name = "standard input", Path = "/dev/stdin";

    private const string Descriptors = "/proc/self/fd";

    /// <summary>Opens it.</summary>
    /// <exception cref="InputMissingException">It is closed.</exception>
    internal static Stream Open() => IsClosed()
        ? throw new InputMissingException("standard input is closed", "give it a file (< FILE) or a pipe, or name a file")
        : Console.OpenStandardInput();

    // Where nobody opened descriptor 0, the runtime's own pipes take its number, and reading from one would wait for ever. Such a pipe
    // has its other end in this process too.
    private static bool IsClosed()
    {
        if (!Directory.Exists(Descriptors))
        {
            return false;
        }

        string first = System.IO.Path.Combine(Descriptors, "0");
        return Target(first) is not { } target
            || target.StartsWith("anon_inode:", StringComparison.Ordinal)
            || (target.StartsWith("pipe:", StringComparison.Ordinal)
                && Directory.EnumerateFileSystemEntries(Descriptors).Any(path => Target(path) == target && IsWriting(path)));
    }

    // The last digit of the octal flags has the access mode: 0 reads, 1 writes, 2 does both.
    private static bool IsWriting(string path)
    {
        try
        {
            return File.ReadLines($"/proc/self/fdinfo/{System.IO.Path.GetFileName(path)}")
                .Any(static line => line.StartsWith("flags:", StringComparison.Ordinal) && ((line.TrimEnd()[^1] - '0') & 3) != 0);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return null;
        }
    }
}
