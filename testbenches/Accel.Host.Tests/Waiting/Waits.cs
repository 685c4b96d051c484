namespace Accel.Host.Tests;

/// <summary>
/// What tests of waits need: a bound far above anything that is right, so that a wait without end fails and does not hang.
/// </summary>
internal static class Waits
{
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How a task ended: its exception, or null.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    internal static async Task<Exception?> EndOf(Task task)
    {
        await task.WaitAsync(Longest, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted ? task.Exception?.InnerException
            ?? (task.IsCanceled ? new TaskCanceledException(task) : null) : throw new TimeoutException("it does not end");
    }

    /// <summary>Requires all of them to end with the object's end.</summary>
    internal static async Task AreDisposed(IEnumerable<Task> tasks)
    {
        foreach (var task in tasks)
        {
            Assert.IsType<ObjectDisposedException>(await EndOf(task));
        }
    }
}
