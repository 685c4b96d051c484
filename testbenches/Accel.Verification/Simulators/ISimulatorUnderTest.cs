using Accel.Rtl;

namespace Accel.Verification;

/// <summary>
/// What simulators are compared on: one vector of a kernel, beside a memory that answers in the next cycle and never refuses.
/// </summary>
/// <param name="Design">What a table calls it.</param>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="Netlist">The same for all simulators.</param>
/// <param name="Vector">Memory before, and what is expected after.</param>
public sealed record SimulatedWorkload(string Design, string Kernel, Module Netlist, KernelCase Vector);

/// <summary>A simulator whose speed is measured. All of them stand in <see cref="Simulators.All"/>.</summary>
public interface ISimulatorUnderTest
{
    /// <summary>For instance <c>verilator</c>.</summary>
    string Name { get; }

    /// <summary>Why it cannot run here; null when it can.</summary>
    Unavailability? Unavailable { get; }

    /// <summary>Which version it is, in the tool's own words; null for a part of this program.</summary>
    string? Version();

    /// <summary>Does what must be done once a netlist: writes it in the simulator's language, compiles it.</summary>
    IBuiltSimulation Build(SimulatedWorkload workload, CancellationToken cancellationToken);
}

/// <summary>A netlist that is ready to be simulated.</summary>
public interface IBuiltSimulation : IDisposable
{
    /// <summary>Runs the workload's vector so many times, each from the memory as it was before.</summary>
    SimulatedRuns Run(int runs, CancellationToken cancellationToken);
}

/// <summary>Runs of a vector in one go.</summary>
/// <param name="StartSeconds">From the call to the first clock cycle of the first run.</param>
/// <param name="Seconds">From there to the end of the last run.</param>
/// <param name="TotalCycles">Clock cycles of all runs.</param>
/// <param name="Last">The last run.</param>
public sealed record SimulatedRuns(double StartSeconds, double Seconds, long TotalCycles, RungRun Last);
