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

/// <summary>What an emulated PCIe device is like. A value that makes no sense is refused when the device is made.</summary>
public sealed record PcieEmulatorOptions
{
    /// <summary>Cells of the memory: a multiple of 1,024, at most 2^28.</summary>
    public int MemoryCells { get; init; } = 1 << 22;

    /// <summary>Cycles until the memory answers a burst of the kernel, at least 1.</summary>
    public int LatencyCycles { get; init; } = 30;

    /// <summary>
    /// What the link moves in a cycle of the kernel's clock, each way, above 0 and at most 2^20. 32 bytes at 100 MHz are the 3.2 GB/s of
    /// PCIe 3.0 with four lanes.
    /// </summary>
    public double BytesPerCycle { get; init; } = 32;

    /// <summary>
    /// Cycles that an access to a register takes, at most a million: at 100 MHz, 100 are the microsecond of a read over PCIe.
    /// </summary>
    public int RegisterCycles { get; init; } = 100;

    /// <summary>
    /// The device's clock goes on when the host has asked for nothing so long, in the host's own time, after an answer: a simulation is
    /// slower than a board, and the host would seem to be a thousand times faster or slower than it is. So the host's reaction takes no
    /// cycles, but for those of its accesses.
    /// </summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What the driver does wrong.</summary>
    public PcieFault Fault { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="ArgumentException">One does not; it is named.</exception>
    internal void Require()
    {
        const int CellsOfPage = 1024, MostCells = 1 << 28, MostBytesPerCycle = 1 << 20, MostCycles = 1_000_000;
        OptionChecks.RequireRange(MemoryCells, CellsOfPage, MostCells);
        if (MemoryCells % CellsOfPage != 0)
        {
            throw new ArgumentException($"{MemoryCells} cells are no multiple of {CellsOfPage}", nameof(MemoryCells));
        }

        OptionChecks.RequireRange(LatencyCycles, 1, MostCycles);
        OptionChecks.RequireRange(RegisterCycles, 0, MostCycles);
        if (!(BytesPerCycle > 0 && BytesPerCycle <= MostBytesPerCycle))
        {
            throw new ArgumentOutOfRangeException(nameof(BytesPerCycle), BytesPerCycle,
                $"it must be above 0 and at most {MostBytesPerCycle}");
        }

        if (Settling < TimeSpan.Zero || Settling > TimeSpan.FromSeconds(10))
        {
            throw new ArgumentOutOfRangeException(nameof(Settling), Settling, "it must be at least zero and at most 10 s");
        }
    }
}
