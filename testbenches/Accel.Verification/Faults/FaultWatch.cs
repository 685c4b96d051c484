using Accel.Host;

namespace Accel.Verification;

/// <summary>Runs what meets with a fault, and finds out how it ended: rightly, with a report, wrongly, or not at all.</summary>
/// <param name="board">The board.</param>
/// <param name="seed">Chooses places and kinds of damage.</param>
/// <param name="count">Runs of a fault.</param>
internal sealed class FaultWatch(FaultBoard board, int seed, int count)
{
    // More than any retry takes: who needs more does not end.
    private static readonly TimeSpan _watchdog = TimeSpan.FromMinutes(2);

    /// <summary>What the last run that was reported said.</summary>
    internal string? LastReport { get; private set; }

    /// <summary>A row of the report.</summary>
    internal (string Name, Func<CancellationToken, Task<FaultMeasurement>> MeasureAsync) Of(
        string name, Func<Random, CancellationToken, Task<FaultRun>> run)
        => (name, async stop =>
        {
            var random = new Random(seed);
            var measured = new FaultMeasurement(name, 0, 0, 0, 0, 0, 0, 0, 0);
            for (int i = 0; i < count; i++)
            {
                stop.ThrowIfCancellationRequested();
                measured = measured.Add(await run(random, stop).ConfigureAwait(false));
            }

            return measured with { LeakedHandles = board.OpenLines };
        });

    /// <summary>Loads a job, runs it and compares.</summary>
    internal Task<FaultOutcome> WorkAsync(FramedLink link, int vector, CancellationToken stop)
        => GuardAsync(cancel => board.WorkAsync(link, vector, cancel), stop);

    /// <summary>Whatever happened, the next job is done rightly, over another link where none is given.</summary>
    /// <returns>What became of both, and the problem where the next job was one.</returns>
    internal async Task<(FaultOutcome Outcome, string? Problem)> ThenAsync(
        FaultOutcome outcome, FramedLink? link, int vector, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (outcome is not (FaultOutcome.Right or FaultOutcome.Reported))
        {
            return (outcome, null);
        }

        await using var next = link is null ? FaultBoard.Open(board.Line()) : null;
        return await WorkAsync(next ?? link!, vector, stop).ConfigureAwait(false) switch
        {
            FaultOutcome.Right => (outcome, null),
            FaultOutcome.Reported => (FaultOutcome.Wrong, $"the next job was not done: {LastReport}"),
            var after => (after, "the next job"),
        };
    }

    /// <summary>Waits for the end of some work, but not for ever.</summary>
    internal async Task<FaultOutcome> GuardAsync(Func<CancellationToken, Task<bool>> work, CancellationToken stop)
    {
        try
        {
            bool isRight = await work(stop).WaitAsync(_watchdog, CancellationToken.None).ConfigureAwait(false);
            return isRight ? FaultOutcome.Right : FaultOutcome.Wrong;
        }
        catch (TimeoutException)
        {
            return FaultOutcome.Hung;
        }
        catch (Exception e) when (e is AccelException or OperationCanceledException or ObjectDisposedException)
        {
            LastReport = e.Message;
            return FaultOutcome.Reported;
        }
    }

    /// <summary>The worst of several ends.</summary>
    internal static FaultOutcome Worst(IEnumerable<FaultOutcome> outcomes) => outcomes.Max();
}
