using Accel.Host.Engine;
using Accel.Interfaces;

namespace Accel.Host;

/// <summary>What a device answers to HELLO.</summary>
public sealed record DeviceIdentity
{
    /// <summary>The protocol version that this library speaks.</summary>
    public const int SupportedProtocolVersion = DeviceProtocol.Version;

    /// <summary>Version of the command set.</summary>
    public required int ProtocolVersion { get; init; }

    /// <summary>SHA-256 of the VHDL that the device was made from, 64 lower-case hexadecimal digits.</summary>
    public required string DesignHash { get; init; }

    /// <summary>Class name of the kernel.</summary>
    public required string Kernel { get; init; }

    /// <summary>The board's name; <c>simulation</c> for a simulated device.</summary>
    public required string Board { get; init; }

    /// <summary>Frequency of the kernel's clock in hertz; for a simulated device the one that its schedule was made for.</summary>
    public required long ClockHz { get; init; }

    /// <summary>Number of 32-bit cells of the device's memory.</summary>
    public required long MemoryCells { get; init; }

    /// <summary>Sizes and widths fixed when the design was generated; null when the kernel is no engine that this library knows.</summary>
    public required EngineLimits? Limits { get; init; }
}
