
namespace Accel.Boards.Designs;

/// <summary>The memory behind an engine, as its clock sees it.</summary>
/// <param name="LatencyCycles">From a request to its data.</param>
/// <param name="BytesPerCycle">That it sustains; null when it is as fast as any port.</param>
public sealed record MemoryTiming(int LatencyCycles, double? BytesPerCycle)
{
    // Registers of the shell, the memory's controller and its switch.
    private const int OnChipCycles = 8;

    /// <summary>Block RAM and UltraRAM: a beat in each cycle.</summary>
    public static MemoryTiming OnChip { get; } = new(OnChipCycles, null);

    /// <summary>Of a board, at the clock of its kernel.</summary>
    public static MemoryTiming Of(Board board, TransportKind transport)
    {
        var memory = board.MemoryBehind(transport);
        double hz = board.Clock.KernelHz;
        return memory.IsOnChip ? OnChip
            : new(OnChipCycles + (int)Math.Ceiling(memory.LatencyNs!.Value * hz / 1e9), memory.SustainedBytesPerSecond / hz);
    }
}
