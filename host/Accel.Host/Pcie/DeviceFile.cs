using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Accel.Host.Pcie;

/// <summary>
/// A character device, by pread, pwrite and poll: RandomAccess hides short transfers and the numbers of errors, both of which the driver's
/// callers must see.
/// </summary>
internal sealed partial class DeviceFile : IDeviceFile
{
    private const short ReadableEvent = 1;

    private readonly SafeFileHandle _handle;

    private DeviceFile(string path, SafeFileHandle handle) => (Path, _handle) = (path, handle);

    /// <inheritdoc/>
    public string Path { get; }

    /// <summary>Opens a device.</summary>
    /// <exception cref="DeviceUnavailableException">It is not there, or may not be opened.</exception>
    internal static DeviceFile Open(string path, FileAccess access)
    {
        try
        {
            return new DeviceFile(path, File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeviceUnavailableException($"there is no device file {path}", "load the XDMA driver and program the board, or begin `accel simulate --pcie`", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            throw new DeviceUnavailableException($"the device file {path} cannot be opened: {e.Message}", "look at the file's permissions, and whether another process holds it", e);
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, long offset) => Result((int)PRead(_handle, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length, offset));

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<byte> buffer, long offset) => Result((int)PWrite(_handle, in MemoryMarshal.GetReference(buffer), (nuint)buffer.Length, offset));

    /// <inheritdoc/>
    public int WaitReadable(TimeSpan time)
    {
        bool held = false;
        try
        {
            _handle.DangerousAddRef(ref held);
            var wanted = new PollEntry { File = (int)_handle.DangerousGetHandle(), Wanted = ReadableEvent };
            return Result(Poll(ref wanted, 1, (int)Math.Ceiling(time.TotalMilliseconds)));
        }
        finally
        {
            if (held)
            {
                _handle.DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static int Result(int returned) => returned >= 0 ? returned : -1 - Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint PRead(SafeFileHandle file, ref byte buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint PWrite(SafeFileHandle file, in byte buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, nuint count, int milliseconds);

    private struct PollEntry
    {
        internal int File;
        internal short Wanted;
        internal short Returned;
    }
}
