using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Accel;

/// <summary>What a path leads to, links followed.</summary>
public enum PathKind
{
    /// <summary>There is nothing of that name.</summary>
    Missing,

    /// <summary>A folder on the way to it may not be entered, so nobody can say.</summary>
    Denied,

    /// <summary>A plain file: it has a length and can be read twice.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe or socket: opening it may wait for the other end, and its bytes come once. Where the system tells no more, what is
    /// neither a folder nor a file with a length.</summary>
    Pipe,

    /// <summary>A character or block device, for instance <c>/dev/null</c> or a serial port.</summary>
    Device,
}

/// <summary>Tells what a path leads to without opening it: a pipe that nobody writes to would keep whoever opens it.</summary>
public static partial class PathKinds
{
    private const int CurrentFolder = -100, TypeWanted = 1, AccessDenied = 13;
    private const int StatxBytes = 256, ModeOffset = 28;
    private const int TypeMask = 0xF000, FolderType = 0x4000, FileType = 0x8000, CharacterType = 0x2000, BlockType = 0x6000;

    /// <summary>The kind of what is there now.</summary>
    public static PathKind Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return PathKind.Missing;
        }

        return OperatingSystem.IsLinux() ? OfLinux(path)
            : Directory.Exists(path) ? PathKind.Folder
            : !File.Exists(path) ? PathKind.Missing
            : OperatingSystem.IsWindows() || new FileInfo(path).Length > 0 ? PathKind.File
            : PathKind.Pipe;
    }

    /// <summary>The nearest folder above a path that is there, for a message that says where to look.</summary>
    public static string FolderThatExists(string path)
    {
        try
        {
            string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
            while (folder is not null && !Directory.Exists(folder))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? "/";
        }
        catch (Exception e) when (e is ArgumentException or IOException or NotSupportedException)
        {
            return ".";
        }
    }

    private static PathKind OfLinux(string path)
    {
        // struct statx is the same on every processor, and little endian like them.
        Span<byte> status = stackalloc byte[StatxBytes];
        if (Statx(CurrentFolder, path, 0, TypeWanted, status) != 0)
        {
            return Marshal.GetLastPInvokeError() == AccessDenied ? PathKind.Denied : PathKind.Missing;
        }

        return (BinaryPrimitives.ReadUInt16LittleEndian(status[ModeOffset..]) & TypeMask) switch
        {
            FolderType => PathKind.Folder,
            FileType => PathKind.File,
            CharacterType or BlockType => PathKind.Device,
            _ => PathKind.Pipe,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> status);
}
