using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Accel.Host.Simulation;

/// <summary>
/// A pseudo-terminal of Linux in raw mode: a program opens <see cref="Path"/> as it would a serial port, and this side sees the bytes, and
/// the rate that the program has set. It plays the adapter, the UART behind it is the simulation's.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100, NonBlocking = 0x800;
    private const int Now = 0;
    private const int PollIn = 1, PollOut = 4;
    private const int Again = 11, Interrupted = 4, InputOutputError = 5;

    // B57600 to B4000000 of asm-generic/termbits.h, with their rates; the lower ones are numbered from 0.
    private static readonly int[] _slow = [0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19_200, 38_400];

    private static readonly int[] _fast =
    [
        57_600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600, 1_000_000, 1_152_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000,
    ];

    private const int FirstFast = 0x1001;

    private readonly SafeFileHandle _master;

    // Held open, so that the master sees no hang-up between two programs that open the port.
    private readonly SafeFileHandle _port;

    /// <summary>Makes one.</summary>
    /// <exception cref="Win32Exception">The system has no room for one.</exception>
    public PseudoTerminal()
    {
        _master = new SafeFileHandle(Check(Native.OpenPseudoTerminal(ReadWrite | NoControllingTerminal | NonBlocking), "posix_openpt"), true);
        Check(Native.Grant(_master), "grantpt");
        Check(Native.Unlock(_master), "unlockpt");
        byte[] name = new byte[256];
        if (Native.Name(_master, name, name.Length) is not 0 and var error)
        {
            throw new Win32Exception(error, $"ptsname_r: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        Path = System.Text.Encoding.UTF8.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        _port = new SafeFileHandle(Check(Native.Open(Path, ReadWrite | NoControllingTerminal), $"open {Path}"), true);
        var settings = Settings();
        Native.MakeRaw(ref settings);
        Check(Native.Set(_port, Now, in settings), "tcsetattr");
    }

    /// <summary>What a program opens, for instance <c>/dev/pts/3</c>.</summary>
    public string Path { get; }

    /// <summary>The rate that the program has set last, in baud.</summary>
    public int BaudRate
    {
        get
        {
            int code = (int)Native.OutputSpeed(Settings());
            return code < _slow.Length ? _slow[code] : code - FirstFast is >= 0 and var i && i < _fast.Length ? _fast[i] : code;
        }
    }

    /// <summary>Takes what the program has written.</summary>
    /// <returns>How many bytes; 0 when there are none.</returns>
    public unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return Done(Native.Read(_master, bytes, buffer.Length), "read");
        }
    }

    /// <summary>Gives bytes to the program.</summary>
    /// <returns>How many had room.</returns>
    public unsafe int Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return Done(Native.Write(_master, bytes, buffer.Length), "write");
        }
    }

    /// <summary>Waits until the program has written something, or until there is room for more, if that is asked.</summary>
    public void Wait(bool forRoom, TimeSpan longest)
    {
        var poll = new Poll { Descriptor = (int)_master.DangerousGetHandle(), Events = (short)(PollIn | (forRoom ? PollOut : 0)) };
        _ = Native.Poll(ref poll, 1, (int)longest.TotalMilliseconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _port.Dispose();
        _master.Dispose();
    }

    private Termios Settings()
    {
        Check(Native.Get(_master, out var settings), "tcgetattr");
        return settings;
    }

    private static int Check(int result, string call)
        => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    // A port that no program has open reads as an input/output error: there is nothing to read then.
    private static int Done(nint result, string call)
        => result >= 0 ? (int)result : Marshal.GetLastPInvokeError() is Again or Interrupted or InputOutputError ? 0 : Check(-1, call);

    // struct termios of glibc and musl: four words of flags, the line discipline, 32 control characters, two speeds.
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Termios
    {
        public uint InputFlags, OutputFlags, ControlFlags, LocalFlags;
        public byte LineDiscipline;
        public fixed byte ControlCharacters[32];
        public uint InputSpeed, OutputSpeed;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events, Returned;
    }

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
        internal static partial int OpenPseudoTerminal(int flags);

        [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
        internal static partial int Grant(SafeFileHandle master);

        [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
        internal static partial int Unlock(SafeFileHandle master);

        [LibraryImport("libc", EntryPoint = "ptsname_r")]
        internal static partial int Name(SafeFileHandle master, [Out] byte[] name, nint length);

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
        internal static partial int Get(SafeFileHandle terminal, out Termios settings);

        [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
        internal static partial int Set(SafeFileHandle terminal, int when, in Termios settings);

        [LibraryImport("libc", EntryPoint = "cfmakeraw")]
        internal static partial void MakeRaw(ref Termios settings);

        [LibraryImport("libc", EntryPoint = "cfgetospeed")]
        internal static partial uint OutputSpeed(in Termios settings);

        [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
        internal static unsafe partial nint Read(SafeFileHandle file, byte* bytes, nint count);

        [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
        internal static unsafe partial nint Write(SafeFileHandle file, byte* bytes, nint count);

        [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
        internal static partial int Poll(ref Poll descriptors, nuint count, int milliseconds);
    }
}
