namespace Accel.Host;

/// <summary>The device did not answer, or did not end its work, in the time it was given.</summary>
public sealed class DeviceTimeoutException(string message, string? remedy = null, Exception? innerException = null)
    : AccelException(message, remedy, innerException);
