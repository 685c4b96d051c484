using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Rtl.Simulation;

namespace Accel.Verification;

/// <summary>The generated netlist, run cycle by cycle in process, run after run without a reset between them.</summary>
/// <param name="designs">From a kernel's name to its flat netlist; asked once a kernel.</param>
/// <param name="latencyCycles">Of the memory.</param>
/// <param name="options">How to simulate, or null for the check of uninitialised values and a bound of cycles.</param>
/// <param name="stalls">Each vector is run twice more, from reset on, beside a memory that stalls at random, once as quick and once slower;
/// what goes wrong there counts, its cycles do not.</param>
public sealed class RtlRung(Func<string, Module> designs, int latencyCycles = 1, KernelSimulationOptions? options = null, bool stalls = false) : IRung
{
    private const int SlowerBy = 5;

    private readonly KernelSimulationOptions _options = options ?? new KernelSimulationOptions { CheckUninitialised = true, MostCycles = 200_000_000 };
    private readonly Dictionary<string, (KernelSimulation Quick, ISimulator? Stalling)> _simulations = new(StringComparer.Ordinal);
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
        if (!_simulations.TryGetValue(kernel.Kernel, out var simulations))
        {
            var design = designs(kernel.Kernel);
            _simulations[kernel.Kernel] = simulations = (new KernelSimulation(design, _options with { OnWrite = _writes.Add }), stalls ? Simulator.Create(design) : null);
        }

        return await Task.Factory.StartNew(
            () =>
            {
                var quick = Run(kernel.Kernel, simulations.Quick, vector, latencyCycles, "", cancellationToken);
                if (kernel.KeepsState)
                {
                    _simulations.Remove(kernel.Kernel);
                }

                if (quick.Fault is not null || simulations.Stalling is null)
                {
                    return quick;
                }

                foreach (var (seed, latency) in (ReadOnlySpan<(int, int)>)
                    [(vector.StallSeed, latencyCycles), (~vector.StallSeed, latencyCycles + SlowerBy)])
                {
                    var stalling = new KernelSimulation(kernel.KeepsState
                        ? Simulator.Create(simulations.Stalling.Module)
                        : simulations.Stalling, _options with { CheckUninitialised = false, StallSeed = seed, OnWrite = _writes.Add });
                    var slow = Run(kernel.Kernel, stalling, vector, latency, "beside a memory that stalls: ", cancellationToken);
                    if (slow.Fault is not null || !slow.Memory.AsSpan().SequenceEqual(quick.Memory))
                    {
                        return slow;
                    }
                }

                return quick;
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);
    }

    private RungRun Run(
        string kernel, KernelSimulation simulation, KernelCase vector, int latency, string where, CancellationToken cancellationToken)
    {
        _writes.Clear();
        uint[] cells = [.. vector.Memory];
        var run = simulation.Run(new KernelMemory(cells, latency), vector.Member, cancellationToken);
        if (run.Fault is null)
        {
            return new RungRun(cells, run.Cycles, [.. _writes]);
        }

        // After a fault nothing is known about the kernel's state.
        _simulations.Remove(kernel);
        return new RungRun(cells, run.Cycles, [.. _writes], where + run.Fault);
    }

    /// <inheritdoc/>
    public void Dispose() => _simulations.Clear();
}
