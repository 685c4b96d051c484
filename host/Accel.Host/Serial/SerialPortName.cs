using Accel.Models;

namespace Accel.Host;

/// <summary>What is wrong with the name of a serial port, found before the port is opened: the error of opening says "access denied" of
/// nearly everything.</summary>
internal static class SerialPortName
{
    private const string Ports = "`ls /dev/ttyUSB* /dev/ttyACM*` shows the ports of this machine";

    /// <summary>What to do about a port that is there and is denied: a file that may be opened as one is used by another program, or is
    /// another device.</summary>
    internal static string RemedyOfDenial(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return $"you may open it, so another program uses it, or it is no serial port; {Ports}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "close other programs that use it; on Linux, be in the group of the device file (`ls -l " + PlainText.Name(path)
                + "`), often dialout";
        }
    }

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

        if (Directory.Exists(path))
        {
            throw new DeviceUnavailableException($"serial port `{name}` is a folder", Ports);
        }

        if (!File.Exists(path))
        {
            throw path.StartsWith("COM", StringComparison.OrdinalIgnoreCase)
                && path.AsSpan(3).Trim(':').ContainsAnyExceptInRange('0', '9') is false
                ? new DeviceUnavailableException($"serial port `{name}` does not exist: ports are called so on Windows alone", Ports)
                : new DeviceUnavailableException($"serial port `{name}` does not exist", $"connect the board; {Ports}");
        }

        if (new FileInfo(path) is { LinkTarget: null, Length: > 0 })
        {
            throw new DeviceUnavailableException($"serial port `{name}` is a plain file", Ports);
        }
    }
}
