using System.Collections.Concurrent;

namespace Accel.Host.Pcie;

/// <summary>
/// A thread that makes the calls of one device file, in order. The calls block for as long as a transfer or a job takes; on the threads of the pool, of which
/// there are as many as processors, they would hold up each other and the application.
/// </summary>
internal sealed class DriverThread : IDisposable
{
    private readonly BlockingCollection<Action> _calls = [];
    private readonly Thread _thread;
    private int _isClosed;

    internal DriverThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Makes a call when those before it are made; one that is cancelled before its turn is not made.</summary>
    /// <exception cref="ObjectDisposedException">The thread was closed.</exception>
    internal Task<T> RunAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _calls.Add(() => Complete(done, call, cancellationToken), CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            throw new ObjectDisposedException(nameof(PcieLink));
        }

        return done.Task;
    }

    /// <summary>Waits for the calls that are there, and ends the thread.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _calls.CompleteAdding();
            _thread.Join();
            _calls.Dispose();
        }
    }

    private void Run()
    {
        foreach (var call in _calls.GetConsumingEnumerable())
        {
            call();
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.SetCanceled(cancellationToken);
            return;
        }

        try
        {
            done.SetResult(call());
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
