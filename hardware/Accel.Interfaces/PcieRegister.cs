namespace Accel.Interfaces;

/// <summary>Byte offsets of the registers of a PCIe device: host/Accel.Host/docs/protocol.md, section 6.</summary>
public enum PcieRegister
{
    /// <summary>The first of the identity's cells, <see cref="IdentityCell"/>.</summary>
    Identity = 0x000,
    /// <summary>A number of the host's, 0 after reset.</summary>
    Session = 0x100,
    /// <summary>Entry point of the next job.</summary>
    Entry = 0x104,
    /// <summary>Starts the job of the number that is written.</summary>
    Start = 0x108,
    /// <summary>A <see cref="DeviceState"/>.</summary>
    State = 0x10C,
    /// <summary>Number of the last job.</summary>
    Job = 0x110,
    /// <summary>Its cycles; reading them holds the upper half.</summary>
    CyclesLow = 0x114,
    /// <summary>The upper half as of the last read of the lower one.</summary>
    CyclesHigh = 0x118,
    /// <summary>A <see cref="DeviceErrorCode"/> of the job in the upper half, of the last refusal in the lower one.</summary>
    Error = 0x11C,
    /// <summary>Detail of the job's error.</summary>
    Detail = 0x120,
    /// <summary>1 resets.</summary>
    Reset = 0x124,
    /// <summary>Bit 0: the end of a job interrupts.</summary>
    InterruptEnable = 0x128,
    /// <summary>Bit 0: a job has ended; 1 is written to clear it.</summary>
    InterruptPending = 0x12C,
}
