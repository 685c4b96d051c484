using Accel.Models;

namespace Accel.Host.Tests;

public sealed class SessionPoolTests
{
    private static readonly ImageShape _shape = new(1, 1, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_come_in_the_order_of_the_inputs_whatever_device_is_faster()
    {
        await using var pool = new SessionPool(new FakeSession(i => i % 2 == 0 ? 20 : 1), new FakeSession(i => i % 3 == 0 ? 15 : 1));
        var classes = await pool.InferManyAsync(Inputs(20), Token).Select(p => p.Class).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(0, 20), classes);
    }

    [Fact]
    public async Task Work_is_spread_over_the_devices()
    {
        var (first, second) = (new FakeSession(_ => 3), new FakeSession(_ => 3));
        await using var pool = new SessionPool(first, second);
        Assert.Equal(20, await pool.InferManyAsync(Inputs(20), Token).CountAsync(Token));
        Assert.Equal(20, first.Inferred + second.Inferred);
        Assert.InRange(first.Inferred, 5, 15);
    }

    [Fact]
    public async Task The_work_of_a_lost_device_is_done_again_elsewhere()
    {
        await using var pool = new SessionPool(new FakeSession(_ => 1, losesAt: 3), new FakeSession(_ => 1));
        var classes = await pool.InferManyAsync(Inputs(30), Token).Select(p => p.Class).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(0, 30), classes);
        Assert.Equal(1, pool.Alive);
    }

    [Fact]
    public async Task When_all_devices_are_lost_the_last_word_is_reported()
    {
        await using var pool = new SessionPool(new FakeSession(_ => 1, losesAt: 2), new FakeSession(_ => 1, losesAt: 3));
        var e = await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await pool.InferManyAsync(Inputs(30), Token).CountAsync(Token));
        Assert.Contains("unplugged", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, pool.Alive);
    }

    [Fact]
    public async Task At_most_one_input_more_is_taken_than_the_devices_work_on()
    {
        int taken = 0;
        await using var pool = new SessionPool(new FakeSession(_ => 1), new FakeSession(_ => 1));
        await foreach (var _ in pool.InferManyAsync(Inputs(50).Select(i => (taken++, i).i), Token))
        {
            Assert.InRange(taken, 1, 3);
            break;
        }
    }

    [Fact]
    public async Task A_device_gets_as_many_inputs_as_it_works_on_at_once_and_all_of_them_are_done_again_when_it_is_lost()
    {
        var (first, second) = (new FakeSession(_ => 5, losesAt: 4, mostInFlight: 3), new FakeSession(_ => 5, mostInFlight: 2));
        await using var pool = new SessionPool(first, second);
        var classes = await pool.InferManyAsync(Inputs(40), Token).Select(p => p.Class).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(0, 40), classes);
        Assert.Equal((3, 2, 1), (first.MostSeen, second.MostSeen, pool.Alive));
    }

    [Fact]
    public async Task Cancelling_stops_the_stream_and_leaves_the_pool_usable()
    {
        await using var pool = new SessionPool(new FakeSession(i => i == 0 ? 10_000 : 1));
        using var stop = new CancellationTokenSource(30);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pool.InferManyAsync(Inputs(3), stop.Token).CountAsync(stop.Token));
        Assert.Equal(2, await pool.InferManyAsync(Inputs(3).Skip(1), Token).CountAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Token));
    }

    [Fact]
    public async Task A_wrong_result_is_no_loss_of_the_device()
    {
        await using var pool = new SessionPool(new FakeSession(_ => throw new ResultMismatchException("logits", [0], 1, 2)));
        await Assert.ThrowsAsync<ResultMismatchException>(async () => await pool.InferManyAsync(Inputs(3), Token).CountAsync(Token));
        Assert.Equal(1, pool.Alive);
    }

    [Fact]
    public async Task A_session_stands_in_a_pool_once()
    {
        var session = new FakeSession(_ => 1);
        Assert.Throws<ArgumentException>(() => new SessionPool(session, session));
        Assert.Throws<ArgumentException>(() => new SessionPool([null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionPool());
        await session.DisposeAsync();
    }

    // A live stream: the second input comes when somebody has seen the first result.
    [Fact]
    public async Task A_result_does_not_wait_for_the_next_input()
    {
        TaskCompletionSource seen = new();
        async IAsyncEnumerable<NetworkInput> Live()
        {
            yield return Inputs(1).Single();
            await seen.Task;
            yield return Inputs(2).Last();
        }

        await using var session = new FakeSession(_ => 1, mostInFlight: 3);
        var classes = new List<int>();
        await foreach (var prediction in session.InferManyAsync(Live(), Token).WithCancellation(Token))
        {
            classes.Add(prediction.Class);
            seen.TrySetResult();
        }

        Assert.Equal([0, 1], classes);
    }

    [Fact]
    public async Task A_stream_that_is_not_read_takes_no_more_inputs_and_ends_with_its_reader()
    {
        int taken = 0;
        await using var session = new FakeSession(i => i == 0 ? 1 : 60_000, mostInFlight: 3);
        var results = session.InferManyAsync(Inputs(1000).Select(i => (taken++, i).i), Token).GetAsyncEnumerator(Token);
        Assert.True(await results.MoveNextAsync());
        await Task.Delay(20, Token);
        Assert.InRange(taken, 1, 4);
        Assert.Null(await Waits.EndOf(results.DisposeAsync().AsTask()));
    }

    private static IEnumerable<NetworkInput> Inputs(int count)
        => Enumerable.Range(0, count).Select(i => new ImageInput(_shape, new[] { (byte)i }));

    private sealed class FakeSession(Func<int, int> milliseconds, int losesAt = int.MaxValue, int mostInFlight = 1) : IInferenceSession
    {
        private int _inFlight;
        private int _inferred;

        public int Inferred => _inferred;

        public int MostSeen { get; private set; }

        public int MostInFlight => mostInFlight;

        public SpikingTransformerModel Model => throw new NotSupportedException("no test needs it");

        public async ValueTask<Prediction> InferAsync(NetworkInput input, CancellationToken cancellationToken = default)
        {
            int index = ((ImageInput)input).Pixels.Span[0];
            MostSeen = Math.Max(MostSeen, Interlocked.Increment(ref _inFlight));
            await Task.Yield();
            if (Interlocked.Increment(ref _inferred) > losesAt)
            {
                throw new DeviceUnavailableException("unplugged");
            }

            await Task.Delay(milliseconds(index), cancellationToken);
            Interlocked.Decrement(ref _inFlight);
            return new Prediction { Class = index, Label = "", Logits = [], Confidence = 1, Cycles = 1 };
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
