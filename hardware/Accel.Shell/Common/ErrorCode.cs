namespace Accel.Shell.Common;

/// <summary>Why a command is refused or a job stopped: the numbers of docs/protocol.md, section 5.</summary>
internal static class ErrorCode
{
    internal const int BadCrc = 1, BadLength = 2, OutOfRange = 3, Busy = 4, Overrun = 5, Unknown = 6, KernelFault = 7, StaleSession = 8, BadVersion = 9;
}
