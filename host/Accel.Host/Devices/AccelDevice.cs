using Accel.Host.Engine;
using Accel.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accel.Host;

/// <summary>
/// An accelerator: owns one link and runs one job at a time. Safe for use from several threads: up to <see cref="MostInFlight"/> inferences
/// are under way at once, so that one is sent and one is fetched while a third is computed; further ones wait, in order.
/// </summary>
public sealed partial class AccelDevice : IKernelDevice
{
    private readonly DeviceOptions _options;
    private readonly ILogger _logger;
    private readonly TurnQueue _inFlight = new(nameof(AccelDevice), MostInFlight);
    private readonly TurnQueue _kernel = new(nameof(AccelDevice), 1);
    private readonly Lifetime _life;
    private object? _loaded;

    private AccelDevice(ILink link, DeviceIdentity identity, DeviceOptions options, AccelMetrics metrics)
    {
        Link = link;
        Metrics = metrics;
        Identity = identity;
        EntryPoints = KernelEntryPoints.Of(options.Kernel);
        _options = options;
        _life = new Lifetime(nameof(AccelDevice), options.Time);
        _logger = options.Logger ?? NullLogger.Instance;
    }

    /// <summary>Inferences that a device works on at once: one is sent, one computed, one fetched.</summary>
    public const int MostInFlight = EngineProgram.MostSlots;

    /// <summary>Who the device says it is.</summary>
    public DeviceIdentity Identity { get; }

    /// <summary>The link to it, for tools that look into its memory. Do not use it while a session infers.</summary>
    public ILink Link { get; }

    internal AccelMetrics Metrics { get; }

    /// <summary>Opens the device at an address such as <c>sim:</c>.</summary>
    /// <param name="uri">scheme:path?key=value.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="ArgumentException">An option makes no sense; nothing was opened.</exception>
    /// <exception cref="DeviceUnavailableException">There is no such device or scheme, or it is gone.</exception>
    /// <exception cref="DeviceTimeoutException">It does not answer, or was not open within
    /// <see cref="DeviceOptions.OpenTimeout"/>.</exception>
    /// <exception cref="DesignMismatchException">It runs another design than expected.</exception>
    /// <exception cref="ProtocolErrorException">What it says about itself cannot be true.</exception>
    public static ValueTask<AccelDevice> OpenAsync(string uri, DeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        options ??= new DeviceOptions();
        options.Require();
        return InTimeAsync(
            uri,
            options,
            async stop =>
            {
                var link = await Late.TakeAsync(
                    options.Links.OpenAsync(uri, options.Kernel, options.Logger, stop).AsTask(), stop).ConfigureAwait(false);
                return await GreetAsync(link, options, stop).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Opens a device over a link that is already there; the device owns it from now on, also when opening fails.</summary>
    /// <inheritdoc cref="OpenAsync(string, DeviceOptions?, CancellationToken)"/>
    public static async ValueTask<AccelDevice> OpenAsync(
        ILink link, DeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        options ??= new DeviceOptions();
        try
        {
            options.Require();
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return await InTimeAsync("the device", options, stop => GreetAsync(link, options, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Proves that a model fits the device, compiles it, and sends its program and weights; a model loaded before is replaced.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops between two transfers.</param>
    /// <exception cref="ModelDoesNotFitException">A size, a width or the memory is too small; nothing was sent.</exception>
    /// <exception cref="ModelFormatException">The model is not sound; nothing was sent.</exception>
    /// <exception cref="DesignMismatchException">The device runs a kernel that is no engine.</exception>
    /// <exception cref="AccelException">The device failed.</exception>
    /// <exception cref="ObjectDisposedException">The device was disposed of before or meanwhile.</exception>
    public ValueTask<AccelSession> LoadAsync(
        SpikingTransformerModel model, SessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        IdentityCheck.RequireEngine(Identity);
        return _life.RunAsync(stop => AccelSession.LoadAsync(this, model, options ?? new SessionOptions(), stop), cancellationToken);
    }

    /// <summary>
    /// Closes the link. Whatever is under way or waits, on the device and its sessions, ends with <see cref="ObjectDisposedException"/>;
    /// who disposes of it again, or at the same time, waits for the same end.
    /// </summary>
    public async ValueTask DisposeAsync() => await _life.EndAsync(async () =>
    {
        _inFlight.Close();
        _kernel.Close();
        try
        {
            await Link.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Metrics.Dispose();
        }
    }).ConfigureAwait(false);

    /// <summary>
    /// Waits until nothing is inferred any more and makes a session the one that is loaded; inferences go on when the result is disposed.
    /// </summary>
    internal async ValueTask<TurnQueue.Turn> TakeForLoadingAsync(object session, CancellationToken cancellationToken)
    {
        var turn = await _inFlight.TakeAsync(MostInFlight, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _loaded, session);
        return turn;
    }

    /// <summary>Waits until one more inference may be under way.</summary>
    /// <exception cref="InvalidOperationException">Another session was loaded since.</exception>
    internal async ValueTask<TurnQueue.Turn> TakeInFlightAsync(object session, CancellationToken cancellationToken)
    {
        var turn = await _inFlight.TakeAsync(1, cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(Volatile.Read(ref _loaded), session))
        {
            return turn;
        }

        turn.Dispose();
        throw new InvalidOperationException(
            "another model, or the memory of a kernel's run, was loaded into this device since: load this one again");
    }

    /// <summary>Waits until the kernel is free.</summary>
    internal ValueTask<TurnQueue.Turn> TakeKernelAsync(CancellationToken cancellationToken) => _kernel.TakeAsync(1, cancellationToken);

    /// <summary>A session is over: where it is the one that is loaded, none is.</summary>
    internal void Forget(object session) => Interlocked.CompareExchange(ref _loaded, null, session);

    private static async ValueTask<AccelDevice> GreetAsync(ILink link, DeviceOptions options, CancellationToken cancellationToken)
    {
        var metrics = new AccelMetrics(options.Meters);
        link = new BoundedLink(new MeteredLink(link, metrics), options);
        try
        {
            var identity = await link.HelloAsync(cancellationToken).ConfigureAwait(false);
            IdentityCheck.Require(identity, options);
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

    private static async ValueTask<AccelDevice> InTimeAsync(
        string what, DeviceOptions options, Func<CancellationToken, ValueTask<AccelDevice>> open, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.OpenTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await open(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested)
        {
            throw new DeviceTimeoutException(
                $"{what} was not open within {options.OpenTimeout.TotalSeconds:0.#} s",
                "check the cable, the board's power and that the address is that of an Accel device; DeviceOptions.OpenTimeout allows more time",
                e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "loaded {Model}: {Cells} cells of program and weights, {Slots} inputs at once")]
    internal partial void LogLoaded(string model, int cells, int slots);

    [LoggerMessage(Level = LogLevel.Information, Message = "opened {Board}, design {DesignHash}, {MemoryCells} cells")]
    private partial void LogOpened(string board, string designHash, long memoryCells);
}
