using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;
using Accel.Rtl.Waves;

namespace Accel.Verification;

/// <summary>
/// Writes the wave of the RTL simulation around a difference: on the rtl rung what went wrong, on others what it ought to have been.
/// </summary>
public static class DifferenceWave
{
    private const long CyclesBefore = 40;
    private const long CyclesAfter = 10;
    private const long MostCycles = 20_000_000;

    /// <summary>Runs the vector of a difference once more and writes the cycles around it.</summary>
    /// <param name="difference">What was found.</param>
    /// <param name="kernels">The kernels that were verified, with the one of the difference.</param>
    /// <param name="netlist">From a kernel's name to its netlist.</param>
    /// <param name="open">Opens the wave; it is closed at the end.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>First and last cycle of the wave, counted from the start; null when the vector has no cycle to look at, as in a
    /// proof.</returns>
    public static (long First, long Last)? Write(
        Difference difference, IReadOnlyList<IKernelVectors> kernels, Func<string, Module> netlist, Func<ISimulator, WaveWriter> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(difference);
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(netlist);
        ArgumentNullException.ThrowIfNull(open);
        if (difference is { Cell: null, Trace: null, Cycle: null })
        {
            return null;
        }

        var kernel = kernels.Single(k => k.Kernel == difference.Kernel);
        var vector = kernel.Recorded.FirstOrDefault(v => v.Name == difference.Vector) ?? kernel.Random(difference.Seed);
        var module = netlist(difference.Kernel);
        long centre = Centre(difference, module, vector, cancellationToken);
        long first = Math.Max(0, centre - CyclesBefore), last = 0;
        long cycle = -1;
        WaveWriter? wave = null;
        try
        {
            Run(module, vector, new KernelSimulationOptions
            {
                MostCycles = centre + CyclesAfter,
                BeforeEdge = simulator =>
                {
                    if (++cycle >= first)
                    {
                        (wave ??= open(simulator)).Sample();
                        last = cycle;
                    }
                },
            }, cancellationToken);
        }
        finally
        {
            wave?.Dispose();
        }

        return (first, last);
    }

    // The wrong write, or the first output that differs, or where the RTL simulation writes the cell that another rung has wrong.
    private static long Centre(Difference difference, Module module, KernelCase vector, CancellationToken cancellationToken)
    {
        if (difference is { Trace: null, Cycle: { } known })
        {
            return known;
        }

        long written = 0, ofTrace = 0, cycle = -1;
        Run(module, vector, new KernelSimulationOptions
        {
            MostCycles = MostCycles,
            OnWrite = w => written = w.Cell == difference.Cell ? w.Cycle : written,
            BeforeEdge = simulator =>
            {
                cycle++;
                ofTrace = simulator.Cycle == difference.Trace?.Cycle ? cycle : ofTrace;
            },
        }, cancellationToken);
        return difference.Trace is null ? written : ofTrace;
    }

    private static void Run(Module module, KernelCase vector, KernelSimulationOptions options, CancellationToken cancellationToken)
        => new KernelSimulation(module, options).Run(new KernelMemory([.. vector.Memory]), vector.Member, cancellationToken);
}
