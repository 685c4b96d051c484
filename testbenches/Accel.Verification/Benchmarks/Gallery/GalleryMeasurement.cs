namespace Accel.Verification;

/// <summary>A kernel of the gallery, measured beside a memory that answers after one cycle.</summary>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="Cycles">
/// From start to done, both counted; of kernels whose published cycles are measured with the data on chip, only those behind the last
/// word that is read and before the first one that is written. Null after a fault.
/// </param>
/// <param name="Luts">7-series LUTs.</param>
/// <param name="Ffs">Flip-flops.</param>
/// <param name="Dsps">DSP slices.</param>
/// <param name="ClockMhz">The clock that the estimate of the longest path allows, at most the one that it was scheduled for.</param>
/// <param name="PublishedCycles">What others have published; null where nothing is comparable.</param>
/// <param name="PublishedBy">Whose tool or design it is.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Correct">The RTL left the memory that plain C# leaves, and that is what an independent reference expects.</param>
public sealed record GalleryMeasurement(
    string Kernel,
    long? Cycles,
    long Luts,
    long Ffs,
    long Dsps,
    double ClockMhz,
    long? PublishedCycles,
    string? PublishedBy,
    string? Source,
    bool Correct)
{
    /// <summary>The folder of hardware/Accel.Gallery that it is in.</summary>
    public required string Group { get; init; }

    /// <summary>What LUTs, flip-flops and DSPs are from: <c>Yosys</c> or <c>estimate</c>.</summary>
    public required string AreaBy { get; init; }

    /// <summary>The clock that it was scheduled for.</summary>
    public required double ScheduleMhz { get; init; }

    /// <summary>From start to done, with all that is loaded and stored.</summary>
    public required long? TotalCycles { get; init; }

    /// <summary>Why the run was broken off; null when it ended by itself.</summary>
    public string? Fault { get; init; }

    /// <summary>Of the pipelined loops, in the order of the source.</summary>
    public required IReadOnlyList<int> InitiationIntervals { get; init; }

    /// <summary>Multipliers of 32 bits, where they are counted.</summary>
    public int? Multipliers { get; init; }

    /// <summary>Multiplications, where they are counted.</summary>
    public long? Multiplications { get; init; }
}
