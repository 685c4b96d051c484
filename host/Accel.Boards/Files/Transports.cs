using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Accel.Boards;

/// <summary>A serial line.</summary>
/// <param name="Receive">Into the FPGA.</param>
/// <param name="Transmit">Out of the FPGA.</param>
/// <param name="Adapter">The chip between it and USB.</param>
/// <param name="BaseBaud">The rate after power-up.</param>
/// <param name="FastestBaud">The fastest rate that adapter and clock allow.</param>
/// <param name="MemoryCells">32-bit cells of block RAM that the kernel gets as its memory.</param>
public sealed record SerialTransport(BoardPin Receive, BoardPin Transmit, string Adapter, int BaseBaud, int FastestBaud, long MemoryCells)
{
    /// <summary>Bits of the memory port that the board's design is generated with: 32 * 2^k up to 512.</summary>
    public int PortBits { get; init; } = 32;
}

/// <summary>A PCIe slot, behind AMD's XDMA.</summary>
/// <param name="Lanes">Width of the link.</param>
/// <param name="Generation">1: 2.5, 2: 5, 3: 8 GT/s.</param>
/// <param name="ReferenceClock">100 MHz from the slot.</param>
/// <param name="Reset">PERST# from the slot.</param>
/// <param name="Memory">What the kernel gets as its memory.</param>
/// <param name="MemoryCells">How many 32-bit cells of it.</param>
public sealed record PcieTransport(int Lanes, int Generation, PinPair ReferenceClock, BoardPin Reset, MemoryKind Memory, long MemoryCells)
{
    /// <inheritdoc cref="SerialTransport.PortBits"/>
    public int PortBits { get; init; } = 32;

    /// <summary>The hard block that is wired to the slot, where the tool's choice would be another.</summary>
    public string? Block { get; init; }

    /// <summary>The transceivers that are wired to the slot, likewise.</summary>
    public string? Quad { get; init; }

    /// <summary>Positive receive pins of the lanes in order, where the board has them in another order than the tool.</summary>
    public ImmutableArray<string> LaneReceivePins { get; init; } = [];
}

/// <summary>A processor on the same chip, which reaches registers and memory in its own address space.</summary>
/// <param name="System">Which processor.</param>
/// <param name="HostPort">Its port into the logic.</param>
/// <param name="RegistersAddress">Where it sees the registers, 0x and hexadecimal digits.</param>
/// <param name="MemoryAddress">Where it sees the kernel's memory.</param>
/// <param name="Memory">What the kernel gets as its memory.</param>
/// <param name="MemoryCells">How many 32-bit cells of it.</param>
public sealed record ProcessorTransport(
    ProcessorSystem System, string HostPort, string RegistersAddress, string MemoryAddress, MemoryKind Memory, long MemoryCells)
{
    /// <inheritdoc cref="SerialTransport.PortBits"/>
    public int PortBits { get; init; } = 32;
}

/// <summary>Processors beside the logic.</summary>
public enum ProcessorSystem
{
    /// <summary>Zynq UltraScale+ MPSoC, Kria.</summary>
    ZynqUltraScalePlus,
}

/// <summary>Kinds of memory.</summary>
public enum MemoryKind
{
    /// <summary>Block RAM of the FPGA.</summary>
    BlockRam,
    /// <summary>UltraRAM of the FPGA.</summary>
    UltraRam,
    /// <summary>The single-port RAM of an iCE40 UltraPlus.</summary>
    SinglePortRam,
    /// <summary>DDR2 SDRAM.</summary>
    Ddr2,
    /// <summary>DDR3 or DDR3L SDRAM.</summary>
    Ddr3,
    /// <summary>DDR4 SDRAM.</summary>
    Ddr4,
    /// <summary>High-bandwidth memory in the package.</summary>
    Hbm,
}

/// <summary>A memory of the board or of its FPGA. What is not on the FPGA says how fast it is.</summary>
public sealed record BoardMemory(MemoryKind Kind, long Bytes)
{
    /// <summary>The share of the peak that long reads in order get through a controller: what is lost to refresh and opened rows.</summary>
    public const double SustainedShare = 0.7;

    /// <summary>Data rate times width of the channel that a kernel gets: one DIMM, chip or pseudo-channel.</summary>
    public long? PeakBytesPerSecond { get; init; }

    /// <summary>From a request to its data, controller and switches included, as estimates take it.</summary>
    public int? LatencyNs { get; init; }

    /// <summary>Whether it is part of the FPGA, and answers as fast as a port asks.</summary>
    [JsonIgnore]
    public bool IsOnChip => Kind is MemoryKind.BlockRam or MemoryKind.UltraRam or MemoryKind.SinglePortRam;

    /// <summary>What estimates take; null on chip.</summary>
    [JsonIgnore]
    public double? SustainedBytesPerSecond => PeakBytesPerSecond * SustainedShare;
}
