namespace Accel.Interfaces;

/// <summary>Numbers of the protocol between host and device: host/Accel.Host/docs/protocol.md.</summary>
public static class DeviceProtocol
{
    /// <summary>The version that hardware is generated for, and the highest that the host speaks.</summary>
    public const int Version = 1;
}
