using System.Collections.Immutable;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host.DependencyInjection;

/// <summary>The devices of a service: opened when they are first needed, or when the host starts; a pool also where there is one alone, so
/// that a device that is lost is taken back.</summary>
/// <param name="entryPoints">Methods of the kernel, each at its number.</param>
/// <param name="open">Opens them.</param>
internal sealed class HostedDevices(ImmutableArray<string> entryPoints, Func<CancellationToken, ValueTask<KernelPool>> open) : IKernelDevice
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private Task<KernelPool>? _opening;
    private bool _isOver;

    /// <inheritdoc/>
    public ImmutableArray<string> EntryPoints => entryPoints;

    /// <summary>The pool where it is open, else null; why it did not open.</summary>
    internal (KernelPool? Pool, Exception? Problem) State => Volatile.Read(ref _opening) switch
    {
        { IsCompletedSuccessfully: true } opened => (opened.Result, null),
        { IsFaulted: true } failed => (null, failed.Exception.InnerException),
        _ => (null, null),
    };

    /// <inheritdoc/>
    public async ValueTask<DeviceRun> RunAsync(int entryPoint, SimpleMemory memory, CancellationToken cancellationToken = default)
        => await (await OpenAsync(cancellationToken).ConfigureAwait(false)).RunAsync(entryPoint, memory, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Opens them where they are not, or where that has failed before; who waits for it may leave.</summary>
    internal Task<KernelPool> OpenAsync(CancellationToken cancellationToken)
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
}
