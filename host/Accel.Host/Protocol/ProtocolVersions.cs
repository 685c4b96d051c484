using System.Globalization;

namespace Accel.Host.Protocol;

/// <summary>Which version of the protocol a host and a device speak with each other.</summary>
internal static class ProtocolVersions
{
    /// <summary>Lowest version that this library speaks.</summary>
    internal const int Lowest = 1;

    /// <summary>Highest version that this library speaks.</summary>
    internal const int Highest = DeviceIdentity.SupportedProtocolVersion;

    /// <summary>The highest version that both speak.</summary>
    /// <exception cref="DesignMismatchException">There is none; the error names both.</exception>
    internal static int Choose(int deviceLowest, int deviceHighest)
        => deviceLowest <= deviceHighest && deviceLowest <= Highest && deviceHighest >= Lowest
            ? Math.Min(Highest, deviceHighest)
            : throw new DesignMismatchException(
                Range(Lowest, Highest),
                Range(deviceLowest, deviceHighest),
                $"the device speaks protocol versions {Range(deviceLowest, deviceHighest)}, this library {Range(Lowest, Highest)}",
                "generate the device's design with the same release of accel");

    private static string Range(int lowest, int highest)
        => lowest == highest ? lowest.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{lowest} to {highest}");
}
