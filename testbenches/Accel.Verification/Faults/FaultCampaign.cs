using Accel.Host;

namespace Accel.Verification;

/// <summary>Runs jobs on a simulated board while something goes wrong, and finds out what became of them.</summary>
/// <param name="board">The board.</param>
/// <param name="seed">Chooses places and kinds of damage.</param>
/// <param name="count">Runs of a fault.</param>
/// <param name="streams">Random byte streams.</param>
public sealed class FaultCampaign(FaultBoard board, int seed, int count, int streams)
{
    // A fault in about every other frame of the largest size.
    private const int MeanBytes = 2000;
    private const int LongestStream = 200;

    private readonly FaultWatch _watch = new(board, seed, count);

    /// <summary>The faults, in the order of the report.</summary>
    public IEnumerable<(string Name, Func<CancellationToken, Task<FaultMeasurement>> MeasureAsync)> All
        =>
        [
            _watch.Of("bytes lost", (random, stop) => DamagedAsync(LineFault.Lost, random, stop)),
            _watch.Of("bytes doubled", (random, stop) => DamagedAsync(LineFault.Doubled, random, stop)),
            _watch.Of("bits flipped", (random, stop) => DamagedAsync(LineFault.Flipped, random, stop)),
            _watch.Of("frames cut", (random, stop) => DamagedAsync(LineFault.Cut, random, stop)),
            _watch.Of("device reset", ResetAsync),
            _watch.Of("device unplugged", UnpluggedAsync),
            _watch.Of("host cancelled", CancelledAsync),
            .. new WaitCampaign(board, _watch).All,
            ("random bytes", StreamsAsync),
        ];

    private async Task<FaultRun> DamagedAsync(LineFault fault, Random random, CancellationToken stop)
    {
        var line = new FaultInjectionTransport(board.Line(), fault, MeanBytes, random.Next() + (int)fault);
        await using var link = FaultBoard.Open(line);
        var outcome = await _watch.WorkAsync(link, random.Next(), stop).ConfigureAwait(false);
        return new FaultRun(outcome, line.Injected, link.Statistics);
    }

    // After a reset the session is stale: a result can only be reported as lost, and the device is opened anew.
    private Task<FaultRun> ResetAsync(Random random, CancellationToken stop)
        => InterruptedAsync(random, (_, _) => board.Board.Reset(), again: true, stop);

    private Task<FaultRun> UnpluggedAsync(Random random, CancellationToken stop)
        => InterruptedAsync(random, (line, _) => line.Unplug(), again: true, stop);

    private Task<FaultRun> CancelledAsync(Random random, CancellationToken stop)
        => InterruptedAsync(random, (_, cancel) => cancel.Cancel(), again: false, stop);

    private async Task<FaultRun> InterruptedAsync(
        Random random, Action<FaultInjectionTransport, CancellationTokenSource> interrupt, bool again, CancellationToken stop)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var line = new FaultInjectionTransport(board.Line(), null, 1, 0);
        var trigger = new TriggerTransport(line, 1 + random.Next(2 * sizeof(uint) * board.Cells), () => interrupt(line, cancel));
        var link = FaultBoard.Open(trigger);
        try
        {
            var outcome = await _watch.WorkAsync(link, random.Next(), cancel.Token).ConfigureAwait(false);
            if (again)
            {
                await link.DisposeAsync().ConfigureAwait(false);
            }

            // Over the same link when only the host had changed its mind.
            (outcome, string? problem) = await _watch.ThenAsync(outcome, again ? null : link, random.Next(), stop).ConfigureAwait(false);
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
            var outcome = await _watch.GuardAsync(async cancel => await link.HelloAsync(cancel).ConfigureAwait(false) == expected, stop)
                .ConfigureAwait(false);
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
}
