using Accel.Interfaces;

namespace Accel.Shell.Common;

/// <summary>Why a command is refused or a job stopped: the numbers of <see cref="DeviceErrorCode"/>, as circuits take them.</summary>
internal static class ErrorCode
{
    internal const int BadCrc = (int)DeviceErrorCode.BadCrc, BadLength = (int)DeviceErrorCode.BadLength;
    internal const int OutOfRange = (int)DeviceErrorCode.OutOfRange, Busy = (int)DeviceErrorCode.Busy;
    internal const int Overrun = (int)DeviceErrorCode.Overrun, Unknown = (int)DeviceErrorCode.Unknown;
    internal const int KernelFault = (int)DeviceErrorCode.KernelFault, StaleSession = (int)DeviceErrorCode.StaleSession;
    internal const int BadVersion = (int)DeviceErrorCode.BadVersion;
}
