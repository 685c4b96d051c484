namespace Accel.Interfaces;

/// <summary>Which of the cells of HELLO's reply, and of the first registers of a PCIe device, holds what: host/Accel.Host/docs/protocol.md,
/// section 4. Texts are ASCII, filled up with 0; the first byte of each is in the low bits of a cell.</summary>
public static class IdentityCell
{
    /// <summary>What <see cref="Magic"/> holds: "ACCL".</summary>
    public const uint MagicValue = 0x4C43_4341;

    /// <summary>Says that it is an identity.</summary>
    public const int Magic = 0;

    /// <summary>Highest version of the protocol in the upper half, lowest in the lower one.</summary>
    public const int Versions = 1;

    /// <summary>SHA-256 of the kernel's VHDL, <see cref="HashCells"/> cells.</summary>
    public const int Hash = 2;

    /// <summary>The board's name, <see cref="BoardCells"/> cells.</summary>
    public const int Board = Hash + HashCells;

    /// <summary>The kernel's class, <see cref="KernelCells"/> cells.</summary>
    public const int Kernel = Board + BoardCells;

    /// <summary>Frequency of the clock in hertz.</summary>
    public const int ClockHz = Kernel + KernelCells;

    /// <summary>Cells of the memory, low half first.</summary>
    public const int MemoryCells = ClockHz + 1;

    /// <summary>Largest payload of a frame in bytes; 0 where there are no frames.</summary>
    public const int LargestPayload = MemoryCells + 2;

    /// <summary>What unanswered frames may have on the line in bytes; 0 where there are no frames.</summary>
    public const int ReceiveBuffer = LargestPayload + 1;

    /// <summary>Clock cycles of a bit in 1/256 cycles; 0 where there is no serial line.</summary>
    public const int BaseRate = ReceiveBuffer + 1;

    /// <summary>Limits of an engine, <see cref="LimitCells"/> cells; 0 for another kernel.</summary>
    public const int Limits = BaseRate + 1;

    /// <summary>Cells of version 1; a later one may append.</summary>
    public const int Count = Limits + LimitCells;

    /// <summary>Cells of <see cref="Hash"/>.</summary>
    public const int HashCells = 8;

    /// <summary>Cells of <see cref="Board"/>.</summary>
    public const int BoardCells = 4;

    /// <summary>Cells of <see cref="Kernel"/>.</summary>
    public const int KernelCells = 8;

    /// <summary>Cells of <see cref="Limits"/>.</summary>
    public const int LimitCells = 12;

    /// <summary>What a device says of its kernel: the first characters of the class's name, ? for those that are not ASCII.</summary>
    public static string KernelName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(name.Take(sizeof(uint) * KernelCells).Select(static c => c is >= ' ' and <= '~' ? c : '?'));
    }
}
