namespace Accel.Verification;

/// <summary>A method that is called from several places, measured.</summary>
/// <param name="Method">Which one.</param>
/// <param name="Calls">Places that call it, one after the other.</param>
/// <param name="Shared">Built once; otherwise inlined at each place.</param>
/// <param name="Cycles">From start to done beside a memory that answers after one cycle: every place runs once.</param>
/// <param name="States">Of the state machine, idle included.</param>
/// <param name="EstimatedLuts">7-series LUTs before any synthesis.</param>
/// <param name="EstimatedFfs">Flip-flops, likewise.</param>
/// <param name="EstimatedDsps">DSP slices, likewise.</param>
/// <param name="Luts">LUTs after Yosys; null where it was not asked.</param>
/// <param name="Ffs">Flip-flops, likewise.</param>
/// <param name="Dsps">DSP slices, likewise.</param>
/// <param name="Correct">The memory is what plain C# makes of it.</param>
public sealed record CallMeasurement(
    string Method,
    int Calls,
    bool Shared,
    long Cycles,
    int States,
    long EstimatedLuts,
    long EstimatedFfs,
    long EstimatedDsps,
    int? Luts,
    int? Ffs,
    int? Dsps,
    bool Correct);
