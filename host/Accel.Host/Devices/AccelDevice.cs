using System.Diagnostics;
using Accel.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>An accelerator: owns one link and runs one job at a time. Safe for use from several threads; their calls take turns.</summary>
public sealed partial class AccelDevice : IAsyncDisposable
{
    private static readonly TimeSpan _longestStatusWait = TimeSpan.FromSeconds(1);

    private readonly DeviceOptions _options;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private uint _lastJob;
    private object? _loaded;
    private bool _disposed;

    private AccelDevice(ILink link, DeviceIdentity identity, DeviceOptions options)
    {
        Link = link;
        Identity = identity;
        _options = options;
        _logger = options.Logger ?? NullLogger.Instance;
    }

    /// <summary>Who the device says it is.</summary>
    public DeviceIdentity Identity { get; }

    /// <summary>The link to it, for tools that look into its memory. Do not use it while a session infers.</summary>
    public ILink Link { get; }

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
        try
        {
            var identity = await link.HelloAsync(cancellationToken).ConfigureAwait(false);
            IdentityCheck.Require(identity, options.ExpectedDesignHash);
            await link.ResetAsync(cancellationToken).ConfigureAwait(false);
            var device = new AccelDevice(link, identity, options);
            device.LogOpened(identity.Board, identity.DesignHash, identity.MemoryCells);
            return device;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
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
            _turn.Dispose();
        }
    }

    /// <summary>Waits until the device is free; the turn ends when the result is disposed.</summary>
    internal async ValueTask<Turn> TakeTurnAsync(object session, bool load, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (load)
        {
            _loaded = session;
        }
        else if (!ReferenceEquals(_loaded, session))
        {
            _turn.Release();
            throw new InvalidOperationException("another model was loaded into this device since: load this one again");
        }

        return new Turn(this);
    }

    internal async ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken)
    {
        RequireInside(address, cells.Length);
        for (int sent = 0; sent < cells.Length; sent += _options.TransferCells)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = Math.Min(_options.TransferCells, cells.Length - sent);
            await Link.WriteAsync(address + sent, cells.Slice(sent, length), cancellationToken).ConfigureAwait(false);
        }
    }

    internal async ValueTask<uint[]> ReadAsync(long address, int cells, CancellationToken cancellationToken)
    {
        RequireInside(address, cells);
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
        uint job = ++_lastJob;
        long begun = Stopwatch.GetTimestamp();
        await Link.StartAsync(member, job, cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var status = await Link.StatusAsync(_longestStatusWait, cancellationToken).ConfigureAwait(false);
                switch (status.State)
                {
                    case DeviceState.Done when status.Job == job:
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
            await Link.ResetAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private void RequireInside(long address, long cells)
    {
        if (address < 0 || address > Identity.MemoryCells - cells)
        {
            throw new ProtocolErrorException(
                DeviceErrorCode.OutOfRange,
                $"cells {address} to {address + cells - 1} lie outside of the device's {Identity.MemoryCells}",
                "use a device with more memory, or a smaller model");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "opened {Board}, design {DesignHash}, {MemoryCells} cells")]
    private partial void LogOpened(string board, string designHash, long memoryCells);

    internal readonly struct Turn(AccelDevice device) : IDisposable
    {
        public void Dispose()
        {
            if (!device._disposed)
            {
                device._turn.Release();
            }
        }
    }
}
