using System.Collections.Immutable;
using Accel.Rtl.Estimation;

namespace Accel.Boards;

/// <summary>
/// A board, as its file in <c>boards/</c> describes it: facts of its maker's documents, and the design that it gets by default.
/// </summary>
public sealed record Board
{
    /// <summary>What the running device says in HELLO: 1 to 16 characters of a-z, 0-9 and hyphen. The file is called like it.</summary>
    public required string Id { get; init; }

    /// <summary>The maker's name for it.</summary>
    public required string Title { get; init; }

    /// <summary>Its maker.</summary>
    public required string Vendor { get; init; }

    /// <summary>The FPGA with package and speed grade, as the tool of its flow wants it.</summary>
    public required string Part { get; init; }

    /// <summary>The family whose delays are scheduled for.</summary>
    public required DeviceFamily Family { get; init; }

    /// <summary>Where the logic's clock comes from.</summary>
    public required BoardClock Clock { get; init; }

    /// <summary>The reset button, where there is one.</summary>
    public BoardPin? Reset { get; init; }

    /// <summary>LEDs, in this order: ready, receives, transmits. There may be fewer.</summary>
    public required ImmutableArray<BoardPin> Leds { get; init; }

    /// <summary>
    /// Outputs that a design without a use for them must hold low: the board takes harm otherwise, or does not give what the design needs.
    /// </summary>
    public ImmutableArray<BoardPin> OutputsHeldLow { get; init; } = [];

    /// <summary>The serial line to a host, where there is one.</summary>
    public SerialTransport? Serial { get; init; }

    /// <summary>The slot in a host, where there is one.</summary>
    public PcieTransport? Pcie { get; init; }

    /// <summary>The processor beside the logic that is the host, where there is one.</summary>
    public ProcessorTransport? Processor { get; init; }

    /// <summary>What a design could use as memory.</summary>
    public required ImmutableArray<BoardMemory> Memories { get; init; }

    /// <summary>All that the FPGA has.</summary>
    public required ResourceBudget Budget { get; init; }

    /// <summary>What a project for it is made of by default.</summary>
    public required DefaultDesign Design { get; init; }

    /// <summary>For Vivado's flow; this or <see cref="IceStorm"/>.</summary>
    public VivadoFlow? Vivado { get; init; }

    /// <summary>For the open flow of Yosys, nextpnr and icestorm; this or <see cref="Vivado"/>.</summary>
    public IceStormFlow? IceStorm { get; init; }

    /// <summary>How it is programmed.</summary>
    public required BoardProgrammer Programmer { get; init; }

    /// <summary>The document of each fact.</summary>
    public required ImmutableArray<FactSource> Sources { get; init; }

    /// <summary>What a user should know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The transports that it has, in the order in which one is chosen when none was asked for.</summary>
    public IEnumerable<TransportKind> Transports =>
    [
        .. Serial is null ? (TransportKind[])[] : [TransportKind.Serial],
        .. Pcie is null ? (TransportKind[])[] : [TransportKind.Pcie],
        .. Processor is null ? (TransportKind[])[] : [TransportKind.Processor],
    ];

    /// <summary>The memory that a kernel gets behind a way to the host.</summary>
    public BoardMemory MemoryBehind(TransportKind transport)
    {
        var kind = transport switch
        {
            TransportKind.Pcie => Pcie!.Memory,
            TransportKind.Processor => Processor!.Memory,
            _ => MemoryKind.BlockRam,
        };
        return Memories.First(m => m.Kind == kind);
    }

    /// <summary>The clock period of a kernel on this board, in nanoseconds.</summary>
    public double KernelPeriodNs => 1e9 / Clock.KernelHz;

    /// <summary>The period that the kernel is scheduled for, in nanoseconds.</summary>
    public double ScheduledPeriodNs => 1e9 / (Clock.ScheduledHz ?? Clock.KernelHz);
}

/// <summary>How a host reaches the device.</summary>
public enum TransportKind
{
    /// <summary>A serial line.</summary>
    Serial,
    /// <summary>A PCIe slot, with XDMA.</summary>
    Pcie,
    /// <summary>A processor on the same chip.</summary>
    Processor,
}

/// <summary>The clock of the logic.</summary>
/// <param name="FrequencyHz">Of the oscillator; of the processor's clock when there is no pin.</param>
/// <param name="KernelHz">What the kernel runs with: the same, or made from it by a clock manager.</param>
public sealed record BoardClock(long FrequencyHz, long KernelHz)
{
    /// <summary>
    /// What the kernel is scheduled for, at least <see cref="KernelHz"/> and that where it is not said: a faster clock leaves less in a
    /// cycle, for paths that no schedule shows.
    /// </summary>
    public long? ScheduledHz { get; init; }

    /// <summary>The pin, the positive one of a pair; null when the clock comes from the processor.</summary>
    public string? Pin { get; init; }

    /// <summary>The negative pin of a pair.</summary>
    public string? NegativePin { get; init; }

    /// <summary>The pins' standard.</summary>
    public string? Standard { get; init; }
}

/// <summary>A pin with its IO standard.</summary>
/// <param name="Pin">The ball or pad.</param>
/// <param name="Standard">As the tool of the flow calls it.</param>
public sealed record BoardPin(string Pin, string Standard)
{
    /// <summary>True when low means active, or lit.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>A name for the port, where the pin's use does not give one.</summary>
    public string? Name { get; init; }
}

/// <summary>A pair of transceiver pins, which have no IO standard.</summary>
public sealed record PinPair(string Pin, string NegativePin);

/// <summary>A document and what was taken from it.</summary>
public sealed record FactSource(string What, string Where);

/// <summary>What the FPGA has.</summary>
/// <param name="Luts">Look-up tables.</param>
/// <param name="FlipFlops">Flip-flops.</param>
/// <param name="BlockRams">Block RAMs of 18 kbit (Xilinx) or 4 kbit (iCE40).</param>
/// <param name="Multipliers">DSP blocks.</param>
public sealed record ResourceBudget(long Luts, long FlipFlops, long BlockRams, long Multipliers);
