using Accel.Interfaces;

namespace Accel.Host;

/// <summary>The device answered with an error, or with something that the protocol does not allow.</summary>
public sealed class ProtocolErrorException(DeviceErrorCode code, string message, string? remedy = null, Exception? innerException = null)
    : AccelException(message, remedy, innerException)
{
    /// <summary>The device's reason.</summary>
    public DeviceErrorCode Code { get; } = code;
}
