using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Accel.Host;

/// <summary>What is wrong with the name of a serial port, found before the port is opened: the error of opening says "access denied" of
/// nearly everything.</summary>
internal static partial class SerialPortName
{
    private const string Ports = "`ls /dev/ttyUSB* /dev/ttyACM*` shows the ports of this machine";

    // Flags and errors of Linux.
    private const int ReadAndWrite = 2, NoControllingTerminal = 0x100, WaitsForNothing = 0x800, AccessDenied = 13, Busy = 16;

    /// <summary>Refuses what cannot be a port.</summary>
    /// <exception cref="DeviceUnavailableException">There is nothing of that name, or something else than a port.</exception>
    internal static void Require(string path)
    {
        string name = PlainText.Name(path);
        if (path.Length == 0)
        {
            throw new DeviceUnavailableException("the address `serial:` names no port", "for instance `serial:/dev/ttyUSB1`");
        }

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string? wrong = PathKinds.Of(path) switch
        {
            PathKind.Missing => IsOfWindows(path) ? "does not exist: ports are called so on Windows alone" : "does not exist",
            PathKind.Denied => "lies in a folder that you may not enter",
            PathKind.Folder => "is a folder, no serial port",
            PathKind.File => "is a plain file, no serial port",
            PathKind.Pipe => "is a pipe or socket, no serial port",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new DeviceUnavailableException($"serial port `{name}` {wrong}",
                wrong == "does not exist" ? $"connect the board; {Ports}" : Ports);
        }
    }

    /// <summary>What is wrong with a port that could not be opened, from opening it once more.</summary>
    internal static DeviceUnavailableException Denied(string path, Exception cause)
    {
        string name = PlainText.Name(path);
        var (problem, remedy) = OperatingSystem.IsLinux() ? WhyDenied(path) : ($"cannot be opened: {cause.Message}", Ports);
        return new DeviceUnavailableException($"serial port `{name}` {problem}", remedy, cause);
    }

    private static (string Problem, string Remedy) WhyDenied(string path)
    {
        int descriptor = Open(path, ReadAndWrite | NoControllingTerminal | WaitsForNothing);
        int error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (descriptor < 0)
        {
            return error switch
            {
                AccessDenied => ("may not be opened by you",
                    $"on Linux, be in the group of the device file (`ls -l {PlainText.Name(path)}`), often dialout"),
                Busy => ("is in use", "close the other programs that use it"),
                _ => ($"cannot be opened: {new Win32Exception(error).Message}", Ports),
            };
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return IsTerminal(descriptor) == 1
            ? ("cannot be opened, though you may open it", $"close the other programs that use it; {Ports}")
            : ("is a device, but no serial port", Ports);
    }

    private static bool IsOfWindows(string path) => path.StartsWith("COM", StringComparison.OrdinalIgnoreCase)
        && path.AsSpan(3).Trim(':').ContainsAnyExceptInRange('0', '9') is false;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int descriptor);
}
