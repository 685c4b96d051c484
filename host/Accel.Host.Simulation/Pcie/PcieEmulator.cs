using System.Diagnostics;
using Accel.Generation;
using Accel.Host.Protocol;
using Accel.Rtl.Simulation;
using Accel.Shell.Pcie;

namespace Accel.Host.Simulation.Pcie;

/// <summary>
/// A PCIe device without PCIe: the shell's netlist, run cycle by cycle on a thread of its own while a job or an access to a register goes
/// on, and a bridge whose transfers take as many cycles as their bytes need. While neither goes on the clock stands, and nothing is
/// computed.
/// </summary>
/// <remarks>The methods are those of the driver's files; they block, and may be called by several threads at once.</remarks>
public sealed class PcieEmulator : IDisposable
{
    private const int CyclesBetweenLooks = 256;
    private const int CyclesBetweenRestLooks = 16;
    private const int CellBytes = 4;
    private const int MostSpans = 1 << 20;

    private readonly PcieEmulatorOptions _options;
    private readonly PcieMachine _machine;
    private readonly Memory<uint> _cells;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly Queue<Action> _accesses = new();
    private readonly DmaEngine _upload, _download;
    private readonly Queue<TimelineSpan> _spans = [];
    private readonly Thread _thread;
    private readonly Func<bool> _isAtRest;
    private readonly Func<(uint Job, long Cycles)> _lastJob;
    private long _skipped;
    private long _lastActivity;
    private long _jobBegin = -1;
    private bool _hadInterrupt;
    private bool _closed;
    private Exception? _failure;
    private int _disposed;
    private volatile bool _stopped;
    private volatile int _jobsEnded;

    /// <summary>Makes a device and lets it run.</summary>
    /// <param name="kernel">The generated kernel.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public PcieEmulator(GeneratedKernel kernel, PcieEmulatorOptions? options = null)
        : this(kernel, options ?? new PcieEmulatorOptions(), null)
    {
    }

    /// <summary>The same over a memory that is there already.</summary>
    internal PcieEmulator(GeneratedKernel kernel, PcieEmulatorOptions options, Memory<uint>? cells)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        options.Require();
        _options = options;
        _cells = cells ?? new uint[options.MemoryCells];
        var identity = ShellIdentities.Of(kernel) with { Board = "emulated-xdma", ClockHz = checked((uint)kernel.Clock.Hz) };
        var shell = PcieShell.Build(kernel.Module, identity, new AxiMasterOptions { MemoryCells = _options.MemoryCells });
        var simulator = Simulator.Create(shell.Flatten());
        _machine = new PcieMachine(simulator, _cells, new AxiMemoryOptions { LatencyCycles = _options.LatencyCycles });
        (_upload, _download) = (new DmaEngine(TimelineKind.Upload, _options.BytesPerCycle, Note), new DmaEngine(TimelineKind.Download, _options.BytesPerCycle, Note));
        _isAtRest = () => simulator.Peek("registers.phase").IsZero;
        _lastJob = () => ((uint)simulator.Peek("registers.job"), (long)simulator.Peek("registers.cycles"));
        _thread = new Thread(Run) { IsBackground = true, Name = "emulated PCIe device" };
        _thread.Start();
    }

    /// <summary>Raised, on the device's thread, when the interrupt line rises.</summary>
    public event EventHandler? InterruptRose;

    /// <summary>Bytes of the memory.</summary>
    public long MemoryBytes => (long)CellBytes * _cells.Length;

    /// <summary>Whether registers read FFFFFFFF and transfers fail.</summary>
    public bool IsLost => _options.Fault == PcieFault.LinkLost && _jobsEnded > 0;

    /// <summary>What has gone on so far; of more than a million spans, the latest.</summary>
    public Timeline Timeline
    {
        get
        {
            lock (_lock)
            {
                return new Timeline([.. _spans], _options.BytesPerCycle);
            }
        }
    }

    /// <summary>Reads a register through the bus.</summary>
    /// <exception cref="ObjectDisposedException">The device was disposed of.</exception>
    /// <exception cref="InvalidOperationException">Its simulation has found an error and stopped.</exception>
    public uint ReadRegister(int offset) => IsLost ? uint.MaxValue : Access(() => _machine.Read(offset).Value);

    /// <summary>Writes a register through the bus.</summary>
    public void WriteRegister(int offset, uint value) => Access(() =>
    {
        _machine.Write(offset, value);
        return 0;
    });

    /// <summary>Moves bytes into the memory, and returns when the link has carried them.</summary>
    /// <param name="address">First byte; a multiple of 4.</param>
    /// <param name="bytes">A multiple of 4 of them.</param>
    public void Upload(long address, ReadOnlyMemory<byte> bytes)
        => Move(_upload, new DmaTransfer(address, bytes.Length, () => Payloads.Read(bytes.Span, Cells(address, bytes.Length))));

    /// <summary>Moves bytes out of the memory, and returns when the link has carried them.</summary>
    /// <param name="address">First byte; a multiple of 4.</param>
    /// <param name="bytes">Room for a multiple of 4 of them.</param>
    public void Download(long address, Memory<byte> bytes)
        => Move(_download, new DmaTransfer(address, bytes.Length, () => Payloads.Write(Cells(address, bytes.Length), bytes.Span)));

    /// <summary>Stops the thread; calls that wait fail.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _stopped = true;
        _work.Release();
        _thread.Join();
        lock (_lock)
        {
            _work.Dispose();
        }
    }

    private Span<uint> Cells(long address, int bytes) => _cells.Span.Slice((int)(address / CellBytes), bytes / CellBytes);

    private long Now => _machine.Cycle + _skipped;

    private T Access<T>(Func<T> access)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(() =>
        {
            try
            {
                done.SetResult(OverTheLink(access));
            }
            catch (Exception e)
            {
                done.TrySetException(e);
                throw;
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private void Move(DmaEngine engine, DmaTransfer transfer)
    {
        Add(() => engine.Add(transfer, Now));
        transfer.Done.GetAwaiter().GetResult();
    }

    private void Add(Action action)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw new InvalidOperationException($"the emulated device has stopped: {_failure.Message}", _failure);
            }

            ObjectDisposedException.ThrowIf(_closed, this);
            _accesses.Enqueue(action);
            _work.Release();
        }
    }

    private void Run()
    {
        try
        {
            Serve();
        }
#pragma warning disable CA1031 // Whatever stops the simulation is told to each caller; a thread has nobody else to tell.
        catch (Exception e)
#pragma warning restore CA1031
        {
            lock (_lock)
            {
                _failure = e;
            }
        }

        End();
    }

    // Nobody may wait for a device that has ended.
    private void End()
    {
        lock (_lock)
        {
            _closed = true;
        }

        while (Next() is { } action)
        {
            try
            {
                action();
            }
#pragma warning disable CA1031 // Who waits for it has been told.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }

        _upload.Abandon();
        _download.Abandon();
    }

    private void Serve()
    {
        while (!_stopped)
        {
            while (Next() is { } action)
            {
                action();
                Look();
                _lastActivity = Stopwatch.GetTimestamp();
            }

            var settles = _options.Settling - Stopwatch.GetElapsedTime(_lastActivity);
            if (_isAtRest() && !_upload.IsBusy && !_download.IsBusy)
            {
                _work.Wait();
            }
            else if (settles > TimeSpan.Zero)
            {
                _work.Wait(settles);
            }
            else
            {
                Pass(_isAtRest() ? long.MaxValue : CyclesBetweenLooks);
                Look();
            }
        }
    }

    // Lets cycles pass, but none beyond the end of a transfer, for the host may react to it; without a job nothing happens in the netlist.
    private void Pass(long most)
    {
        long end = Math.Min(_upload.IsBusy ? _upload.End : long.MaxValue, _download.IsBusy ? _download.End : long.MaxValue);
        long cycles = Math.Min(most, Math.Max(1, end - Now));
        if (_isAtRest())
        {
            _skipped += cycles;
            return;
        }

        for (long i = cycles; i > 0 && (i % CyclesBetweenRestLooks != 0 || !_isAtRest()); i--)
        {
            _machine.Step();
        }
    }

    // The registers' bus takes few cycles; the rest of an access is the way over PCIe.
    private T OverTheLink<T>(Func<T> access)
    {
        long end = Now + _options.RegisterCycles;
        var result = access();
        Look();
        while (Now < end)
        {
            Pass(end - Now);
            Look();
        }

        return result;
    }

    private Action? Next()
    {
        lock (_lock)
        {
            return _accesses.TryDequeue(out var action) ? action : null;
        }
    }

    // What has ended in the meantime: transfers, a job, and the interrupt's rise.
    private void Look()
    {
        _upload.Advance(Now);
        _download.Advance(Now);

        bool rests = _isAtRest();
        if (_jobBegin < 0 && !rests)
        {
            _jobBegin = Now;
        }
        else if (_jobBegin >= 0 && rests)
        {
            var (job, cycles) = _lastJob();
            long begun = _jobBegin;
            _jobBegin = -1;
            if (job != 0)
            {
                // A job that was reset has no number any more, and no cycles.
                Note(new TimelineSpan(TimelineKind.Job, begun, begun + cycles, 0, job));
                _jobsEnded++;
            }
        }

        bool interrupt = _machine.Interrupt;
        if (interrupt && !_hadInterrupt)
        {
            _lastActivity = Stopwatch.GetTimestamp();
            InterruptRose?.Invoke(this, EventArgs.Empty);
        }

        _hadInterrupt = interrupt;
    }

    private void Note(TimelineSpan span)
    {
        lock (_lock)
        {
            if (_spans.Count == MostSpans)
            {
                _spans.Dequeue();
            }

            _spans.Enqueue(span);
            _lastActivity = Stopwatch.GetTimestamp();
        }
    }
}
