using System.Collections.Concurrent;

namespace Accel.Host.Pcie;

/// <summary>
/// A thread that makes the calls of one device file, in order. The calls block for as long as a transfer or a job takes; on the threads of
/// the pool, of which there are as many as processors, they would hold up each other and the application. Who waits for a call that a
/// driver does not return from gets an error and leaves it behind; until it returns, no further calls are taken. The queue holds no more
/// calls than there are callers who wait.
/// </summary>
internal sealed class DriverThread : IDisposable
{
    private readonly BlockingCollection<Action> _calls = [];
    private readonly string _name;
    private readonly TimeSpan _longestCall;
    private readonly Action _atEnd;
    private readonly Thread _thread;
    private int _isClosed;
    private int _progress;
    private volatile bool _isStuck;

    /// <param name="name">The file, for messages.</param>
    /// <param name="longestCall">So long may nothing be done while somebody waits.</param>
    /// <param name="atEnd">Frees what the calls use; made on the thread, after the last call.</param>
    internal DriverThread(string name, TimeSpan longestCall, Action atEnd)
    {
        (_name, _longestCall, _atEnd) = (name, longestCall, atEnd);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Makes a call when those before it are made; one that is cancelled before its turn is not made.</summary>
    /// <param name="call">It looks at the token between its parts, and ends when that is cancelled: its caller has gone on.</param>
    /// <param name="cancellationToken">Ends the wait, and the call as soon as it looks.</param>
    /// <exception cref="ObjectDisposedException">The thread was closed.</exception>
    /// <exception cref="DeviceTimeoutException">The driver does not return.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_isStuck)
        {
            throw Stuck();
        }

        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stop = left.Token;
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _calls.Add(() => Complete(done, call, stop), CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(PcieLink));
        }

        try
        {
            return await WaitAsync(done.Task, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!done.Task.IsCompleted)
        {
            await left.CancelAsync().ConfigureAwait(false);
            Late.Forget(done.Task);
            throw;
        }
    }

    /// <summary>Waits for the calls that are there, and ends the thread; one that does not return keeps it, and what it uses.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _calls.CompleteAdding();
            if (_thread.Join(_longestCall < Lifetime.LongestEnd ? _longestCall : Lifetime.LongestEnd))
            {
                _calls.Dispose();
            }
        }
    }

    private async Task<T> WaitAsync<T>(Task<T> done, CancellationToken cancellationToken)
    {
        while (true)
        {
            int before = Volatile.Read(ref _progress);
            try
            {
                return await done.WaitAsync(_longestCall, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!done.IsCompleted)
            {
                if (Volatile.Read(ref _progress) == before)
                {
                    _isStuck = true;
                    throw Stuck();
                }
            }
        }
    }

    private DeviceTimeoutException Stuck() => new(
        $"{_name}: the driver has not returned from a call for {_longestCall.TotalSeconds:0.###} s",
        "look at `dmesg`; program the board again and load the driver anew");

    /// <summary>A part of a call is done: the driver returns.</summary>
    internal void Progress()
    {
        Interlocked.Increment(ref _progress);
        _isStuck = false;
    }

    private void Run()
    {
        foreach (var call in _calls.GetConsumingEnumerable())
        {
            call();
            Progress();
        }

        _atEnd();
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<CancellationToken, T> call, CancellationToken stop)
    {
        try
        {
            stop.ThrowIfCancellationRequested();
            done.SetResult(call(stop));
        }
        catch (OperationCanceledException e)
        {
            done.SetCanceled(e.CancellationToken);
        }
#pragma warning disable CA1031 // Whatever goes wrong is for the caller who waits.
        catch (Exception e)
#pragma warning restore CA1031
        {
            done.SetException(e);
        }
    }
}
