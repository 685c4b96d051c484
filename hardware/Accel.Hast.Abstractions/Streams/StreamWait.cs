namespace Accel.Hast;

/// <summary>A task that waits at a stream.</summary>
/// <param name="thread">What it runs on.</param>
/// <param name="describe">Who waits for whom.</param>
internal sealed class StreamWait(Thread thread, Func<string> describe)
{
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _changed = new();

    /// <summary>What it runs on.</summary>
    public Thread Thread { get; } = thread;

    /// <summary>Who waits for whom.</summary>
    public string Describe() => describe();

    /// <summary>The task was told that it may try again.</summary>
    public bool IsWoken => _changed.Task.IsCompleted;

    /// <summary>The task may try again.</summary>
    public void Wake() => _ = _changed.TrySetResult();

    /// <summary>Waits until the task may try again. A wait for a Task, other than one for a monitor, makes the thread pool start another
    /// thread.</summary>
    public void Block(TaskNetwork network)
    {
        while (!_changed.Task.Wait(CheckPeriod))
        {
            network.Check();
        }
    }
}
