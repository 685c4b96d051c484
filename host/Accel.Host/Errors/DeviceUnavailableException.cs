namespace Accel.Host;

/// <summary>There is no such device, or it cannot be opened.</summary>
public sealed class DeviceUnavailableException(string message, string? remedy = null, Exception? innerException = null)
    : AccelException(message, remedy, innerException);
