using Accel.Interfaces;

namespace Accel.Host.Pcie;

/// <summary>What the numbers of errors mean that XDMA's driver gives.</summary>
internal static class DeviceFileError
{
    internal const int Interrupted = 4, InputOutput = 5, NoDeviceAddress = 6, NoDevice = 19, Invalid = 22, TimedOut = 110, Restart = 512;

    /// <summary>Whether the call is only to be made again.</summary>
    internal static bool IsInterrupted(int result) => result == -1 - Interrupted;

    /// <summary>The exception for a call that failed.</summary>
    /// <param name="result">What <see cref="IDeviceFile"/> gave: -1 - errno.</param>
    /// <param name="what">The call, for the message.</param>
    internal static AccelException ToException(int result, string what)
    {
        int number = -1 - result;
        return number switch
        {
            // The driver's own number for "restart the call" reaches the caller where an older one gives up a transfer.
            TimedOut or Restart => new DeviceTimeoutException(
                $"{what}: the driver gave the transfer up after its time-out (error {number})", "reset the device; `dmesg` has the engine's state"),
            Invalid => new ProtocolErrorException(
                DeviceErrorCode.BadLength, $"{what}: the driver refuses it (EINVAL): address, length or alignment is not what its engine takes", "give the engine's alignment, for instance `pcie:/dev/xdma0?align=4096`"),
            InputOutput or NoDeviceAddress or NoDevice => new DeviceUnavailableException(
                $"{what}: the device does not answer any more (error {number})", "look at `lspci` and `dmesg`; a board that was programmed anew needs the bus to be scanned again"),
            _ => new DeviceUnavailableException($"{what}: error {number}, {new System.ComponentModel.Win32Exception(number).Message}", "look at `dmesg`"),
        };
    }
}
