using Accel.Interfaces;
using Accel.Rtl.Bench;

namespace Accel.Host.Simulation;

/// <summary>
/// A device that runs a generated netlist, cycle by cycle, on a thread of its own, behind the command set of every link. The memory may be
/// read and written while a job runs, as on a board.
/// </summary>
public sealed class SimulatedLink : ILink
{
    private readonly SimulatedDesign _design;
    private readonly KernelMemory _memory;
    private readonly Lock _lock = new();
    private readonly KernelSimulation _simulation;
    private readonly Lifetime _life = new(nameof(SimulatedLink));
    private readonly TurnQueue _reset = new(nameof(SimulatedLink), 1);
    private CancellationTokenSource _stop = new();
    private Task<KernelRun>? _running;
    private long _cyclesSoFar;
    private uint _job;

    /// <summary>Makes a device and applies its reset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    public SimulatedLink(SimulatedDesign design, SimulatedDeviceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        options ??= new SimulatedDeviceOptions();
        options.Require();
        _design = design;
        _memory = new KernelMemory((int)Math.Min(options.MemoryCells, design.AddressableCells), options.LatencyCycles, options.CheckUninitialised);
        _simulation = new KernelSimulation(design.Module, new KernelSimulationOptions
        {
            MostCycles = options.MostCycles,
            CheckUninitialised = options.CheckUninitialised,
            StallSeed = options.StallSeed,
            OnCycles = cycles => Volatile.Write(ref _cyclesSoFar, cycles),
        });
    }

    /// <inheritdoc/>
    public ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
    {
        _life.ThrowIfOver();
        cancellationToken.ThrowIfCancellationRequested();
        return new(new DeviceIdentity
        {
            ProtocolVersion = DeviceIdentity.SupportedProtocolVersion,
            DesignHash = _design.DesignHash,
            Kernel = IdentityCell.KernelName(_design.Kernel),
            Board = "simulation",
            ClockHz = _design.ClockHz,
            MemoryCells = _memory.CellCount,
            Limits = _design.Limits,
        });
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
    {
        RequireInside("WRITE", address, cells.Length);
        cancellationToken.ThrowIfCancellationRequested();
        _memory.Write(address, cells.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
    {
        RequireInside("READ", address, cells.Length);
        cancellationToken.ThrowIfCancellationRequested();
        _memory.Read(address, cells.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
    {
        _life.ThrowIfOver();
        LinkChecks.RequireStart(member, job);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_running is not null && _job == job)
            {
                return ValueTask.CompletedTask;
            }

            if (_running is { IsCompleted: false } || _stop.IsCancellationRequested)
            {
                throw new ProtocolErrorException(DeviceErrorCode.Busy, $"START: job {_job} is still running", "wait for its end, or reset the device");
            }

            _job = job;
            Volatile.Write(ref _cyclesSoFar, 0);
            var stop = _stop.Token;
            _running = Task.Factory.StartNew(
                () => _simulation.Run(_memory, member, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        wait = OptionChecks.Wait(wait);
        return _life.RunAsync(stop => WaitForEndAsync(wait, stop), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ResetAsync(CancellationToken cancellationToken = default) => _life.RunAsync(
        async ValueTask (stop) =>
        {
            using var turn = await _reset.TakeAsync(1, stop).ConfigureAwait(false);
            await StopAsync().ConfigureAwait(false);
            lock (_lock)
            {
                _stop = new CancellationTokenSource();
                _running = null;
                _simulation.Reset();
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _life.EndAsync(async () =>
    {
        _reset.Close();
        await StopAsync().ConfigureAwait(false);
    }).ConfigureAwait(false);

    private async ValueTask<DeviceStatus> WaitForEndAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        Task<KernelRun>? running;
        uint job;
        lock (_lock)
        {
            (running, job) = (_running, _job);
        }

        if (running is null)
        {
            return new DeviceStatus(DeviceState.Idle, job, 0);
        }

        if (wait > TimeSpan.Zero && !running.IsCompleted)
        {
            await ((Task)running).WaitAsync(wait, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (!running.IsCompleted)
        {
            return new DeviceStatus(DeviceState.Running, job, Volatile.Read(ref _cyclesSoFar));
        }

        if (running.IsCanceled)
        {
            // Stopped by a reset, not by who asks.
            return new DeviceStatus(DeviceState.Idle, job, 0);
        }

        var run = await running.ConfigureAwait(false);
        return run.Error == DeviceErrorCode.None
            ? new DeviceStatus(DeviceState.Done, job, run.Cycles)
            : new DeviceStatus(DeviceState.Faulted, job, run.Cycles, run.Error, run.Detail);
    }

    // The simulation looks every few thousand cycles whether it shall end.
    private async ValueTask StopAsync()
    {
        Task? running;
        CancellationTokenSource stop;
        lock (_lock)
        {
            (running, stop) = (_running, _stop);
            stop.Cancel();
        }

        if (running is not null)
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void RequireInside(string command, long address, long cells)
    {
        _life.ThrowIfOver();
        LinkChecks.RequireInside(command, address, cells, _memory.CellCount, "open the device with more memory, for instance `sim:?cells=16777216`");
    }
}
