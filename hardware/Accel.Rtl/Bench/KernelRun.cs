using Accel.Interfaces;
using Accel.Rtl.Simulation;

namespace Accel.Rtl.Bench;

/// <summary>A cell that a kernel wrote.</summary>
/// <param name="Cycle">Clock cycles since the start.</param>
/// <param name="Cell">Index of the cell.</param>
/// <param name="Value">What was written.</param>
public readonly record struct KernelWrite(long Cycle, int Cell, uint Value);

/// <summary>How a run of a kernel ended.</summary>
/// <param name="Cycles">Clock cycles from the one with start to the one with done, both counted.</param>
/// <param name="Reads">Read requests: of a cell each, on a wide port of a beat.</param>
/// <param name="Writes">Write requests, likewise.</param>
/// <param name="Error">Why it was broken off; None when it ended by itself.</param>
/// <param name="Detail">The same in words.</param>
public sealed record KernelRun(long Cycles, long Reads, long Writes, DeviceErrorCode Error = DeviceErrorCode.None, string Detail = "")
{
    /// <summary>Why it was broken off, code and words; null when it ended by itself.</summary>
    public string? Fault => Error == DeviceErrorCode.None ? null : $"{Error}: {Detail}";
}

/// <summary>How a kernel is run.</summary>
public sealed record KernelSimulationOptions
{
    /// <summary>Clock cycles after which a run is broken off, so that nothing hangs.</summary>
    public long MostCycles { get; init; } = 2_000_000_000;

    /// <summary>Makes the use of a register or memory word that nothing has set a fault.</summary>
    public bool CheckUninitialised { get; init; }

    /// <summary>
    /// Not 0: the memory refuses requests and holds back responses at random, from this seed, as a busy memory controller does.
    /// </summary>
    public int StallSeed { get; init; }

    /// <summary>Gets a trace of all ports, for a bench that replays it on the VHDL or on a synthesised netlist; null for none.</summary>
    public TextWriter? Trace { get; init; }

    /// <summary>Told of every write of the kernel.</summary>
    public Action<KernelWrite>? OnWrite { get; init; }

    /// <summary>Told in every cycle of a run before its edge, when all values are settled: for waves and coverage.</summary>
    public Action<ISimulator>? BeforeEdge { get; init; }

    /// <summary>Told now and then how many cycles have passed since the start.</summary>
    public Action<long>? OnCycles { get; init; }
}
