using System.Diagnostics;
using Accel.ToolRunners;

namespace Accel.Verification;

/// <summary>Measures a simulator: builds once, runs once, and repeats a short run until it takes long enough to be measured.</summary>
/// <param name="leastSeconds">Of the runs that are measured in one go.</param>
public sealed class SimulatorBenchmark(double leastSeconds = SimulatorBenchmark.LeastSeconds)
{
    /// <summary>What the runs take at least, unless told otherwise.</summary>
    public const double LeastSeconds = 1;

    private const int MostRuns = 1_000_000;
    private const int MostGrowth = 100;

    /// <summary>Measures one simulator. What goes wrong in it is part of the measurement.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the tool is killed.</exception>
    public SimulatorMeasurement Measure(ISimulatorUnderTest simulator, SimulatedWorkload workload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        ArgumentNullException.ThrowIfNull(workload);
        var measurement = new SimulatorMeasurement { Design = workload.Design, Simulator = simulator.Name };
        if (simulator.Unavailable is { } unavailable)
        {
            return measurement with { Reason = unavailable.Reason, Remedy = unavailable.Remedy };
        }

        measurement = measurement with { Version = simulator.Version() };
        try
        {
            return Measure(measurement, simulator, workload, cancellationToken);
        }
        catch (ToolFailedException e)
        {
            return measurement with { Correct = false, Reason = e.Message };
        }
        catch (PlatformNotSupportedException e)
        {
            return measurement with { Reason = e.Message };
        }
    }

    private SimulatorMeasurement Measure(
        SimulatorMeasurement measurement, ISimulatorUnderTest simulator, SimulatedWorkload workload, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        using var built = simulator.Build(workload, cancellationToken);
        double build = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        int count = 1;
        var runs = built.Run(count, cancellationToken);
        build += runs.StartSeconds;
        while (runs.Last.Fault is null && runs.Seconds < leastSeconds && count < MostRuns)
        {
            // The first runs are too short to tell how many are enough.
            count = (int)Math.Min(MostRuns, Math.Ceiling(count * Math.Clamp(1.2 * leastSeconds / Math.Max(runs.Seconds, 1e-9), 2, MostGrowth)));
            runs = built.Run(count, cancellationToken);
        }

        measurement = measurement with { BuildSeconds = build };
        if (DifferenceFinder.Find(simulator.Name, workload.Kernel, workload.Vector, runs.Last) is { } difference)
        {
            measurement = measurement with { Reason = difference.ToString() };
        }

        return runs.Last.Fault is not null ? measurement with { Correct = false } : measurement with
        {
            Correct = measurement.Reason is null,
            Cycles = runs.Last.Cycles,
            Runs = count,
            CyclesPerSecond = runs.TotalCycles / runs.Seconds,
            SecondsPerImage = build + (runs.Seconds / count),
        };
    }
}
