using System.Runtime.InteropServices;

namespace Accel.Host.Simulation.Fuse;

/// <summary>
/// What is called of libfuse 3 (https://libfuse.github.io/doxygen): its high-level file system, driven by threads of our own.
/// </summary>
internal static unsafe partial class Libfuse
{
    private const string Library = "libfuse3.so.3";

    [LibraryImport(Library, EntryPoint = "fuse_new")]
    internal static partial nint New(Arguments* arguments, Operations* operations, nuint operationsSize, nint privateData);

    [LibraryImport(Library, EntryPoint = "fuse_mount", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(nint fuse, string mountPoint);

    [LibraryImport(Library, EntryPoint = "fuse_unmount")]
    internal static partial void Unmount(nint fuse);

    [LibraryImport(Library, EntryPoint = "fuse_destroy")]
    internal static partial void Destroy(nint fuse);

    [LibraryImport(Library, EntryPoint = "fuse_get_session")]
    internal static partial nint GetSession(nint fuse);

    [LibraryImport(Library, EntryPoint = "fuse_session_receive_buf")]
    internal static partial int Receive(nint session, Buffer* buffer);

    [LibraryImport(Library, EntryPoint = "fuse_session_process_buf")]
    internal static partial void Process(nint session, Buffer* buffer);

    [LibraryImport(Library, EntryPoint = "fuse_session_exit")]
    internal static partial void Exit(nint session);

    [LibraryImport(Library, EntryPoint = "fuse_session_exited")]
    internal static partial int HasExited(nint session);

    [LibraryImport(Library, EntryPoint = "fuse_get_context")]
    internal static partial Context* GetContext();

    [LibraryImport(Library, EntryPoint = "fuse_notify_poll")]
    internal static partial int NotifyPoll(nint handle);

    [LibraryImport(Library, EntryPoint = "fuse_pollhandle_destroy")]
    internal static partial void DestroyPollHandle(nint handle);

    [LibraryImport("libc", EntryPoint = "free")]
    internal static partial void Free(void* memory);

    /// <summary>struct fuse_args.</summary>
    internal struct Arguments
    {
        internal int Count;
        internal byte** Values;
        internal int IsAllocated;
    }

    /// <summary>struct fuse_buf.</summary>
    internal struct Buffer
    {
        internal nuint Size;
        internal int Flags;
        internal void* Memory;
        internal int File;
        internal long Position;
    }

    /// <summary>struct fuse_context.</summary>
    internal struct Context
    {
        internal nint Fuse;
        internal uint User;
        internal uint Group;
        internal int Process;
        internal nint PrivateData;
        internal uint Umask;
    }

    /// <summary>The head of struct fuse_file_info: flags of open, then bits, of which the second is direct_io.</summary>
    internal struct FileInfo
    {
        internal const uint DirectIo = 2;

        internal int Flags;
        internal uint Bits;
    }

    /// <summary>struct stat of x86-64: what of it is set.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    internal struct Status
    {
        [FieldOffset(16)]
        internal ulong Links;
        [FieldOffset(24)]
        internal uint Mode;
    }

    /// <summary>struct fuse_operations: 42 pointers in the order of fuse.h; what is null is not there.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 42 * 8)]
    internal struct Operations
    {
        [FieldOffset(0)]
        internal delegate* unmanaged<byte*, Status*, FileInfo*, int> GetAttributes;
        [FieldOffset(11 * 8)]
        internal delegate* unmanaged<byte*, long, FileInfo*, int> Truncate;
        [FieldOffset(12 * 8)]
        internal delegate* unmanaged<byte*, FileInfo*, int> Open;
        [FieldOffset(13 * 8)]
        internal delegate* unmanaged<byte*, byte*, nuint, long, FileInfo*, int> Read;
        [FieldOffset(14 * 8)]
        internal delegate* unmanaged<byte*, byte*, nuint, long, FileInfo*, int> Write;
        [FieldOffset(24 * 8)]
        internal delegate* unmanaged<byte*, nint, delegate* unmanaged<nint, byte*, Status*, long, int, int>, long, FileInfo*, int, int> ReadDirectory;
        [FieldOffset(35 * 8)]
        internal delegate* unmanaged<byte*, FileInfo*, nint, uint*, int> Poll;
    }
}
