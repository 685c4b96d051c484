using System.Diagnostics;
using Accel.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>
/// An accelerator: owns one link and runs one job at a time. Safe for use from several threads: up to <see cref="MostInFlight"/> inferences are
/// under way at once, so that one is sent and one is fetched while a third is computed; further ones wait, in order.
/// </summary>
public sealed partial class AccelDevice : IAsyncDisposable
{
    private static readonly TimeSpan _longestStatusWait = TimeSpan.FromSeconds(1);

    private readonly DeviceOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly SemaphoreSlim _inFlight = new(MostInFlight, MostInFlight);
    private readonly SemaphoreSlim _kernel = new(1, 1);
    private uint _lastJob;
    private object? _loaded;
    private bool _disposed;

    private AccelDevice(ILink link, DeviceIdentity identity, DeviceOptions options, AccelMetrics metrics)
    {
        Link = link;
        Metrics = metrics;
        Identity = identity;
        _options = options;
        _logger = options.Logger ?? NullLogger.Instance;
    }

    /// <summary>Inferences that a device works on at once: one is sent, one computed, one fetched.</summary>
    public const int MostInFlight = 3;

    /// <summary>Who the device says it is.</summary>
    public DeviceIdentity Identity { get; }

    /// <summary>The link to it, for tools that look into its memory. Do not use it while a session infers.</summary>
    public ILink Link { get; }

    internal AccelMetrics Metrics { get; }

    /// <summary>Opens the device at an address such as <c>sim:</c>.</summary>
    /// <param name="uri">scheme:path?key=value.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device or scheme.</exception>
    /// <exception cref="DesignMismatchException">It runs another design than expected.</exception>
    /// <exception cref="ProtocolErrorException">What it says about itself cannot be true.</exception>
    public static async ValueTask<AccelDevice> OpenAsync(string uri, DeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DeviceOptions();
        var link = await options.Links.OpenAsync(uri, options.Logger, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(link, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a device over a link that is already there; the device owns it from now on, also when opening fails.</summary>
    /// <inheritdoc cref="OpenAsync(string, DeviceOptions?, CancellationToken)"/>
    public static async ValueTask<AccelDevice> OpenAsync(ILink link, DeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        options ??= new DeviceOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TransferCells, 1, nameof(options));
        var metrics = new AccelMetrics(options.Meters);
        link = new MeteredLink(link, metrics);
        try
        {
            var identity = await link.HelloAsync(cancellationToken).ConfigureAwait(false);
            IdentityCheck.Require(identity, options.ExpectedDesignHash);
            await link.ResetAsync(cancellationToken).ConfigureAwait(false);
            var device = new AccelDevice(link, identity, options, metrics);
            device.LogOpened(identity.Board, identity.DesignHash, identity.MemoryCells);
            return device;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            metrics.Dispose();
            throw;
        }
    }

    /// <summary>Proves that a model fits the device, compiles it, and sends its program and weights; a model loaded before is replaced.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops between two transfers.</param>
    /// <exception cref="ModelDoesNotFitException">A size, a width or the memory is too small; nothing was sent.</exception>
    public ValueTask<AccelSession> LoadAsync(SpikingTransformerModel model, SessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return AccelSession.LoadAsync(this, model, options ?? new SessionOptions(), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await Link.DisposeAsync().ConfigureAwait(false);
            _loading.Dispose();
            _inFlight.Dispose();
            _kernel.Dispose();
            Metrics.Dispose();
        }
    }

    /// <summary>Waits until nothing is inferred any more and makes a session the one that is loaded; inferences go on when the result is disposed.</summary>
    internal async ValueTask<Turn> TakeForLoadingAsync(object session, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        int taken = 0;
        try
        {
            for (; taken < MostInFlight; taken++)
            {
                await _inFlight.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            Release(_inFlight, taken);
            throw;
        }
        finally
        {
            Release(_loading, 1);
        }

        _loaded = session;
        return new Turn(this, _inFlight, taken);
    }

    /// <summary>Waits until one more inference may be under way.</summary>
    /// <exception cref="InvalidOperationException">Another session was loaded since.</exception>
    internal async ValueTask<Turn> TakeInFlightAsync(object session, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _inFlight.WaitAsync(cancellationToken).ConfigureAwait(false);
        var turn = new Turn(this, _inFlight);
        if (ReferenceEquals(_loaded, session))
        {
            return turn;
        }

        turn.Dispose();
        throw new InvalidOperationException("another model was loaded into this device since: load this one again");
    }

    /// <summary>Waits until the kernel is free.</summary>
    internal async ValueTask<Turn> TakeKernelAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _kernel.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(this, _kernel);
    }

    internal async ValueTask WriteAsync(
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

    internal async ValueTask<uint[]> ReadAsync(long address, int cells, CancellationToken cancellationToken)
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

    /// <summary>Runs one job to its end and returns its clock cycles; after a job that was cancelled, late or faulty the device is reset.</summary>
    internal async ValueTask<long> RunAsync(int member, CancellationToken cancellationToken)
    {
        // 0 means no job.
        uint job = _lastJob = _lastJob == uint.MaxValue ? 1 : _lastJob + 1;
        long begun = Stopwatch.GetTimestamp();
        try
        {
            await Link.StartAsync(member, job, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var status = await Link.StatusAsync(_longestStatusWait, cancellationToken).ConfigureAwait(false);
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
                            $"the device stopped job {job} after {status.Cycles} cycles: {status.Error}{(status.Detail.Length == 0 ? "" : ": " + status.Detail)}",
                            "load the model again; `accel verify` tells whether the design itself is at fault");
                    default:
                        throw new ProtocolErrorException(
                            DeviceErrorCode.Unknown,
                            $"the device reports {status.State} of job {status.Job} while job {job} should run: was it reset by someone else?",
                            "make sure that one process alone uses the device");
                }

                if (Stopwatch.GetElapsedTime(begun) > _options.JobTimeout)
                {
                    throw new DeviceTimeoutException(
                        $"job {job} did not end within {_options.JobTimeout.TotalSeconds:0.#} s ({status.Cycles} cycles so far); the device was reset",
                        "allow more time in DeviceOptions.JobTimeout, or check the model with `accel inspect`");
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or DeviceTimeoutException or ProtocolErrorException)
        {
            await TryResetAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Why the job was given up is the error to report, not that the device does not even take a reset.
    private async ValueTask TryResetAsync()
    {
        try
        {
            await Link.ResetAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (AccelException e)
        {
            LogResetFailed(Identity.Board, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Board} did not take a reset after a job that was given up: {Reason}")]
    private partial void LogResetFailed(string board, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "loaded {Model}: {Cells} cells of program and weights, {Slots} inputs at once")]
    internal partial void LogLoaded(string model, int cells, int slots);

    [LoggerMessage(Level = LogLevel.Information, Message = "opened {Board}, design {DesignHash}, {MemoryCells} cells")]
    private partial void LogOpened(string board, string designHash, long memoryCells);

    private void Release(SemaphoreSlim semaphore, int count)
    {
        if (!_disposed && count > 0)
        {
            semaphore.Release(count);
        }
    }

    internal readonly struct Turn(AccelDevice device, SemaphoreSlim semaphore, int count = 1) : IDisposable
    {
        public void Dispose() => device.Release(semaphore, count);
    }
}
