using Accel.Golden.Generation;
using Accel.Host;
using Accel.Models;

namespace Accel.Verification;

/// <summary>
/// Faults after which somebody waits: noise without end, a board that stops answering, an object that is disposed of while it is used,
/// results that nobody takes.
/// </summary>
/// <param name="board">The board.</param>
/// <param name="watch">Finds out how it ended.</param>
internal sealed class WaitCampaign(FaultBoard board, FaultWatch watch)
{
    private const int NoiseBytesPerSecond = 200_000;
    private const int Overlapping = 5;

    // So much goes over the line while a link is opened.
    private const int BytesOfOpening = 600;

    // Four silences of 50, 100, 200 and 400 ms: the board is frozen in every run.
    private const int FrozenAnswerMilliseconds = 50;

    private static readonly ModelConfiguration _configuration =
        RandomConfiguration.Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 };

    /// <summary>The faults, in the order of the report.</summary>
    internal IEnumerable<(string Name, Func<CancellationToken, Task<FaultMeasurement>> MeasureAsync)> All
        =>
        [
            watch.Of("noise at 200 kB/s", NoiseAsync),
            watch.Of("disposed in mid-flight", DisposedAsync),
            watch.Of("board frozen", FrozenAsync),
            watch.Of("stream never read", UnreadAsync),
        ];

    // Opening must end by itself, and the line serve again without the noise.
    private async Task<FaultRun> NoiseAsync(Random random, CancellationToken stop)
    {
        await using var link = FaultBoard.Open(new NoisyTransport(board.Line(), NoiseBytesPerSecond, random.Next()));
        var opened = await watch.WorkAsync(link, random.Next(), stop).ConfigureAwait(false);
        await link.DisposeAsync().ConfigureAwait(false);
        var (outcome, problem) = await watch.ThenAsync(opened, null, random.Next(), stop).ConfigureAwait(false);
        return new FaultRun(outcome, 1, link.Statistics, problem);
    }

    // A job, in every second run with other calls that overlap with its opening: all must end when the link is disposed of at any byte.
    private async Task<FaultRun> DisposedAsync(Random random, CancellationToken stop)
    {
        FramedLink? link = null;
        bool overlaps = random.Next(2) == 0;
        var disposal = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task Dispose() => Task.Run(() => link!.DisposeAsync().AsTask(), CancellationToken.None);
        int bytes = 1 + random.Next(overlaps ? BytesOfOpening : 2 * sizeof(uint) * board.Cells);
        var trigger = new TriggerTransport(board.Line(), bytes, () => disposal.TrySetResult(Dispose()));
        link = FaultBoard.Open(trigger);
        var work = watch.WorkAsync(link, random.Next(), stop);
        var others = Enumerable.Range(0, overlaps ? Overlapping : 0).Select(_ => watch.GuardAsync(
            async cancel =>
            {
                await link.HelloAsync(cancel).ConfigureAwait(false);
                return true;
            },
            stop));
        var ended = FaultWatch.Worst(await Task.WhenAll(others.Prepend(work)).ConfigureAwait(false));
        disposal.TrySetResult(Dispose());
        var disposed = await watch.GuardAsync(
            async _ =>
            {
                await (await disposal.Task.ConfigureAwait(false)).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
        var (outcome, problem) = await watch.ThenAsync(FaultWatch.Worst([ended, disposed]), null, random.Next(), stop)
            .ConfigureAwait(false);
        return new FaultRun(outcome, trigger.HasFired ? 1 : 0, link.Statistics, problem);
    }

    // HELLO is answered, and nothing after it.
    private async Task<FaultRun> FrozenAsync(Random random, CancellationToken stop)
    {
        var line = new FrozenTransport(board.Line());
        await using var link = FaultBoard.Open(line, FrozenAnswerMilliseconds);
        Func<CancellationToken, Task>[] commands =
        [
            async cancel => await link.WriteAsync(0, new uint[board.Cells], cancel).ConfigureAwait(false),
            async cancel => await link.ReadAsync(0, new uint[board.Cells], cancel).ConfigureAwait(false),
            async cancel => await link.StatusAsync(TimeSpan.FromSeconds(0.1), cancel).ConfigureAwait(false),
            async cancel => await link.ResetAsync(cancel).ConfigureAwait(false),
        ];
        var ended = await watch.GuardAsync(
            async cancel =>
            {
                await link.HelloAsync(cancel).ConfigureAwait(false);
                line.Freeze();
                await commands[random.Next(commands.Length)](cancel).ConfigureAwait(false);
                return false;
            },
            stop).ConfigureAwait(false);
        await link.DisposeAsync().ConfigureAwait(false);
        var (outcome, problem) = await watch.ThenAsync(ended, null, random.Next(), stop).ConfigureAwait(false);
        return new FaultRun(outcome, 1, link.Statistics, problem);
    }

    // One result of an endless stream is taken; no more inputs may be than the session works on, and disposal must end what is under way.
    private async Task<FaultRun> UnreadAsync(Random random, CancellationToken stop)
    {
        int taken = 0;
        IEnumerable<NetworkInput> Endless()
        {
            while (true)
            {
                taken++;
                yield return RandomInput.Create(_configuration, taken);
            }
        }

        string? problem = null;
        var outcome = await watch.GuardAsync(
            async cancel =>
            {
                var device = await AccelDevice.OpenAsync("sim:?cells=65536", null, cancel).ConfigureAwait(false);
                var session = await device.LoadAsync(RandomModel.Create(_configuration, 1), null, cancel).ConfigureAwait(false);
                var results = session.InferManyAsync(Endless(), cancel).GetAsyncEnumerator(cancel);
                await results.MoveNextAsync().ConfigureAwait(false);
                await Task.Delay(random.Next(5), cancel).ConfigureAwait(false);
                if (taken > session.MostInFlight + 1)
                {
                    problem = $"{taken} inputs were taken for one result";
                    return false;
                }

                // The reader goes away, or what he reads from does.
                IAsyncDisposable[] ends = [results, session, device];
                await ends[random.Next(ends.Length)].DisposeAsync().ConfigureAwait(false);
                foreach (var end in ends)
                {
                    await end.DisposeAsync().ConfigureAwait(false);
                }

                return true;
            },
            stop).ConfigureAwait(false);
        return new FaultRun(outcome, 1, default, problem);
    }
}
