namespace Accel.Host.EventEngine;

/// <summary>
/// The energy of an image by a stated model: counts of an <see cref="EventEstimate"/> times energies per operation of M. Horowitz,
/// "Computing's energy problem (and what we can do about it)", ISSCC 2014, table for 45 nm and 0.9 V. It compares designs; it is no
/// measurement of an FPGA, whose wires, clock and leakage are not in it.
/// </summary>
/// <param name="AdditionJoules">Weights that are added.</param>
/// <param name="OnChipJoules">Weights, spikes and U that are read and written on chip.</param>
/// <param name="MemoryJoules">Bytes through the memory port.</param>
public sealed record EnergyEstimate(double AdditionJoules, double OnChipJoules, double MemoryJoules)
{
    /// <summary>Of an integer addition of 32 bits; one of 8 bits takes 0.03 pJ, and a sum has 16 to 20.</summary>
    public const double AdditionPicojoules = 0.1;

    /// <summary>Of 64 bits of a memory of 8 KB; a block RAM has 2 or 4.</summary>
    public const double OnChipPicojoules = 10;

    /// <summary>Of 64 bits of a memory of 1 MB, which several block RAMs or UltraRAMs are.</summary>
    public const double LargeOnChipPicojoules = 100;

    /// <summary>Of 64 bits of DRAM: the middle of 1.3 to 2.6 nJ.</summary>
    public const double DramPicojoules = 1950;

    private const double WordBytes = 8;
    private const double Pico = 1e-12;

    /// <summary>Of an image.</summary>
    public double JoulesPerImage => AdditionJoules + OnChipJoules + MemoryJoules;

    /// <summary>From counts.</summary>
    /// <param name="additions">Weights that are added.</param>
    /// <param name="onChipBytes">Bytes that are read or written on chip.</param>
    /// <param name="memoryBytes">Bytes through the memory port.</param>
    /// <param name="isOnChip">Whether the memory behind the port is on the FPGA.</param>
    public static EnergyEstimate Of(long additions, long onChipBytes, long memoryBytes, bool isOnChip) => new(
        additions * AdditionPicojoules * Pico,
        onChipBytes / WordBytes * OnChipPicojoules * Pico,
        memoryBytes / WordBytes * (isOnChip ? LargeOnChipPicojoules : DramPicojoules) * Pico);
}
