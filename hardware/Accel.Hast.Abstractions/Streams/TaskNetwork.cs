namespace Accel.Hast;

/// <summary>
/// The tasks that can reach each other by streams, so that a deadlock is found: the threads that run with what flowed from where the
/// streams were made. When all of them wait, nothing is about to be started, and that has not changed for a while, none of them will ever
/// go on.
/// </summary>
internal sealed class TaskNetwork
{
    /// <summary>For so long nothing may have happened, ms.</summary>
    private const long PatienceMs = 500;

    /// <summary>So many times each task that waits must have looked: where they hardly run, neither does who could go on.</summary>
    private const int LooksOfEach = 8;

    private static readonly AsyncLocal<TaskNetwork?> Flowing = new(Moved);

    private readonly HashSet<Thread> _threads = [];
    private readonly List<StreamWait> _waits = [];
    private StreamDeadlockException? _deadlock;
    private long? _stuckSinceMs;
    private int _looks;

    private TaskNetwork()
    {
    }

    /// <summary>Guards the streams of the network.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The network of whoever calls; it flows on into the tasks that are started from here.</summary>
    public static TaskNetwork Enter()
    {
        if (Flowing.Value is { _deadlock: null } known)
        {
            return known;
        }

        TaskNetwork network = new();
        Flowing.Value = network;
        return network;
    }

    /// <summary>A task waits; under the lock.</summary>
    public void Add(StreamWait wait)
    {
        _waits.Add(wait);
        MakeRoom(_waits.Count);
    }

    /// <summary>A task waits no longer.</summary>
    public void Remove(StreamWait wait)
    {
        lock (Gate)
        {
            _ = _waits.Remove(wait);
        }
    }

    /// <summary>Something was read or written; whoever waits at the other end may try again. Under the lock.</summary>
    public void Progressed(StreamWait? wait)
    {
        _stuckSinceMs = null;
        wait?.Wake();
    }

    /// <summary>Under the lock.</summary>
    public void ThrowIfDeadlocked()
    {
        if (_deadlock is { } found)
        {
            throw new StreamDeadlockException(found.Waits);
        }
    }

    /// <summary>Looks whether any task can still go on; if none can, all that wait are told so.</summary>
    public void Check()
    {
        lock (Gate)
        {
            if (_deadlock is not null || !IsStuck())
            {
                _stuckSinceMs = null;
                return;
            }

            (_stuckSinceMs, _looks) = _stuckSinceMs is null ? (Environment.TickCount64, 1) : (_stuckSinceMs, _looks + 1);
            if (Environment.TickCount64 - _stuckSinceMs >= PatienceMs && _looks >= LooksOfEach * _waits.Count)
            {
                _deadlock = new StreamDeadlockException([.. _waits.Select(wait => wait.Describe()).Order(StringComparer.Ordinal)]);
                _waits.ForEach(wait => wait.Wake());
            }
        }
    }

    // The thread pool replaces threads that wait slowly, a few per 25 to 250 ms: a network of a hundred tasks would take seconds to start.
    private static void MakeRoom(int waiting)
    {
        ThreadPool.GetMinThreads(out int workers, out int completionPorts);
        int wanted = waiting + Environment.ProcessorCount;
        if (workers < wanted)
        {
            _ = ThreadPool.SetMinThreads(wanted, completionPorts);
        }
    }

    // A task that is queued and not started is not among the threads, but it is pending. One that was told to go on may not run for long
    // on a machine with other work; until then it is among those that wait.
    private bool IsStuck()
    {
        _ = _threads.RemoveWhere(thread => !thread.IsAlive);
        HashSet<Thread> waiting = [.. _waits.Select(wait => wait.Thread)];
        return ThreadPool.PendingWorkItemCount == 0 && !_waits.Exists(static wait => wait.IsWoken)
            && _threads.All(thread => waiting.Contains(thread) || (thread.ThreadState & ThreadState.WaitSleepJoin) != 0);
    }

    private static void Moved(AsyncLocalValueChangedArgs<TaskNetwork?> change)
    {
        change.PreviousValue?.Leave();
        if (change.CurrentValue is { } entered)
        {
            lock (entered.Gate)
            {
                _ = entered._threads.Add(Thread.CurrentThread);
            }
        }
    }

    private void Leave()
    {
        lock (Gate)
        {
            _ = _threads.Remove(Thread.CurrentThread);
        }
    }
}
