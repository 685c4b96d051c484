using Accel.Host;
using Accel.Models;

namespace Accel.Cli;

/// <summary>Runs jobs on a simulated board while something goes wrong, and finds out what became of them.</summary>
/// <param name="board">The board.</param>
/// <param name="seed">Chooses places and kinds of damage.</param>
/// <param name="count">Runs of a fault.</param>
/// <param name="streams">Random byte streams.</param>
internal sealed class FaultCampaign(FaultBoard board, int seed, int count, int streams)
{
    // More than any retry takes: who needs more does not end.
    private static readonly TimeSpan _watchdog = TimeSpan.FromMinutes(2);

    // A fault in about every other frame of the largest size.
    private const int MeanBytes = 2000;
    private const int LongestStream = 200;

    private string? _lastReport;

    /// <summary>The faults, in the order of the report.</summary>
    internal IEnumerable<(string Name, Func<CancellationToken, Task<FaultMeasurement>> MeasureAsync)> All
        =>
        [
            Of("bytes lost", (random, stop) => DamagedAsync(LineFault.Lost, random, stop)),
            Of("bytes doubled", (random, stop) => DamagedAsync(LineFault.Doubled, random, stop)),
            Of("bits flipped", (random, stop) => DamagedAsync(LineFault.Flipped, random, stop)),
            Of("frames cut", (random, stop) => DamagedAsync(LineFault.Cut, random, stop)),
            Of("device reset", ResetAsync),
            Of("device unplugged", UnpluggedAsync),
            Of("host cancelled", CancelledAsync),
            ("random bytes", StreamsAsync),
        ];

    private (string Name, Func<CancellationToken, Task<FaultMeasurement>> MeasureAsync) Of(string name, Func<Random, CancellationToken, Task<FaultRun>> run)
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

    private async Task<FaultRun> DamagedAsync(LineFault fault, Random random, CancellationToken stop)
    {
        var line = new FaultInjectionTransport(board.Line(), fault, MeanBytes, random.Next() + (int)fault);
        await using var link = FaultBoard.Open(line);
        var outcome = await WorkAsync(link, random.Next(), stop).ConfigureAwait(false);
        return new FaultRun(outcome, line.Injected, link.Statistics);
    }

    // After a reset the session is stale: a result can only be reported as lost, and the device is opened anew.
    private Task<FaultRun> ResetAsync(Random random, CancellationToken stop) => InterruptedAsync(random, (_, _) => board.Board.Reset(), again: true, stop);

    private Task<FaultRun> UnpluggedAsync(Random random, CancellationToken stop) => InterruptedAsync(random, (line, _) => line.Unplug(), again: true, stop);

    private Task<FaultRun> CancelledAsync(Random random, CancellationToken stop) => InterruptedAsync(random, (_, cancel) => cancel.Cancel(), again: false, stop);

    private async Task<FaultRun> InterruptedAsync(Random random, Action<FaultInjectionTransport, CancellationTokenSource> interrupt, bool again, CancellationToken stop)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var line = new FaultInjectionTransport(board.Line(), null, 1, 0);
        var trigger = new TriggerTransport(line, 1 + random.Next(2 * sizeof(uint) * board.Cells), () => interrupt(line, cancel));
        var link = FaultBoard.Open(trigger);
        try
        {
            string? problem = null;
            var outcome = await WorkAsync(link, random.Next(), cancel.Token).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (outcome is FaultOutcome.Right or FaultOutcome.Reported)
            {
                // Whatever happened, the next job is done rightly: over the same link when only the host had changed its mind.
                if (again)
                {
                    await link.DisposeAsync().ConfigureAwait(false);
                }

                await using var next = again ? FaultBoard.Open(board.Line()) : null;
                var after = await WorkAsync(next ?? link, random.Next(), stop).ConfigureAwait(false);
                if (after != FaultOutcome.Right)
                {
                    problem = after == FaultOutcome.Reported ? $"the next job was not done: {_lastReport}" : "the next job";
                    outcome = after == FaultOutcome.Hung ? after : FaultOutcome.Wrong;
                }
            }

            return new FaultRun(outcome, trigger.HasFired ? 1 : 0, link.Statistics, problem);
        }
        finally
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Whatever came before, the device answers the next good frame, at the rate that was agreed.
    private async Task<FaultMeasurement> StreamsAsync(CancellationToken stop)
    {
        var random = new Random(seed);
        var measured = new FaultMeasurement("random bytes", 0, 0, 0, 0, 0, 0, 0, 0);
        await using var link = FaultBoard.Open(board.Line());
        var expected = await link.HelloAsync(stop).ConfigureAwait(false);
        var before = link.Statistics;
        for (int i = 0; i < streams; i++)
        {
            stop.ThrowIfCancellationRequested();
            byte[] stream = new byte[random.Next(1, LongestStream)];
            random.NextBytes(stream);
            board.Board.Write(stream);
            var outcome = await GuardAsync(async cancel => await link.HelloAsync(cancel).ConfigureAwait(false) == expected, stop).ConfigureAwait(false);
            measured = measured.Add(new FaultRun(outcome, 1, default));
        }

        var now = link.Statistics;
        await link.DisposeAsync().ConfigureAwait(false);
        return measured with
        {
            Detected = now.FramesBroken + now.LossesReported + now.Silences - before.FramesBroken - before.LossesReported - before.Silences,
            Retried = now.FramesRepeated - before.FramesRepeated,
            LeakedHandles = board.OpenLines,
        };
    }

    private Task<FaultOutcome> WorkAsync(FramedLink link, int vector, CancellationToken stop) => GuardAsync(cancel => board.WorkAsync(link, vector, cancel), stop);

    private async Task<FaultOutcome> GuardAsync(Func<CancellationToken, Task<bool>> work, CancellationToken stop)
    {
        try
        {
            return await work(stop).WaitAsync(_watchdog, CancellationToken.None).ConfigureAwait(false) ? FaultOutcome.Right : FaultOutcome.Wrong;
        }
        catch (TimeoutException)
        {
            return FaultOutcome.Hung;
        }
        catch (Exception e) when (e is AccelException or OperationCanceledException)
        {
            _lastReport = e.Message;
            return FaultOutcome.Reported;
        }
    }
}
