using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Accel.Hast;
using Accel.Interfaces;
using Hast.Transformer.SimpleMemory;
using Microsoft.Extensions.Logging;

namespace Accel.Host;

// What any kernel needs of a device: memory, and jobs. A session of a model is built on the same.
public sealed partial class AccelDevice
{
    private static readonly TimeSpan _longestStatusWait = TimeSpan.FromSeconds(1);

    // So long may a caller who has given a job up wait for the device's reset; the next job makes good what was not done in it.
    private static readonly TimeSpan _longestReset = TimeSpan.FromSeconds(5);

    /// <summary>What a trimmer must leave of a kernel's class.</summary>
    public const DynamicallyAccessedMemberTypes NeededOfKernels = KernelEntryPoints.Needed;

    private uint _lastJob;
    private bool _mustReset;

    /// <inheritdoc/>
    public ImmutableArray<string> EntryPoints { get; }

    /// <inheritdoc/>
    public ValueTask<DeviceRun> RunAsync(int entryPoint, SimpleMemory memory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentOutOfRangeException.ThrowIfNegative(entryPoint);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entryPoint, KernelInterface.MaximumEntryPoints);
        if (memory.CellCount > Identity.MemoryCells)
        {
            throw new ArgumentException(
                $"a memory of {memory.CellCount} cells has no room in the device, which has {Identity.MemoryCells}: run on fewer cells, or "
                    + "open a device with more",
                nameof(memory));
        }

        return _life.RunAsync(stop => RunOnAsync(entryPoint, memory, stop), cancellationToken);
    }

    /// <summary>The methods of a kernel's class that are entry points, each at its number.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static ImmutableArray<string> EntryPointsOf([DynamicallyAccessedMembers(NeededOfKernels)] Type kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return KernelEntryPoints.Of(kernel);
    }

    /// <summary>
    /// Waits until the kernel is free, runs an entry point on what lies in the device's memory, and waits for its end. After a job that was
    /// cancelled, late or faulty the device is reset.
    /// </summary>
    /// <param name="entryPoint">Its number, in order of declaration from 0; one that does not exist ends at once.</param>
    /// <param name="cancellationToken">Stops the device and throws.</param>
    /// <returns>Clock cycles from the start to the end.</returns>
    /// <exception cref="AccelException">The device failed.</exception>
    /// <exception cref="ObjectDisposedException">The device was disposed of before or meanwhile.</exception>
    public ValueTask<long> RunAsync(int entryPoint, CancellationToken cancellationToken = default) => _life.RunAsync(
        async stop =>
        {
            using var turn = await TakeKernelAsync(stop).ConfigureAwait(false);
            return await RunInTurnAsync(entryPoint, stop).ConfigureAwait(false);
        },
        cancellationToken);

    // The kernel's memory begins at cell 0, so that a run has the device to itself: a model that is loaded is lost.
    private async ValueTask<DeviceRun> RunOnAsync(int entryPoint, SimpleMemory memory, CancellationToken cancellationToken)
    {
        string name = KernelEntryPoints.NameOf(EntryPoints, entryPoint);
        using var activity = AccelTracing.StartRun(Identity, name);
        long begun = Stopwatch.GetTimestamp();
        Exception? error = null;
        try
        {
            using var alone = await TakeForLoadingAsync(memory, cancellationToken).ConfigureAwait(false);
            using var turn = await TakeKernelAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(0, PlainMemory.Cells(memory), null, cancellationToken).ConfigureAwait(false);
            long cycles = await RunInTurnAsync(entryPoint, cancellationToken).ConfigureAwait(false);
            PlainMemory.Write(memory, await ReadAsync(0, memory.CellCount, cancellationToken).ConfigureAwait(false));
            activity?.SetTag("accel.cycles", cycles);
            return new DeviceRun(Identity.Kernel, name, cycles, Identity.ClockHz, Stopwatch.GetElapsedTime(begun));
        }
        catch (Exception e)
        {
            activity.Failed(e);
            error = e;
            throw;
        }
        finally
        {
            Forget(memory);
            Metrics.Ran(name, Stopwatch.GetElapsedTime(begun), error);
        }
    }

    /// <summary>Writes cells of the device's memory. While a model is loaded, or a kernel runs, that is theirs.</summary>
    /// <param name="address">Index of the first cell.</param>
    /// <param name="cells">What to store; not to be changed before the end.</param>
    /// <param name="progress">Told after each transfer what part has been sent, 0 to 1; or null.</param>
    /// <param name="cancellationToken">Stops between two transfers.</param>
    /// <exception cref="AccelException">They lie outside of the memory, or the device failed.</exception>
    public async ValueTask WriteAsync(
        long address, ReadOnlyMemory<uint> cells, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        LinkChecks.RequireInside(null, address, cells.Length, Identity.MemoryCells);
        for (int sent = 0; sent < cells.Length; sent += _options.TransferCells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = Math.Min(_options.TransferCells, cells.Length - sent);
            await Link.WriteAsync(address + sent, cells.Slice(sent, length), cancellationToken).ConfigureAwait(false);
            progress?.Report((double)(sent + length) / cells.Length);
        }
    }

    /// <summary>Reads cells of the device's memory.</summary>
    /// <param name="address">Index of the first cell.</param>
    /// <param name="cells">How many.</param>
    /// <param name="cancellationToken">Stops between two transfers.</param>
    /// <exception cref="AccelException">They lie outside of the memory, or the device failed.</exception>
    public async ValueTask<uint[]> ReadAsync(long address, int cells, CancellationToken cancellationToken = default)
    {
        LinkChecks.RequireInside(null, address, cells, Identity.MemoryCells);
        uint[] result = new uint[cells];
        for (int read = 0; read < cells; read += _options.TransferCells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = Math.Min(_options.TransferCells, cells - read);
            await Link.ReadAsync(address + read, result.AsMemory(read, length), cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>The same for who has taken the kernel.</summary>
    internal async ValueTask<long> RunInTurnAsync(int member, CancellationToken cancellationToken)
    {
        // 0 means no job.
        uint job = _lastJob = _lastJob == uint.MaxValue ? 1 : _lastJob + 1;
        try
        {
            if (_mustReset)
            {
                await Link.ResetAsync(cancellationToken).ConfigureAwait(false);
                _mustReset = false;
            }

            await Link.StartAsync(member, job, cancellationToken).ConfigureAwait(false);
            return await EndOfAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or DeviceTimeoutException or ProtocolErrorException)
        {
            await TryResetAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<long> EndOfAsync(uint job, CancellationToken cancellationToken)
    {
        long begun = _options.Time.GetTimestamp();
        while (true)
        {
            var left = _options.JobTimeout - _options.Time.GetElapsedTime(begun);
            var wait = left < _longestStatusWait ? left : _longestStatusWait;
            var status = await Link.StatusAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            switch (status.State)
            {
                case DeviceState.Done when status.Job == job:
                    Metrics.JobEnded(status.Cycles);
                    return status.Cycles;
                case DeviceState.Running when status.Job == job:
                    break;
                case DeviceState.Faulted:
                    throw new ProtocolErrorException(
                        status.Error,
                        $"the device stopped job {job} after {status.Cycles} cycles: {status.Error}"
                            + (status.Detail.Length == 0 ? "" : ": " + status.Detail),
                        "load the model or the memory again; `accel verify` tells whether the design itself is at fault");
                default:
                    throw new ProtocolErrorException(
                        DeviceErrorCode.Unknown,
                        $"the device reports {status.State} of job {status.Job} while job {job} should run: was it reset by someone else?",
                        "make sure that one process alone uses the device");
            }

            if (_options.Time.GetElapsedTime(begun) >= _options.JobTimeout)
            {
                throw new DeviceTimeoutException(
                    $"job {job} did not end within {_options.JobTimeout.TotalSeconds:0.#} s ({status.Cycles} cycles so far); "
                        + "the device was reset",
                    "allow more time in DeviceOptions.JobTimeout; `accel inspect` checks a model, `accel verify` a kernel");
            }
        }
    }

    // Why the job was given up is the error to report, not that the device does not even take a reset.
    private async ValueTask TryResetAsync()
    {
        _mustReset = true;
        using var late = new CancellationTokenSource(_longestReset, _options.Time);
        try
        {
            await Link.ResetAsync(late.Token).ConfigureAwait(false);
            _mustReset = false;
        }
        catch (Exception e) when (e is AccelException or OperationCanceledException or ObjectDisposedException)
        {
            LogResetFailed(Identity.Board, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Board} did not take a reset after a job that was given up: {Reason}")]
    private partial void LogResetFailed(string board, string reason);
}
