namespace Accel.Verification;

/// <summary>A kernel measured beside a memory.</summary>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="Transformer">What made the hardware: <c>accel</c>.</param>
/// <param name="MemoryLatency">Cycles after which the memory answers.</param>
/// <param name="PortBits">Bits of the memory port.</param>
/// <param name="Cycles">From the cycle with start to the one with done, both counted, in the cycle-accurate simulation; the most of all
/// vectors. Null after a fault.</param>
/// <param name="Luts">7-series LUTs after Yosys; null where it is not installed.</param>
/// <param name="Ffs">Flip-flops, likewise.</param>
/// <param name="Dsps">DSP slices, likewise.</param>
/// <param name="InitiationIntervals">Of the pipelined loops, in the order of the source.</param>
/// <param name="Correct">Every vector gave what is expected.</param>
public sealed record KernelMeasurement(
    string Kernel,
    string Transformer,
    int MemoryLatency,
    int PortBits,
    long? Cycles,
    int? Luts,
    int? Ffs,
    int? Dsps,
    IReadOnlyList<int> InitiationIntervals,
    bool Correct);
