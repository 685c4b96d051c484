namespace Accel.Interfaces;

/// <summary>Why a device refused a command or stopped; the numbers are those of the protocol.</summary>
public enum DeviceErrorCode
{
    /// <summary>No error.</summary>
    None = 0,
    /// <summary>A frame's CRC did not match.</summary>
    BadCrc = 1,
    /// <summary>A length that the command does not allow.</summary>
    BadLength = 2,
    /// <summary>An address outside of the device's memory, from the host or from the kernel.</summary>
    OutOfRange = 3,
    /// <summary>The command needs an idle kernel.</summary>
    Busy = 4,
    /// <summary>More arrived than the device could take.</summary>
    Overrun = 5,
    /// <summary>A command, job or entry point that the device does not know.</summary>
    Unknown = 6,
    /// <summary>The kernel did something that a simulation can see to be wrong: it read what nobody wrote, or broke an assertion.</summary>
    KernelFault = 7,
    /// <summary>The device was reset since this host began its session, or serves another host: its memory may hold anything.</summary>
    StaleSession = 8,
    /// <summary>A frame of a protocol version that the device does not speak.</summary>
    BadVersion = 9,
}
