using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Models;

namespace Accel.Host.Tests;

/// <summary>A device that a pool has lost is opened again, with its model, and takes work again.</summary>
public sealed class PoolReturnTests
{
    private static readonly ModelConfiguration _configuration =
        RandomConfiguration.Small(2) with { Input = InputKind.Image, Depth = 1, Timesteps = 2 };
    private static readonly SpikingTransformerModel _model = RandomModel.Create(_configuration, 2);
    private static readonly NetworkInput[] _inputs = [.. Enumerable.Range(0, 6).Select(i => RandomInput.Create(_configuration, i))];
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_device_comes_back_with_its_model_loaded_again()
    {
        var boards = new Boards(2);
        await using var pool = await SessionPool.OpenAsync(["board:0", "board:1"], _model, boards.Options(), Token);
        boards.Unplug(0, opensThatFail: 2);
        await AreRightAsync(pool);
        while (pool.Alive < 2)
        {
            await Task.Delay(5, Token);
        }

        Assert.Equal((4, 1), (boards.Opens[0], boards.Opens[1]));
        Assert.Equal(1, pool.Members[0].Losses);

        // With the other one gone its answers are all there is.
        boards.Unplug(1, opensThatFail: int.MaxValue);
        await AreRightAsync(pool);
        Assert.Equal([true, false], pool.Members.Select(static m => m.IsAlive));
    }

    [Fact]
    public async Task Work_waits_for_a_device_when_all_are_lost()
    {
        var boards = new Boards(1);
        await using var pool = await SessionPool.OpenAsync(["board:0"], _model, boards.Options(), Token);
        boards.Unplug(0, opensThatFail: 3);
        await AreRightAsync(pool);
        Assert.Equal(5, boards.Opens[0]);
    }

    [Fact]
    public async Task Work_fails_in_time_when_none_comes_back_and_goes_on_when_one_does()
    {
        var boards = new Boards(1);
        await using var pool = await SessionPool.OpenAsync(["board:0"], _model,
            boards.Options() with { ReturnTimeout = TimeSpan.FromMilliseconds(50) }, Token);
        boards.Unplug(0, opensThatFail: int.MaxValue);
        Task[] calls = [.. _inputs.Select(i => pool.InferAsync(i, Token).AsTask())];
        foreach (var call in calls)
        {
            Assert.Contains("unplugged", Assert.IsType<DeviceUnavailableException>(await Waits.EndOf(call)).Message,
                StringComparison.Ordinal);
        }

        Assert.IsType<DeviceUnavailableException>(await Waits.EndOf(pool.InferAsync(_inputs[0], Token).AsTask()));
        boards.Unplug(0, opensThatFail: 0);
        while (pool.Alive == 0)
        {
            await Task.Delay(5, Token);
        }

        await AreRightAsync(pool);
    }

    [Fact]
    public async Task A_pool_that_ends_stops_opening()
    {
        var boards = new Boards(1);
        var pool = await SessionPool.OpenAsync(["board:0"], _model, boards.Options(), Token);
        boards.Unplug(0, opensThatFail: int.MaxValue);
        var call = pool.InferAsync(_inputs[0], Token).AsTask();
        await Task.Delay(20, Token);
        Assert.Null(await Waits.EndOf(pool.DisposeAsync().AsTask()));
        await Waits.AreDisposed([call]);
        int opens = boards.Opens[0];
        await Task.Delay(30, Token);
        Assert.Equal(opens, boards.Opens[0]);
    }

    [Fact]
    public async Task All_devices_open_or_none()
    {
        var boards = new Boards(2);
        boards.Unplug(1, opensThatFail: 1);
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () =>
            await SessionPool.OpenAsync(["board:0", "board:1"], _model, boards.Options(), Token));
        Assert.Equal(0, boards.Open);
    }

    [Fact]
    public async Task Options_that_make_no_sense_open_nothing()
    {
        var boards = new Boards(1);
        PoolOptions[] wrong =
        [
            boards.Options() with { FirstRetry = TimeSpan.Zero },
            boards.Options() with { LongestRetry = Timeout.InfiniteTimeSpan },
            boards.Options() with { ReturnTimeout = TimeSpan.MaxValue },
            boards.Options() with { Device = new DeviceOptions { TransferCells = 0 } },
            boards.Options() with { Session = null! },
        ];
        foreach (var options in wrong)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await SessionPool.OpenAsync(["board:0"], _model, options, Token));
        }

        Assert.Equal(0, boards.Opens[0]);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await SessionPool.OpenAsync([], _model, null, Token));
    }

    private static async Task AreRightAsync(SessionPool pool)
        => Assert.Equal(
            _inputs.SelectMany(i => GoldenModel.Run(_model, i).Logits),
            (await pool.InferManyAsync(_inputs, Token).ToListAsync(Token).AsTask().WaitAsync(Waits.Longest, Token))
                .SelectMany(p => p.Logits));

    private sealed class Boards(int count) : ILinkFactory
    {
        private readonly Lock _lock = new();
        private readonly Board?[] _plugged = new Board?[count];
        private readonly int[] _failing = new int[count];

        public string Scheme => "board";

        internal int[] Opens { get; } = new int[count];

        internal int Open => _plugged.Count(static b => b is { IsClosed: false });

        internal PoolOptions Options()
            => new() { Device = new DeviceOptions { Links = LinkRegistry.Default.With(this) }, FirstRetry = _soon,
                LongestRetry = 4 * _soon };

        /// <summary>What was opened is gone; so many opens fail before it is there again.</summary>
        internal void Unplug(int index, int opensThatFail)
        {
            lock (_lock)
            {
                _failing[index] = opensThatFail;
                if (_plugged[index] is { } board)
                {
                    board.IsGone = true;
                }
            }
        }

        public ValueTask<ILink> OpenAsync(
            DeviceUri uri, Microsoft.Extensions.Logging.ILogger? logger, CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                int index = int.Parse(uri.Path, System.Globalization.CultureInfo.InvariantCulture);
                Opens[index]++;
                Assert.True(_plugged[index] is not { IsClosed: false }, "a port has one owner");
                if (_failing[index] > 0)
                {
                    _failing[index]--;
                    throw new DeviceUnavailableException("unplugged");
                }

                // An empty memory: without its program it would not answer rightly.
                return new(_plugged[index] = new Board(new PlainEngineLink()));
            }
        }
    }

    private sealed class Board(ILink inner) : DelegatingLink(inner)
    {
        internal bool IsGone { get; set; }

        internal bool IsClosed { get; private set; }

        public override ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
            => IsGone ? throw new DeviceUnavailableException("unplugged") : Inner.WriteAsync(address, cells, cancellationToken);

        public override ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
            => IsGone ? throw new DeviceUnavailableException("unplugged") : Inner.StatusAsync(wait, cancellationToken);

        public override ValueTask DisposeAsync()
        {
            IsClosed = true;
            return base.DisposeAsync();
        }
    }
}
