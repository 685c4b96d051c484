using Accel.Rtl;
using Accel.Rtl.Bench;

namespace Accel.Verification;

/// <summary>A vector in the RTL simulation, with a trace of every port in every cycle for benches that replay it.</summary>
/// <param name="Trace">Rows of hexadecimal numbers behind a header with the hash of the ports.</param>
/// <param name="Run">What the simulation left.</param>
internal sealed record TraceRecording(string Trace, RungRun Run)
{
    /// <summary>Records a run; a trace is text in memory, so that one of more than <paramref name="mostCycles"/> is broken off.</summary>
    internal static TraceRecording Of(Module module, KernelCase vector, int latencyCycles, long mostCycles, CancellationToken cancellationToken)
    {
        var trace = new StringWriter();
        var writes = new List<KernelWrite>();
        var simulation = new KernelSimulation(module, new KernelSimulationOptions { Trace = trace, OnWrite = writes.Add, MostCycles = mostCycles });
        uint[] cells = [.. vector.Memory];
        var run = simulation.Run(new KernelMemory(cells, latencyCycles), vector.Member, cancellationToken);
        return new TraceRecording(
            trace.ToString(), new RungRun(cells, run.Cycles, writes, run.Fault is null ? null : $"the RTL simulation: {run.Fault}"));
    }
}
