using Accel.Host;
using Accel.Host.Simulation;
using Accel.Rtl;

namespace Accel.Verification;

/// <summary>The generated netlist, run cycle by cycle in process.</summary>
/// <param name="designs">From a kernel's name to its flat netlist; asked once a kernel.</param>
/// <param name="latencyCycles">Of the memory.</param>
/// <param name="options">How to simulate, or null for the check of uninitialised values and a bound of cycles.</param>
public sealed class RtlRung(Func<string, Module> designs, int latencyCycles = 1, KernelSimulationOptions? options = null) : IRung
{
    private readonly KernelSimulationOptions _options = options ?? new KernelSimulationOptions { CheckUninitialised = true, MostCycles = 200_000_000 };
    private readonly Dictionary<string, KernelSimulation> _simulations = new(StringComparer.Ordinal);
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
        if (!_simulations.TryGetValue(kernel.Kernel, out var simulation))
        {
            _simulations[kernel.Kernel] = simulation = new KernelSimulation(designs(kernel.Kernel), _options with { OnWrite = _writes.Add });
        }

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
