using Accel.Host.EventEngine;

namespace Accel.Verification;

/// <summary>The engine on one image of one network: an entry of what <c>accel bench engine --json</c> writes.</summary>
public sealed record EngineMeasurement
{
    /// <summary>The clock that images are counted at goes no further, in MHz.</summary>
    public const double MostClockMhz = 200;

    /// <summary>The network's name.</summary>
    public required string Model { get; init; }

    /// <summary>How active it is, by name.</summary>
    public required string Density { get; init; }

    /// <summary>Bits of its weights.</summary>
    public required int WeightBits { get; init; }

    /// <summary>Cores of the engine.</summary>
    public required int Cores { get; init; }

    /// <summary>Lanes of a core: outputs that are added to side by side, four weights each in a cycle.</summary>
    public required int Lanes { get; init; }

    /// <summary>Bits of the memory port.</summary>
    public required int PortBits { get; init; }

    /// <summary>Cycles of the image in the simulation of the netlist, without a trace; null after a fault.</summary>
    public long? Cycles { get; init; }

    /// <summary>The same by the estimate, before anything is generated.</summary>
    public required long EstimatedCycles { get; init; }

    /// <summary>
    /// Additions of weights that the network asks the lanes for, those that timesteps share counted once, in all that the lanes could have
    /// added in so many cycles: 4 * lanes * cores * cycles. Attention, which has units of its own, is not among them.
    /// </summary>
    public double? LaneUse { get; init; }

    /// <summary>The same with shared additions counted in each timestep; it may be above 1.</summary>
    public double? LaneUseUnshared { get; init; }

    /// <summary>7-series LUTs of the whole engine after Yosys; null without synthesis.</summary>
    public int? Luts { get; init; }

    /// <summary>Flip-flops, likewise.</summary>
    public int? Ffs { get; init; }

    /// <summary>Block RAMs of 18 kbit, likewise, one of 36 kbit counted as two.</summary>
    public int? BlockRams { get; init; }

    /// <summary>DSP slices, likewise.</summary>
    public int? Dsps { get; init; }

    /// <summary>The longest path of the whole engine by Yosys's sta, in nanoseconds, likewise.</summary>
    public double? PathNs { get; init; }

    /// <summary>What the path allows, at most <see cref="MostClockMhz"/>.</summary>
    public double? ClockMhz => PathNs is { } path ? Math.Round(Math.Min(MostClockMhz, 1000 / path), 2) : null;

    /// <summary>Images at that clock, one after the other.</summary>
    public double? ImagesPerSecond => Cycles is { } cycles && ClockMhz is { } clock ? Math.Round(clock * 1e6 / cycles, 2) : null;

    /// <summary>The same by a thousand LUTs.</summary>
    public double? ImagesPerSecondPerKlut => Luts is { } luts && ImagesPerSecond is { } images ? Math.Round(1000 * images / luts, 3) : null;

    /// <summary>What the largest share of the cycles waits for, by the estimate.</summary>
    public required StepBound BoundBy { get; init; }

    /// <summary>Every tensor of a run with a trace, and class and logits of that without, equal the golden model's.</summary>
    public required bool Correct { get; init; }
}
