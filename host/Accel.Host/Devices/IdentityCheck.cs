using System.Globalization;
using Accel.Host.Engine;
using Accel.Interfaces;

namespace Accel.Host;

/// <summary>Refuses identities that cannot be true, before any memory is taken on their word.</summary>
internal static class IdentityCheck
{
    // 2^32 cells of 4 bytes are 16 GiB: more than the memory of any board that is supported, and the reach of a 32-bit cell address.
    private const long MostMemoryCells = 1L << 32;

    internal static void Require(DeviceIdentity identity, string? expectedDesignHash)
    {
        if (identity.ProtocolVersion != DeviceIdentity.SupportedProtocolVersion)
        {
            throw new DesignMismatchException(
                Text(DeviceIdentity.SupportedProtocolVersion),
                Text(identity.ProtocolVersion),
                $"the device speaks protocol version {identity.ProtocolVersion}, this library {DeviceIdentity.SupportedProtocolVersion}",
                "generate the device's design with the same release of accel");
        }

        if (expectedDesignHash is not null && !string.Equals(expectedDesignHash, identity.DesignHash, StringComparison.OrdinalIgnoreCase))
        {
            throw new DesignMismatchException(
                expectedDesignHash,
                identity.DesignHash,
                $"the device runs the design {identity.DesignHash}, the host expects {expectedDesignHash}",
                "program the device with the expected design, or drop the expectation");
        }

        RequireRange("memory cells", identity.MemoryCells, 1, MostMemoryCells);
        RequireRange("clock in hertz", identity.ClockHz, 1, 10_000_000_000);
        if (identity.Limits is not { } limits)
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.BadLength,
                $"HELLO: the device runs {identity.Kernel}, which is no engine that this library knows",
                "program the device with an engine, SpikingTransformerEngine or SpikingTransformerCompactEngine");
        }

        if (limits.Impossible is { } size)
        {
            throw Claim(size);
        }
    }

    private static void RequireRange(string what, long value, long minimum, long maximum)
    {
        if (ToldLimit.Within(what, value, minimum, maximum) is { } claimed)
        {
            throw Claim(claimed);
        }
    }

    private static ProtocolErrorException Claim(ToldLimit claimed)
        => new(
            DeviceErrorCode.BadLength,
            FormattableString.Invariant($"HELLO: the device claims {claimed.Value} for {claimed.Name}; possible is {claimed.Possible}"),
            "check that the address is that of an Accel device");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
