using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Accel.Host.Simulation.Fuse;

/// <summary>
/// A folder whose files are served by this process, through the kernel's FUSE. Files are opened with direct_io, so that each call of a
/// reader or writer arrives as it was made: nothing is cached, read ahead, or asked for by length.
/// </summary>
internal sealed unsafe class FuseMount : IDisposable
{
    private const int NoEntry = -2, InputOutput = -5, NotAllowed = -1;
    private const uint RegularFile = 0x8000 | 0x1B0, Directory = 0x4000 | 0x1ED;
    private const uint PollIn = 1;

    // Readers of one file may block while others are served: registers, both directions, events, and some to spare.
    private const int Threads = 8;
    private static readonly TimeSpan _longestCall = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, IFuseFile> _files;
    private readonly GCHandle _self;
    private readonly nint _fuse;
    private readonly List<Thread> _threads = [];
    private bool _disposed;

    private FuseMount(string folder, IEnumerable<IFuseFile> files)
    {
        Folder = folder;
        _files = files.ToDictionary(static f => "/" + f.Name, StringComparer.Ordinal);
        _self = GCHandle.Alloc(this);
        var operations = new Libfuse.Operations
        {
            GetAttributes = &GetAttributes, Truncate = &Truncate, Open = &Open, Read = &Read, Write = &Write, ReadDirectory = &ReadDirectory, Poll = &Poll,
        };
        byte* name = (byte*)Marshal.StringToCoTaskMemUTF8("accel");
        byte** values = stackalloc byte*[] { name, null };
        var arguments = new Libfuse.Arguments { Count = 1, Values = values };
        _fuse = Libfuse.New(&arguments, &operations, (nuint)sizeof(Libfuse.Operations), GCHandle.ToIntPtr(_self));
        Marshal.FreeCoTaskMem((nint)name);
        if (_fuse == 0 || Libfuse.Mount(_fuse, folder) != 0)
        {
            if (_fuse != 0)
            {
                Libfuse.Destroy(_fuse);
            }

            _self.Free();
            throw new DeviceUnavailableException($"{folder} cannot be mounted: libfuse refuses it", "the folder must be empty and not in use, and the user allowed to mount (/dev/fuse)");
        }

        for (int i = 0; i < Threads; i++)
        {
            var thread = new Thread(Serve) { IsBackground = true, Name = $"FUSE {i}" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Where the files lie.</summary>
    internal string Folder { get; }

    /// <summary>Why nothing can be mounted here, or null.</summary>
    internal static string? WhyUnavailable()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return "FUSE is used on Linux on x86-64 only";
        }

        if (!File.Exists("/dev/fuse"))
        {
            return "there is no /dev/fuse";
        }

        if (!NativeLibrary.TryLoad("libfuse3.so.3", out nint library))
        {
            return "libfuse3.so.3 is not installed: apt-get install fuse3";
        }

        NativeLibrary.Free(library);
        return null;
    }

    /// <summary>Mounts files on an empty folder.</summary>
    /// <exception cref="DeviceUnavailableException">It cannot be done.</exception>
    internal static FuseMount Mount(string folder, IEnumerable<IFuseFile> files)
        => WhyUnavailable() is { } why
            ? throw new DeviceUnavailableException($"{folder} cannot be mounted: {why}", "install fuse3, and give the container its device")
            : new FuseMount(folder, files);

    /// <summary>Unmounts; calls that block must have been released before.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Libfuse.Exit(Libfuse.GetSession(_fuse));
        Libfuse.Unmount(_fuse);

        // A call that does not end uses the mount still: it is left to the process's end.
        if (_threads.TrueForAll(static t => t.Join(_longestCall)))
        {
            Libfuse.Destroy(_fuse);
            _self.Free();
        }
    }

    private void Serve()
    {
        nint session = Libfuse.GetSession(_fuse);
        var buffer = default(Libfuse.Buffer);
        while (Libfuse.HasExited(session) == 0)
        {
            int received = Libfuse.Receive(session, &buffer);
            if (received == -DeviceInterrupted)
            {
                continue;
            }

            if (received <= 0)
            {
                break;
            }

            Libfuse.Process(session, &buffer);
        }

        Libfuse.Free(buffer.Memory);
    }

    private const int DeviceInterrupted = 4;

    private static FuseMount Self => (FuseMount)GCHandle.FromIntPtr(Libfuse.GetContext()->PrivateData).Target!;

    private static IFuseFile? Find(byte* path) => Self._files.GetValueOrDefault(Marshal.PtrToStringUTF8((nint)path) ?? "");

    [UnmanagedCallersOnly]
    private static int GetAttributes(byte* path, Libfuse.Status* status, Libfuse.FileInfo* info)
    {
        *status = default;
        if (path[0] == '/' && path[1] == 0)
        {
            (status->Mode, status->Links) = (Directory, 2);
            return 0;
        }

        if (Find(path) is null)
        {
            return NoEntry;
        }

        (status->Mode, status->Links) = (RegularFile, 1);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Truncate(byte* path, long length, Libfuse.FileInfo* info) => NotAllowed;

    [UnmanagedCallersOnly]
    private static int Open(byte* path, Libfuse.FileInfo* info)
    {
        info->Bits |= Libfuse.FileInfo.DirectIo;
        return Find(path) is null ? NoEntry : 0;
    }

    [UnmanagedCallersOnly]
    private static int Read(byte* path, byte* buffer, nuint size, long offset, Libfuse.FileInfo* info)
        => Guard(path, file => file.Read(new NativeMemoryManager(buffer, (int)size).Memory, offset));

    [UnmanagedCallersOnly]
    private static int Write(byte* path, byte* buffer, nuint size, long offset, Libfuse.FileInfo* info)
        => Guard(path, file => file.Write(new NativeMemoryManager(buffer, (int)size).Memory, offset));

    [UnmanagedCallersOnly]
    private static int ReadDirectory(
        byte* path, nint buffer, delegate* unmanaged<nint, byte*, Libfuse.Status*, long, int, int> fill, long offset, Libfuse.FileInfo* info, int flags)
    {
        foreach (string name in Self._files.Keys.Select(static n => n[1..]).Prepend("..").Prepend("."))
        {
            byte* text = (byte*)Marshal.StringToCoTaskMemUTF8(name);
            fill(buffer, text, null, 0, 0);
            Marshal.FreeCoTaskMem((nint)text);
        }

        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Poll(byte* path, Libfuse.FileInfo* info, nint handle, uint* events) => Guard(path, file =>
    {
        *events = file.IsReadable(handle == 0 ? null : new PollHandle(handle)) ? PollIn : 0;
        return 0;
    });

    // No exception may run into the library's frames: what is not foreseen is an error of the device.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Guard(byte* path, Func<IFuseFile, int> body)
    {
        try
        {
            return Find(path) is { } file ? body(file) : NoEntry;
        }
#pragma warning disable CA1031 // The last managed frame before native ones.
        catch (Exception)
#pragma warning restore CA1031
        {
            return InputOutput;
        }
    }

    private sealed class PollHandle(nint handle) : IPollNotification
    {
        private nint _handle = handle;

        public void Notify()
        {
            // Who waits may have gone away in the meantime; then there is nobody to wake.
            if (_handle != 0)
            {
                _ = Libfuse.NotifyPoll(_handle);
            }
        }

        public void Dispose()
        {
            nint taken = Interlocked.Exchange(ref _handle, 0);
            if (taken != 0)
            {
                Libfuse.DestroyPollHandle(taken);
            }
        }
    }
}
