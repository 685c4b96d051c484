using System.Globalization;

namespace Accel.Fuzzing;

/// <summary>Waits for the check of a program as long as its budget says.</summary>
internal static class ProgramWatch
{
    // Programs that call methods deeply must not meet the small stack of a pool's thread.
    private const int StackBytes = 64 << 20;

    /// <summary>
    /// Runs a check on a thread of its own. One that does not end is left behind: nothing can stop it, and the campaign goes on.
    /// </summary>
    /// <param name="time">How long it may take.</param>
    /// <param name="check">The check; the token tells it that its time is over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="grace">How much longer to wait for a check that looks at the token, which tells best what it was doing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Verdict Run(
        TimeSpan time, Func<CheckProgress, CancellationToken, Verdict> check, CancellationToken cancellationToken, TimeSpan? grace = null)
    {
        CheckProgress progress = new();
        TaskCompletionSource<Verdict> ended = new();
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Thread thread = new(() => Check(check, progress, ended, stop), StackBytes) { IsBackground = true, Name = "check of a program" };
        stop.CancelAfter(time);
        thread.Start();
        TimeSpan longest = time + (grace ?? TimeSpan.FromSeconds(5));
        if (ended.Task.Wait((int)Math.Min(int.MaxValue, longest.TotalMilliseconds), cancellationToken))
        {
            return ended.Task.Result;
        }

        string seconds = time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        return new Verdict(Outcome.Crashed, progress.Stage, $"no end within {seconds} s") { HasNoEnd = true };
    }

    private static void Check(
        Func<CheckProgress, CancellationToken, Verdict> check,
        CheckProgress progress,
        TaskCompletionSource<Verdict> ended,
        CancellationTokenSource stop)
    {
        try
        {
            ended.SetResult(check(progress, stop.Token));
        }
        catch (OperationCanceledException exception)
        {
            ended.SetCanceled(exception.CancellationToken);
        }
#pragma warning disable CA1031 // Whoever waits is told of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ended.SetException(exception);
        }
        finally
        {
            stop.Dispose();
        }
    }
}
