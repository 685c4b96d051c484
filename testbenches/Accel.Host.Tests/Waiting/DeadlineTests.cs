using Accel.Interfaces;

namespace Accel.Host.Tests;

/// <summary>Devices that leave their host waiting: each wait ends by itself, and at once where the caller has had enough.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_of_a_line_of_noise_all_end()
    {
        var opens = Enumerable.Range(0, 5).Select(async seed =>
        {
            await using var link = new FramedLink(new NoiseTransport(seed));
            await link.HelloAsync(Token);
        });
        foreach (var open in opens.ToList())
        {
            Assert.IsType<DeviceTimeoutException>(await Waits.EndOf(open));
        }
    }

    [Fact]
    public async Task A_line_that_takes_no_bytes_is_told_of_and_nothing_waits_behind_it()
    {
        await using var link = new FramedLink(new StuckTransport(), new SerialLineOptions { AnswerTimeout = _short, Retries = 1 });
        Assert.IsType<DeviceTimeoutException>(await Waits.EndOf(link.HelloAsync(Token).AsTask()));
        var e = Assert.IsType<DeviceTimeoutException>(await Waits.EndOf(link.HelloAsync(Token).AsTask()));
        Assert.Contains("takes no bytes", e.Message, StringComparison.Ordinal);
        Assert.Null(await Waits.EndOf(link.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_factory_that_never_returns_is_given_up_and_its_late_link_closed()
    {
        var factory = new SlowFactory();
        var options = new DeviceOptions { Links = LinkRegistry.Default.With(factory), OpenTimeout = _short };
        var e = Assert.IsType<DeviceTimeoutException>(await Waits.EndOf(AccelDevice.OpenAsync("slow:", options, Token).AsTask()));
        Assert.Contains("slow:", e.Message, StringComparison.Ordinal);
        factory.Link.SetResult(factory.Late);
        await factory.Late.Closed.Task.WaitAsync(Waits.Longest, Token);
    }

    [Theory]
    [InlineData(LinkCommand.Hello)]
    [InlineData(LinkCommand.Reset)]
    public async Task An_opening_ends_though_the_link_heeds_nothing(LinkCommand command)
    {
        var link = new DeafLink { Deaf = command };
        Assert.IsType<DeviceTimeoutException>(await Waits.EndOf(
            AccelDevice.OpenAsync(link, new DeviceOptions { OpenTimeout = _short }, Token).AsTask()));
        Assert.True(link.Closed.Task.IsCompleted);
    }

    [Theory]
    [InlineData(LinkCommand.Write)]
    [InlineData(LinkCommand.Read)]
    [InlineData(LinkCommand.Start)]
    [InlineData(LinkCommand.Status)]
    public async Task A_command_ends_though_the_link_heeds_nothing(LinkCommand command)
    {
        var link = new DeafLink();
        await using var device = await AccelDevice.OpenAsync(link, new DeviceOptions { CommandTimeout = _short, JobTimeout = _short },
            Token);
        link.Deaf = command;
        Func<CancellationToken, Task> call = command switch
        {
            LinkCommand.Write => stop => device.WriteAsync(0, new uint[1], null, stop).AsTask(),
            LinkCommand.Read => stop => device.ReadAsync(0, 1, stop).AsTask(),
            _ => stop => device.RunAsync(0, stop).AsTask(),
        };
        var e = Assert.IsType<DeviceTimeoutException>(await Waits.EndOf(call(Token)));
        Assert.Contains(command.ToString().ToUpperInvariant(), e.Message, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource();
        var cancelled = call(stop.Token);
        await stop.CancelAsync();
        Assert.IsType<OperationCanceledException>(await Waits.EndOf(cancelled), exactMatch: false);
    }

    [Fact]
    public async Task A_reset_that_was_not_taken_is_made_up_before_the_next_job()
    {
        var link = new DeafLink { Status = static job => new DeviceStatus(DeviceState.Running, job, 5) };
        await using var device = await AccelDevice.OpenAsync(link, new DeviceOptions { CommandTimeout = _short, JobTimeout = _short }, Token);
        link.Deaf = LinkCommand.Reset;
        Assert.IsType<DeviceTimeoutException>(await Waits.EndOf(device.RunAsync(0, Token).AsTask()));
        (link.Deaf, link.Status) = (null, static job => new DeviceStatus(DeviceState.Done, job, 7));
        link.Seen.Clear();
        Assert.Equal(7, await device.RunAsync(0, Token));
        Assert.Equal([LinkCommand.Reset, LinkCommand.Start, LinkCommand.Status], link.Seen);
    }

    private sealed class NoiseTransport(int seed) : IByteTransport
    {
        private readonly Random _random = new(seed);

        public string Name => "noise";

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        // 200 kB/s.
        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(2, cancellationToken);
            _random.NextBytes(buffer.Span[..400]);
            return 400;
        }

        // As an adapter does, which waits until all has left.
        public async ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default)
            => await Task.Delay(20, cancellationToken);

        public void DiscardInput()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class StuckTransport : IByteTransport
    {
        private readonly TaskCompletionSource _never = new();

        public string Name => "stuck";

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => await _never.Task;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _never.Task;
            return 0;
        }

        public ValueTask SetBaudRateAsync(int baudRate, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public void DiscardInput()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class SlowFactory : ILinkFactory
    {
        public string Scheme => "slow";

        internal TaskCompletionSource<ILink> Link { get; } = new();

        internal DeafLink Late { get; } = new();

        public ValueTask<ILink> OpenAsync(DeviceUri uri, Microsoft.Extensions.Logging.ILogger? logger,
            CancellationToken cancellationToken = default) => new(Link.Task);
    }

    // One command of it never ends, whatever its caller wants.
    private sealed class DeafLink : ILink
    {
        private readonly FakeLink _inner = new();

        internal LinkCommand? Deaf { get; set; }

        internal List<LinkCommand> Seen { get; } = [];

        internal Func<uint, DeviceStatus> Status
        {
            get => _inner.Status;
            set => _inner.Status = value;
        }

        internal TaskCompletionSource Closed { get; } = new();

        public ValueTask<DeviceIdentity> HelloAsync(CancellationToken cancellationToken = default)
            => Next(LinkCommand.Hello, () => _inner.HelloAsync(cancellationToken));

        public async ValueTask WriteAsync(long address, ReadOnlyMemory<uint> cells, CancellationToken cancellationToken = default)
            => await Next(LinkCommand.Write, Nothing);

        public async ValueTask ReadAsync(long address, Memory<uint> cells, CancellationToken cancellationToken = default)
            => await Next(LinkCommand.Read, Nothing);

        public async ValueTask StartAsync(int member, uint job, CancellationToken cancellationToken = default)
        {
            await Next(LinkCommand.Start, Nothing);
            await _inner.StartAsync(member, job, cancellationToken);
        }

        public ValueTask<DeviceStatus> StatusAsync(TimeSpan wait, CancellationToken cancellationToken = default)
            => Next(LinkCommand.Status, () => _inner.StatusAsync(wait, cancellationToken));

        public async ValueTask ResetAsync(CancellationToken cancellationToken = default) => await Next(LinkCommand.Reset, Nothing);

        public ValueTask DisposeAsync()
        {
            Closed.TrySetResult();
            return ValueTask.CompletedTask;
        }

        private static ValueTask<bool> Nothing() => new(true);

        private ValueTask<T> Next<T>(LinkCommand command, Func<ValueTask<T>> call)
        {
            Seen.Add(command);
            return command == Deaf ? new(new TaskCompletionSource<T>().Task) : call();
        }
    }
}
