using Accel.Interfaces;

namespace Accel.Rtl.Bench;

/// <summary>A kernel did to its memory what no kernel may do. Ends the run; never leaves this library.</summary>
internal sealed class MemoryFaultException(DeviceErrorCode code, string message) : Exception(message)
{
    internal DeviceErrorCode Code { get; } = code;
}
