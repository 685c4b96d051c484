using System.Diagnostics;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;

namespace Accel.Verification;

/// <summary>A simulator of this project, with the memory that the simulated device has too.</summary>
/// <param name="name">What a table calls it.</param>
/// <param name="engine">Which of them.</param>
internal sealed class InProcessSimulator(string name, SimulationEngine engine) : ISimulatorUnderTest
{
    public string Name => name;

    public Unavailability? Unavailable => null;

    public string? Version() => null;

    public IBuiltSimulation Build(SimulatedWorkload workload, CancellationToken cancellationToken)
        => new Built(new KernelSimulation(Simulator.Create(workload.Netlist, new SimulationOptions { Engine = engine })), workload.Vector);

    private sealed class Built(KernelSimulation simulation, KernelCase vector) : IBuiltSimulation
    {
        public SimulatedRuns Run(int runs, CancellationToken cancellationToken)
        {
            long begun = Stopwatch.GetTimestamp(), total = 0;
            uint[] cells = new uint[vector.Memory.Length];
            for (int i = 1; ; i++)
            {
                vector.Memory.CopyTo(cells, 0);
                var run = simulation.Run(new KernelMemory(cells), vector.Member, cancellationToken);
                total += run.Cycles;
                if (i == runs || run.Fault is not null)
                {
                    return new SimulatedRuns(0, Stopwatch.GetElapsedTime(begun).TotalSeconds, total, new RungRun(cells, run.Cycles, [], run.Fault));
                }
            }
        }

        public void Dispose()
        {
        }
    }
}
