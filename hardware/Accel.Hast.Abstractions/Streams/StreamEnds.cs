namespace Accel.Hast;

/// <summary>The two ends of a stream: who has them, who waits at one of them.</summary>
/// <param name="name">As messages call the stream.</param>
internal sealed class StreamEnds(string name)
{
    private const int OutsideOfTasks = 0;

    private readonly TaskNetwork _network = TaskNetwork.Enter();
    private readonly int _maker = CurrentTask;
    private readonly End _read = new("read"), _written = new("written");

    private sealed class End(string done)
    {
        /// <summary>As in "is read".</summary>
        public string Done { get; } = done;

        /// <summary>Whose it is.</summary>
        public int? Task { get; set; }

        /// <summary>Where it was used last.</summary>
        public StreamPlace? Last { get; set; }

        /// <summary>Set while its task waits: completed when it can try again.</summary>
        public StreamWait? Wait { get; set; }
    }

    /// <summary>Does something at an end as soon as it can be done.</summary>
    /// <param name="isWrite">At which end.</param>
    /// <param name="place">Where in C#.</param>
    /// <param name="attempt">Does it, or says that it cannot be done yet; called under the network's lock.</param>
    public void Do(bool isWrite, StreamPlace place, Func<bool> attempt)
    {
        var (own, other) = isWrite ? (_written, _read) : (_read, _written);
        while (true)
        {
            StreamWait wait;
            lock (_network.Gate)
            {
                Claim(own, place);
                _network.ThrowIfDeadlocked();
                if (attempt())
                {
                    (own.Last, own.Wait) = (place, null);
                    _network.Progressed(other.Wait);
                    return;
                }

                own.Wait = wait = new StreamWait(
                    Thread.CurrentThread,
                    () =>
                        $"{place} waits to {(isWrite ? "write to" : "read from")} {name}, which is {(isWrite ? "full" : "empty")} and which {Whoever(other)}");
                _network.Add(wait);
            }

            try
            {
                wait.Block(_network);
            }
            finally
            {
                _network.Remove(wait);
            }
        }
    }

    /// <summary>Takes an end, or says that another task has it.</summary>
    public void Claim(bool isWrite, StreamPlace place)
    {
        lock (_network.Gate)
        {
            Claim(isWrite ? _written : _read, place);
        }
    }

    private static string Whoever(End other)
        => other.Last is { } last ? $"is {other.Done} by {last}" : $"nobody has {other.Done}{(other.Done == "read" ? " from" : " to")}";

    private static int CurrentTask => Task.CurrentId ?? OutsideOfTasks;

    private void Claim(End own, StreamPlace place)
    {
        int task = CurrentTask;
        if (own.Task is null || own.Task == _maker)
        {
            // Who makes the stream may use an end before a task takes it over.
            own.Task = task;
        }

        if (own.Task != task)
        {
            throw new InvalidOperationException(
                $"{name} is {own.Done} by two tasks: by {own.Last?.ToString() ?? "one that waits"} and by {place}; a stream has one writer and one reader");
        }
    }
}
