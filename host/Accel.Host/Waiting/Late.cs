namespace Accel.Host;

/// <summary>Results of work that nobody can stop, when nobody waits for them any more.</summary>
internal static class Late
{
    /// <summary>
    /// Waits for something that is to be disposed of; what comes after the wait was cancelled is, and its error is dropped.
    /// </summary>
    internal static async ValueTask<T> TakeAsync<T>(Task<T> work, CancellationToken cancellationToken)
        where T : notnull
    {
        try
        {
            return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            _ = DropAsync(work);
            throw;
        }
    }

    /// <summary>Keeps an error from being unobserved.</summary>
    internal static void Forget(Task work)
        => _ = work.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);

    private static async Task DropAsync<T>(Task<T> work)
        where T : notnull
    {
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        switch (work.IsCompletedSuccessfully ? await work.ConfigureAwait(false) : default(object))
        {
            case IAsyncDisposable late:
                await late.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable late:
                late.Dispose();
                break;
        }
    }
}
