namespace Accel.Host.Pcie;

/// <summary>How a PCIe device is used; the options of <c>pcie:PATH?key=value</c>.</summary>
internal sealed record PcieLinkOptions
{
    /// <summary>What one call of the system moves at most.</summary>
    internal const int LargestPieceBytes = 0x7FFF_F000;

    /// <summary><c>piece</c>: bytes of one transfer; larger ones are cut, so that they can be cancelled in between.</summary>
    internal int PieceBytes { get; init; } = 1 << 20;

    /// <summary><c>align</c>: buffer and offset agree modulo this power of two.</summary>
    internal int AlignmentBytes { get; init; } = 4096;

    /// <summary><c>timeout</c>: milliseconds that the device may take for a register to show what was asked for.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>call</c>: milliseconds after which a call that the driver does not return from is left behind.</summary>
    internal TimeSpan LongestCall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Reads the options of an address.</summary>
    /// <exception cref="DeviceUnavailableException">An option is unknown or out of range, or the path is missing.</exception>
    internal static PcieLinkOptions Parse(DeviceUri uri)
    {
        uri.RequireKnownOptions("align", "call", "piece", "timeout");
        if (uri.Path.Length == 0)
        {
            throw new DeviceUnavailableException($"device `{uri}`: the path of the device files is missing", "`pcie:/dev/xdma0`, whose files are /dev/xdma0_user and so on");
        }

        var defaults = new PcieLinkOptions();
        int alignment = (int)uri.Number("align", defaults.AlignmentBytes, 4, 1 << 20);
        return int.IsPow2(alignment)
            ? new PcieLinkOptions
            {
                AlignmentBytes = alignment,
                PieceBytes = (int)uri.Number("piece", defaults.PieceBytes, 4, LargestPieceBytes) & ~3,
                Timeout = TimeSpan.FromMilliseconds(uri.Number("timeout", (long)defaults.Timeout.TotalMilliseconds, 1, 3_600_000)),
                LongestCall = TimeSpan.FromMilliseconds(uri.Number("call", (long)defaults.LongestCall.TotalMilliseconds, 1, 3_600_000)),
            }
            : throw new DeviceUnavailableException($"device `{uri}`: `align={alignment}` is no power of two", "`align=4096`");
    }
}
