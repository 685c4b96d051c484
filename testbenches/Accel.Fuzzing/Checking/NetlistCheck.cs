using System.Globalization;
using Accel.Interfaces;
using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;

namespace Accel.Fuzzing;

/// <summary>A program's netlist, simulated with a quick memory and with an awkward one, beside what plain C# left in the memory.</summary>
/// <param name="program">The program.</param>
/// <param name="expected">The memory after each run.</param>
/// <param name="budget">What it may take.</param>
/// <param name="stop">Ends it.</param>
internal sealed class NetlistCheck(FuzzProgram program, PlainResult expected, ProgramBudget budget, CancellationToken stop)
{
    public const string Stage = "rtl";

    private const long MostCheckedCycles = 20_000;

    private long _cycles;
    private PlainResult? _roomy;

    /// <summary>Simulates it.</summary>
    /// <exception cref="OperationCanceledException">Its time is over.</exception>
    public Verdict Run(Module module)
    {
        int signals = module.Signals.Count;
        if (signals > budget.MostSignals)
        {
            return OverBudget(string.Create(CultureInfo.InvariantCulture, $"{signals} signals, more than {budget.MostSignals}"));
        }

        Func<ISimulator> powerUp = Simulator.Prepare(module);
        long most = budget.CyclesFor(signals);
        foreach ((int latency, int stalls) in new[] { (1, 0), (program.LatencyCycles, program.Seed | 1) })
        {
            KernelSimulation simulation = new(powerUp(), new KernelSimulationOptions { StallSeed = stalls, MostCycles = most });
            if (Simulate(simulation, latency, stalls) is { } failure)
            {
                // A bound that is lower than that of a small kernel says nothing about the kernel.
                return failure.Cycles >= most && most < budget.MostCycles
                    ? OverBudget(string.Create(CultureInfo.InvariantCulture, $"{signals} signals for more than {most} cycles"))
                    : new Verdict(Outcome.Different, Stage, failure.Difference);
            }
        }

        // Values that nobody wrote are followed a hundred times slower.
        KernelSimulationOptions check = new() { CheckUninitialised = true, MostCycles = MostCheckedCycles };
        return _cycles <= MostCheckedCycles && Simulate(new KernelSimulation(module, check), 1, 0) is { } unwritten
            ? new Verdict(Outcome.Different, Stage, unwritten.Difference)
            : Verdict.Equal;
    }

    private static Verdict OverBudget(string detail) => new(Outcome.OverBudget, Stage, detail);

    // What differs, and the cycles of the run that showed it; null where nothing does.
    private (string Difference, long Cycles)? Simulate(KernelSimulation simulation, int latency, int stalls)
    {
        int run = 0;
        foreach (uint[] image in program.Images)
        {
            for (int member = 0; member < expected.Members; member++, run++)
            {
                KernelRun result = simulation.Run(new KernelMemory(image, latency), member, stop);
                _cycles += result.Cycles;
                string? difference = Difference(result, image, run);
                if (difference is not null)
                {
                    return (FormattableString.Invariant($"latency {latency}, stalls {stalls}: {difference}"), result.Cycles);
                }

                if (expected.IsDeadlocked(run))
                {
                    return null;
                }
            }
        }

        return null;
    }

    private string? Difference(KernelRun result, uint[] image, int run)
    {
        if (!expected.IsDeadlocked(run) || !program.Text.Contains("[Pipeline(", StringComparison.Ordinal))
        {
            return result.Error == DeviceErrorCode.None ? expected.Difference(image, run) : expected.Difference(result.Detail, run);
        }

        // A pipeline has room for more elements than the loop that it is made of: it may come further, not less far.
        _roomy ??= RoomyStreams.Run(program, expected, run);
        return result.Error == DeviceErrorCode.None ? _roomy.Difference(image, run)
            : Deadlock.Of(result.Detail) is null ? FormattableString.Invariant($"run {run}: {result.Detail}") : null;
    }
}
