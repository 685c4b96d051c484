namespace Accel.Verification;

/// <summary>A kernel of tasks that streams join, measured beside a memory that answers after one cycle, and a design by hand with the same
/// ports.</summary>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="ClockMhz">The clock that it was scheduled for: the goal, or the fastest below that the compiler takes it at.</param>
/// <param name="Interval">Cycles between two iterations of the loop that decides on the throughput.</param>
/// <param name="Elements">Iterations of that loop in the long run.</param>
/// <param name="Cycles">Of the long run, from start to done. Null after a fault.</param>
/// <param name="Luts">7-series LUTs after Yosys; null where it is not installed.</param>
/// <param name="Ffs">Flip-flops, likewise.</param>
/// <param name="BlockRams">Block RAMs of 18 kbit, likewise.</param>
/// <param name="PathNs">The longest path by Yosys's sta, likewise.</param>
/// <param name="HandLuts">LUTs of the design by hand.</param>
/// <param name="HandFfs">Its flip-flops.</param>
/// <param name="HandBlockRams">Its block RAMs.</param>
/// <param name="HandPathNs">Its longest path.</param>
/// <param name="HandCycles">Its cycles of the long run; null where it could not be simulated.</param>
/// <param name="Correct">
/// Every vector left what an independent model expects, in the simulation of the kernel and, where Icarus is installed, of the design by
/// hand.
/// </param>
public sealed record DataflowMeasurement(
    string Kernel,
    double ClockMhz,
    int Interval,
    int Elements,
    long? Cycles,
    int? Luts,
    int? Ffs,
    int? BlockRams,
    double? PathNs,
    int? HandLuts,
    int? HandFfs,
    int? HandBlockRams,
    double? HandPathNs,
    long? HandCycles,
    bool Correct);
