using System.Numerics;

namespace Accel.Shell.Pcie;

/// <summary>What the memory behind a shell is like.</summary>
public sealed record AxiMasterOptions
{
    /// <summary>Cells of a page of 4 kB, which no burst crosses.</summary>
    internal const int PageCells = 1024;

    private const int MostCells = 32;

    /// <summary>Cells of the memory: a multiple of 1,024 (4 kB), at most 2^32.</summary>
    public long MemoryCells { get; init; } = 1 << 22;

    /// <summary>Byte address of cell 0: a multiple of 4,096.</summary>
    public long BaseAddress { get; init; }

    /// <summary>Bits of an address on the bus.</summary>
    public int AddressBits { get; init; } = 64;

    /// <summary>Most bursts that are unanswered, of reads and of writes each: a power of two of 2 to 64.</summary>
    public int Outstanding { get; init; } = 8;

    /// <summary>Refuses what the master cannot be built for.</summary>
    /// <exception cref="ArgumentException">It names the option and what it may be.</exception>
    internal void Require(int cellsPerBeat)
    {
        Demand(BitOperations.IsPow2(cellsPerBeat) && cellsPerBeat is >= 1 and <= MostCells, $"a memory port of {32L * cellsPerBeat} bits: AXI has 32 * 2^k up to 1,024");
        Demand(MemoryCells is > 0 and <= 1L << 32 && MemoryCells % PageCells == 0, $"MemoryCells {MemoryCells}: it must be a multiple of {PageCells} up to 2^32, so that no burst runs over the end");
        Demand(BaseAddress >= 0 && BaseAddress % (4 * PageCells) == 0, $"BaseAddress {BaseAddress}: it must be a multiple of {4 * PageCells}, so that pages of cells are pages of the bus");
        Demand(AddressBits is >= 32 and <= 64, $"AddressBits {AddressBits}: it must lie in 32..64");
        Demand((BigInteger)BaseAddress + (4 * (BigInteger)MemoryCells) <= BigInteger.One << AddressBits, $"AddressBits {AddressBits}: too few for {MemoryCells} cells from {BaseAddress} on");
        Demand(BitOperations.IsPow2(Outstanding) && Outstanding is >= 2 and <= 64, $"Outstanding {Outstanding}: it must be a power of two of 2 to 64");
    }

    private static void Demand(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
