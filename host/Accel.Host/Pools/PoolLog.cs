using Microsoft.Extensions.Logging;

namespace Accel.Host;

/// <summary>What pools tell.</summary>
internal static partial class PoolLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "device {Index} of the pool is lost, {Alive} are left; its work is done again elsewhere: {Reason}")]
    internal static partial void Lost(ILogger logger, int index, int alive, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "device {Index} of the pool is back; {Alive} are there")]
    internal static partial void Returned(ILogger logger, int index, int alive);

    [LoggerMessage(Level = LogLevel.Warning, Message = "device {Index} of the pool does not open, the next try is in {Pause}: {Reason}")]
    internal static partial void NotReturned(ILogger logger, int index, TimeSpan pause, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a lost device could not be closed: {Reason}")]
    internal static partial void NotClosed(ILogger logger, string reason);
}
