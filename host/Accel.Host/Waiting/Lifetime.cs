namespace Accel.Host;

/// <summary>
/// An object's life as its callers see it: calls begin only before its end, are cancelled by it, and are told so by
/// <see cref="ObjectDisposedException"/>. The end comes once; who disposes of the object meanwhile, or again, waits for the same end.
/// </summary>
/// <param name="name">The object's class, for the exception.</param>
/// <param name="time">The clock of the longest wait for calls under way; null for the system's.</param>
#pragma warning disable CA1001 // A source without timer and wait handle holds nothing; its token is asked for after the end too.
internal sealed class Lifetime(string name, TimeProvider? time = null)
#pragma warning restore CA1001
{
    // Who heeds neither its token nor the end of what it uses is left behind.
    internal static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _left;
    private bool _isOver;
    private int _calls;

    /// <summary>Cancelled by the end.</summary>
    internal CancellationToken End => _end.Token;

    /// <summary>Whether the end has begun.</summary>
    internal bool IsOver => Volatile.Read(ref _isOver);

    /// <exception cref="ObjectDisposedException">The end has begun.</exception>
    internal void ThrowIfOver()
    {
        if (IsOver)
        {
            throw Disposed();
        }
    }

    /// <summary>What a call is told that the end has cut off.</summary>
    internal ObjectDisposedException Disposed() => new(name);

    /// <summary>Makes a call, with a token that the caller and the end cancel.</summary>
    /// <exception cref="ObjectDisposedException">The end came before or during the call.</exception>
    internal async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && e.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception e)
            when (e is OperationCanceledException or ObjectDisposedException && IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw Disposed();
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{CancellationToken, ValueTask{T}}, CancellationToken)"/>
    internal async ValueTask RunAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken) => await RunAsync(
        async stop =>
        {
            await call(stop).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Ends it: no call begins any more, those under way are cancelled, <paramref name="release"/> is run, and the calls are waited for.
    /// </summary>
    internal async Task EndAsync(Func<ValueTask> release)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                release = null!;
            }
            else
            {
                _isOver = true;
                _left = _calls == 0 ? null : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        if (release is null)
        {
            await _ended.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await _end.CancelAsync().ConfigureAwait(false);
            await release().ConfigureAwait(false);
            await (_left?.Task ?? Task.CompletedTask).WaitAsync(LongestEnd, time ?? TimeProvider.System)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Enter()
    {
        lock (_lock)
        {
            ThrowIfOver();
            _calls++;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_calls == 0)
            {
                _left?.TrySetResult();
            }
        }
    }
}
