using Accel.Interfaces;
using static Accel.Host.Tests.Links.ContractKernel;

namespace Accel.Host.Tests.Links;

/// <summary>What <see cref="ILink"/> promises, asked of every link in the same words. <see cref="ContractKernel"/> is behind it.</summary>
public abstract class LinkContract : IAsyncLifetime
{
    private readonly List<IDisposable> _opened = [];
    private ILink? _link;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private ILink Link => _link!;

    public async ValueTask InitializeAsync()
    {
        _link = await OpenAsync();
        await Link.HelloAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Link.DisposeAsync();
        for (int i = _opened.Count - 1; i >= 0; i--)
        {
            _opened[i].Dispose();
        }
    }

    /// <summary>A link to a device of its own.</summary>
    protected abstract ValueTask<ILink> OpenAsync();

    /// <summary>What ends with the test, after the link.</summary>
    protected T Own<T>(T owned)
        where T : IDisposable
    {
        _opened.Add(owned);
        return owned;
    }

    [Fact]
    public async Task Hello_says_who_the_device_is_as_often_as_it_is_asked()
    {
        var first = await Link.HelloAsync(Token);
        Assert.Equal(("Contract", (long)Cells, Generated.DesignHash), (first.Kernel, first.MemoryCells, first.DesignHash));
        Assert.Equal(first, await Link.HelloAsync(Token));
    }

    [Fact]
    public async Task Cells_are_read_as_they_were_written_wherever_they_are()
    {
        uint[] all = [.. Enumerable.Range(0, Cells).Select(static i => 0x9E37_79B9u * (uint)i)];
        await Link.WriteAsync(0, all, Token);
        all[Cells - 1] = 7;
        await Link.WriteAsync(Cells - 1, new uint[] { 7 }, Token);
        uint[] some = new uint[Cells - 5];
        await Link.ReadAsync(5, some, Token);
        Assert.Equal(all[5..], some);
        await Link.WriteAsync(3, ReadOnlyMemory<uint>.Empty, Token);
        await Link.ReadAsync(Cells, Memory<uint>.Empty, Token);
    }

    [Theory]
    [InlineData(Cells, 1)]
    [InlineData(Cells - 1, 2)]
    [InlineData(-1, 1)]
    [InlineData(long.MaxValue, 1)]
    public async Task Cells_outside_the_memory_are_refused(long address, int count)
    {
        await IsRefused(DeviceErrorCode.OutOfRange, () => Link.WriteAsync(address, new uint[count], Token));
        await IsRefused(DeviceErrorCode.OutOfRange, () => Link.ReadAsync(address, new uint[count], Token));
        uint[] last = new uint[1];
        await Link.ReadAsync(Cells - 1, last, Token);
    }

    [Fact]
    public async Task A_job_runs_once_whatever_is_repeated_and_another_number_runs_again()
    {
        Assert.Equal(DeviceState.Idle, (await Link.StatusAsync(TimeSpan.Zero, Token)).State);
        await Link.WriteAsync(0, new uint[] { 41, 0 }, Token);
        await Link.StartAsync(Increment, 1, Token);
        var done = await EndAsync();
        Assert.Equal((DeviceState.Done, 1u), (done.State, done.Job));
        Assert.InRange(done.Cycles, 2, 1000);
        Assert.Equal(done, await EndAsync());

        await Link.WriteAsync(1, new uint[] { 99 }, Token);
        await Link.StartAsync(Increment, 1, Token);
        await EndAsync();
        await HoldsAsync(0, 41u, 99u);

        await Link.StartAsync(Increment, uint.MaxValue, Token);
        Assert.Equal(uint.MaxValue, (await EndAsync()).Job);
        await HoldsAsync(0, 41u, 42u);
    }

    [Fact]
    public async Task The_memory_is_the_hosts_as_well_while_a_job_runs()
    {
        await Link.WriteAsync(0, new uint[4], Token);
        await Link.StartAsync(WaitForHost, 1, Token);
        Assert.Equal(DeviceState.Running, (await Link.StatusAsync(TimeSpan.Zero, Token)).State);
        var end = EndAsync();
        await Link.WriteAsync(3, new uint[] { 5 }, Token);
        await HoldsAsync(3, 5u);
        Assert.False(end.IsCompleted);
        await Link.WriteAsync(2, new uint[] { 1 }, Token);
        Assert.Equal(DeviceState.Done, (await end).State);
    }

    [Fact]
    public async Task A_second_job_is_refused_until_the_first_is_reset_and_the_memory_stays()
    {
        await Link.WriteAsync(0, new uint[] { 6, 0, 0, 0 }, Token);
        await Link.StartAsync(WaitForHost, 1, Token);
        await IsRefused(DeviceErrorCode.Busy, () => Link.StartAsync(Increment, 2, Token));
        await Link.StartAsync(WaitForHost, 1, Token);
        var waiting = EndAsync();
        await Link.ResetAsync(Token);
        Assert.Equal(DeviceState.Idle, (await waiting).State);
        await Link.ResetAsync(Token);
        await Link.StartAsync(Increment, 3, Token);
        await EndAsync();
        await HoldsAsync(0, 6u, 7u);
    }

    [Fact]
    public async Task A_number_may_be_used_again_after_a_reset()
    {
        await Link.WriteAsync(0, new uint[] { 1, 0 }, Token);
        await Link.StartAsync(Increment, 1, Token);
        await EndAsync();
        await Link.WriteAsync(0, new uint[] { 10, 0 }, Token);
        await Link.ResetAsync(Token);
        await Link.StartAsync(Increment, 1, Token);
        await EndAsync();
        await HoldsAsync(0, 10u, 11u);
    }

    [Theory]
    [InlineData(-1, 1u)]
    [InlineData(256, 1u)]
    [InlineData(int.MaxValue, 1u)]
    [InlineData(Increment, 0u)]
    public async Task A_start_that_names_no_entry_point_or_no_job_is_refused(int member, uint job)
        => await IsRefused(DeviceErrorCode.Unknown, () => Link.StartAsync(member, job, Token));

    [Fact]
    public async Task A_wait_ends_when_it_is_over_and_not_before()
    {
        await Link.WriteAsync(0, new uint[4], Token);
        await Link.StartAsync(WaitForHost, 1, Token);
        Assert.Equal(DeviceState.Running, (await Link.StatusAsync(TimeSpan.FromMilliseconds(30), Token)).State);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Link.StatusAsync(TimeSpan.FromTicks(-1), Token));
        using var stop = new CancellationTokenSource();
        var waiting = Link.StatusAsync(TimeSpan.FromHours(1), stop.Token).AsTask();
        var other = EndAsync();
        await stop.CancelAsync();
        Assert.IsType<OperationCanceledException>(await Waits.EndOf(waiting), exactMatch: false);
        Assert.False(other.IsCompleted);
        await Link.WriteAsync(2, new uint[] { 1 }, Token);
        Assert.Equal(DeviceState.Done, (await other).State);
    }

    [Fact]
    public async Task Who_has_cancelled_before_the_call_is_not_served()
    {
        await Link.WriteAsync(0, new uint[] { 1, 2, 3 }, Token);
        var cancelled = new CancellationToken(canceled: true);
        foreach (var call in Commands(cancelled))
        {
            Assert.IsType<OperationCanceledException>(await Waits.EndOf(call().AsTask()), exactMatch: false);
        }

        await HoldsAsync(0, 1u, 2u, 3u);
        Assert.Equal(DeviceState.Idle, (await Link.StatusAsync(TimeSpan.Zero, Token)).State);
    }

    [Fact]
    public async Task Calls_that_overlap_all_end_and_cells_are_whole()
    {
        await Link.WriteAsync(0, new uint[4], Token);
        await Link.StartAsync(WaitForHost, 1, Token);
        var end = EndAsync();
        var writes = Enumerable.Range(1, 12).Select(async i =>
        {
            uint[] cells = [.. Enumerable.Repeat((uint)i, 40)];
            await Link.WriteAsync(40 * i, cells, Token);
            Assert.Equal(cells, await ReadAsync(40 * i, 40));
        });
        Assert.Null(await Waits.EndOf(Task.WhenAll(writes)));
        await Link.WriteAsync(2, new uint[] { 1 }, Token);
        Assert.Equal(DeviceState.Done, (await end).State);
    }

    [Fact]
    public async Task After_the_end_of_the_link_every_call_is_told_and_waits_end()
    {
        await Link.WriteAsync(0, new uint[4], Token);
        await Link.StartAsync(WaitForHost, 1, Token);
        var waiting = Link.StatusAsync(TimeSpan.FromHours(1), Token).AsTask();
        Assert.Null(await Waits.EndOf(Link.DisposeAsync().AsTask()));
        await Waits.AreDisposed([waiting]);
        foreach (var call in Commands(Token))
        {
            await Waits.AreDisposed([call().AsTask()]);
        }

        Assert.Null(await Waits.EndOf(Link.DisposeAsync().AsTask()));
    }

    // Asynchronous, so that what a link throws at once is seen as what it returns.
    private IEnumerable<Func<ValueTask>> Commands(CancellationToken token) =>
    [
        async () => await Link.HelloAsync(token),
        async () => await Link.WriteAsync(0, new uint[] { 9 }, token),
        async () => await Link.ReadAsync(0, new uint[1], token),
        async () => await Link.StartAsync(Increment, 77, token),
        async () => await Link.StatusAsync(TimeSpan.Zero, token),
        async () => await Link.ResetAsync(token),
    ];

    private static async Task IsRefused(DeviceErrorCode code, Func<ValueTask> call)
    {
        var error = await Assert.ThrowsAsync<ProtocolErrorException>(async () => await call());
        Assert.Equal(code, error.Code);
        Assert.False(string.IsNullOrEmpty(error.Remedy));
    }

    private async Task<DeviceStatus> EndAsync()
    {
        var status = Link.StatusAsync(Waits.Longest, Token).AsTask();
        return await status.WaitAsync(Waits.Longest, Token);
    }

    private async Task<uint[]> ReadAsync(long address, int count)
    {
        uint[] cells = new uint[count];
        await Link.ReadAsync(address, cells, Token);
        return cells;
    }

    private async Task HoldsAsync(long address, params uint[] expected)
        => Assert.Equal(expected, await ReadAsync(address, expected.Length));
}
