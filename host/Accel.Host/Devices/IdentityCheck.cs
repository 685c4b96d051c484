using System.Globalization;

namespace Accel.Host;

/// <summary>Refuses identities that cannot be true, before any memory is taken on their word.</summary>
internal static class IdentityCheck
{
    // 2^32 cells of 4 bytes are 16 GiB: more than the memory of any board that is supported, and the reach of a 32-bit cell address.
    private const long MostMemoryCells = 1L << 32;
    private const int LargestSize = 1 << 20;
    private const int MostBits = 64;

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
        var limits = identity.Limits;
        RequireRange("largest number of tokens", limits.MaxTokens, 1, LargestSize);
        RequireRange("largest dim", limits.MaxDim, 1, LargestSize);
        RequireRange("largest hidden dim", limits.MaxHiddenDim, 1, LargestSize);
        RequireRange("largest number of timesteps", limits.MaxTimesteps, 1, LargestSize);
        RequireRange("largest number of classes", limits.MaxClasses, 1, LargestSize);
        RequireRange("largest head dim", limits.MaxHeadDim, 1, LargestSize);
        RequireRange("bits of K", limits.MaxKBits, 1, MostBits);
        RequireRange("bits of an accumulator", limits.AccumulatorBits, 1, MostBits);
        RequireRange("bits of a membrane", limits.MembraneBits, 1, MostBits);
        RequireRange("bits of the shortcut", limits.ShortcutBits, 1, MostBits);
        RequireRange("bits of the attention", limits.AttentionBits, 1, MostBits);
        RequireRange("bits of a logit", limits.LogitBits, 1, MostBits);
    }

    private static void RequireRange(string what, long value, long minimum, long maximum)
    {
        if (value < minimum || value > maximum)
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.BadLength,
                $"HELLO: the device claims {value} for {what}; possible is {minimum} to {maximum}",
                "check that the address is that of an Accel device");
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
