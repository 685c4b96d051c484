using Accel.Host;
using Accel.Host.Simulation;
using Accel.Rtl;
using Accel.Rtl.Simulation;

namespace Accel.Verification;

/// <summary>The generated netlist, run cycle by cycle in process, run after run without a reset between them.</summary>
/// <param name="designs">From a kernel's name to its flat netlist; asked once a kernel.</param>
/// <param name="latencyCycles">Of the memory.</param>
/// <param name="options">How to simulate, or null for the check of uninitialised values and a bound of cycles.</param>
/// <param name="stalls">From reset on, the memory stalls beside the vectors that say so (<see cref="KernelCase.StallSeed"/>); their cycles are no measure then.</param>
public sealed class RtlRung(Func<string, Module> designs, int latencyCycles = 1, KernelSimulationOptions? options = null, bool stalls = false) : IRung
{
    private readonly KernelSimulationOptions _options = options ?? new KernelSimulationOptions { CheckUninitialised = true, MostCycles = 200_000_000 };
    private readonly Dictionary<string, (ISimulator Simulator, KernelSimulation Quick)> _simulations = new(StringComparer.Ordinal);
    private readonly List<KernelWrite> _writes = [];

    /// <inheritdoc/>
    public string Name => "rtl";

    /// <inheritdoc/>
    public Unavailability? Unavailable => null;

    /// <inheritdoc/>
    public async ValueTask<RungRun> RunAsync(IKernelVectors kernel, KernelCase vector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(vector);
        var options = _options with { OnWrite = _writes.Add };
        if (!_simulations.TryGetValue(kernel.Kernel, out var simulations))
        {
            var simulator = KernelSimulation.SimulatorOf(designs(kernel.Kernel), options);
            _simulations[kernel.Kernel] = simulations = (simulator, new KernelSimulation(simulator, options));
        }

        var simulation = stalls && vector.StallSeed != 0
            ? new KernelSimulation(simulations.Simulator, options with { StallSeed = vector.StallSeed })
            : simulations.Quick;
        _writes.Clear();
        uint[] cells = [.. vector.Memory];
        var run = await Task.Factory.StartNew(
            () => simulation.Run(new KernelMemory(cells, latencyCycles), vector.Member, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);
        if (run.Error == DeviceErrorCode.None)
        {
            return new RungRun(cells, run.Cycles, [.. _writes]);
        }

        // After a fault nothing is known about the kernel's state.
        _simulations.Remove(kernel.Kernel);
        return new RungRun(cells, run.Cycles, [.. _writes], $"{run.Error}: {run.Detail}");
    }

    /// <inheritdoc/>
    public void Dispose() => _simulations.Clear();
}
