using System.Globalization;
using Accel.Host.Engine;
using Accel.Interfaces;

namespace Accel.Host;

/// <summary>Refuses identities that cannot be true, before any memory is taken on their word.</summary>
internal static class IdentityCheck
{
    // 2^32 cells of 4 bytes are 16 GiB: more than the memory of any board that is supported, and the reach of a 32-bit cell address.
    private const long MostMemoryCells = 1L << 32;

    /// <summary>Refuses what cannot be true, and another design than the options want.</summary>
    internal static void Require(DeviceIdentity identity, DeviceOptions options)
    {
        string? expectedDesignHash = options.ExpectedDesignHash;
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
        if (options.Kernel is { } kernel && IdentityCell.KernelName(kernel.Name) != identity.Kernel)
        {
            throw new DesignMismatchException(
                kernel.Name,
                identity.Kernel,
                $"the device runs the kernel {identity.Kernel}, the host expects {kernel.Name}",
                $"program the device with {kernel.Name}, or open it with the kernel that it runs (DeviceOptions.Kernel)");
        }

        if (identity.Limits?.Impossible is { } size)
        {
            throw Claim(size);
        }
    }

    /// <summary>Refuses to load a model into a device whose kernel runs none.</summary>
    /// <exception cref="DesignMismatchException">It is no engine.</exception>
    internal static void RequireEngine(DeviceIdentity identity)
    {
        if (identity.Limits is null)
        {
            throw new DesignMismatchException(
                "SpikingTransformerEngine",
                identity.Kernel,
                $"the device runs {identity.Kernel}, which is no engine that this library knows",
                "program the device with an engine, SpikingTransformerEngine or SpikingTransformerCompactEngine");
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
