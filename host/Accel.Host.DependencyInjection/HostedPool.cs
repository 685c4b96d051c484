namespace Accel.Host.DependencyInjection;

/// <summary>The devices of a service, whatever they do, for the host's lifetime and health check.</summary>
internal interface IHostedDevices : IAsyncDisposable
{
    /// <summary>How the devices are doing where they are open, else null; why they did not open.</summary>
    (IReadOnlyList<PoolMemberStatus>? Members, Exception? Problem) State { get; }

    /// <summary>Opens them where they are not.</summary>
    Task WarmUpAsync(CancellationToken cancellationToken);
}

/// <summary>The devices of a service: opened when they are first needed, or when the host starts; a pool also where there is one alone, so
/// that a device that is lost is taken back.</summary>
/// <param name="open">Opens them.</param>
/// <param name="membersOf">How the devices of a pool are doing.</param>
internal abstract class HostedPool<TPool>(
    Func<CancellationToken, ValueTask<TPool>> open, Func<TPool, IReadOnlyList<PoolMemberStatus>> membersOf) : IHostedDevices
    where TPool : class, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private Task<TPool>? _opening;
    private bool _isOver;

    /// <inheritdoc/>
    public (IReadOnlyList<PoolMemberStatus>? Members, Exception? Problem) State => Volatile.Read(ref _opening) switch
    {
        { IsCompletedSuccessfully: true } opened => (membersOf(opened.Result), null),
        { IsFaulted: true } failed => (null, failed.Exception.InnerException),
        _ => (null, null),
    };

    /// <summary>The pool where it is open, else null.</summary>
    protected TPool? Opened => Volatile.Read(ref _opening) is { IsCompletedSuccessfully: true } opened ? opened.Result : null;

    /// <inheritdoc/>
    public Task WarmUpAsync(CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        if (_opening is { } opening)
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }

        _end.Dispose();
    }

    /// <summary>Opens them where they are not, or where that has failed before; who waits for it may leave.</summary>
    protected Task<TPool> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _opening = open(_end.Token).AsTask();
            }

            return _opening.WaitAsync(cancellationToken);
        }
    }
}
