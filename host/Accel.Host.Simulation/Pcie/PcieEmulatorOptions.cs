namespace Accel.Host.Simulation.Pcie;

/// <summary>Something that an emulated driver does wrong, for tests of hosts.</summary>
public enum PcieFault
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Transfers move at most half of what was asked for.</summary>
    ShortTransfers,
    /// <summary>Every fourth transfer is given up with ETIMEDOUT.</summary>
    TimeOuts,
    /// <summary>After the first job registers read FFFFFFFF and transfers fail with EIO.</summary>
    LinkLost,
}

/// <summary>What an emulated PCIe device is like.</summary>
public sealed record PcieEmulatorOptions
{
    /// <summary>Cells of the memory: a multiple of 1,024.</summary>
    public int MemoryCells { get; init; } = 1 << 22;

    /// <summary>Cycles until the memory answers a burst of the kernel.</summary>
    public int LatencyCycles { get; init; } = 30;

    /// <summary>What the link moves in a cycle of the kernel's clock, each way. 32 bytes at 100 MHz are the 3.2 GB/s of PCIe 3.0 with four lanes.</summary>
    public double BytesPerCycle { get; init; } = 32;

    /// <summary>Cycles that an access to a register takes: at 100 MHz, 100 are the microsecond of a read over PCIe.</summary>
    public int RegisterCycles { get; init; } = 100;

    /// <summary>
    /// The device's clock goes on when the host has asked for nothing so long, in the host's own time, after an answer: a simulation is slower than a board, and
    /// the host would seem to be a thousand times faster or slower than it is. So the host's reaction takes no cycles, but for those of its accesses.
    /// </summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What the driver does wrong.</summary>
    public PcieFault Fault { get; init; }
}
