using Accel.Interfaces;

namespace Accel.Host.Tests;

/// <summary>Options that make no sense are refused before anything is opened or sent, by name.</summary>
public sealed class OptionTests
{
    private static readonly TimeSpan _endless = Timeout.InfiniteTimeSpan, _none = TimeSpan.Zero, _years = TimeSpan.FromDays(1000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, DeviceOptions> WrongDevices => new()
    {
        { nameof(DeviceOptions.TransferCells), new DeviceOptions { TransferCells = 0 } },
        { nameof(DeviceOptions.TransferCells), new DeviceOptions { TransferCells = -1 } },
        { nameof(DeviceOptions.JobTimeout), new DeviceOptions { JobTimeout = _endless } },
        { nameof(DeviceOptions.JobTimeout), new DeviceOptions { JobTimeout = _none } },
        { nameof(DeviceOptions.JobTimeout), new DeviceOptions { JobTimeout = TimeSpan.MaxValue } },
        { nameof(DeviceOptions.OpenTimeout), new DeviceOptions { OpenTimeout = _endless } },
        { nameof(DeviceOptions.OpenTimeout), new DeviceOptions { OpenTimeout = _years } },
        { nameof(DeviceOptions.CommandTimeout), new DeviceOptions { CommandTimeout = TimeSpan.MinValue } },
        { nameof(DeviceOptions.Links), new DeviceOptions { Links = null! } },
        { nameof(DeviceOptions.Time), new DeviceOptions { Time = null! } },
    };

    public static TheoryData<string, SerialLineOptions> WrongLines => new()
    {
        { nameof(SerialLineOptions.BaseBaudRate), new SerialLineOptions { BaseBaudRate = 0 } },
        { nameof(SerialLineOptions.BaseBaudRate), new SerialLineOptions { BaseBaudRate = int.MaxValue, BaudRate = int.MaxValue } },
        { nameof(SerialLineOptions.BaudRate), new SerialLineOptions { BaudRate = 9600 } },
        { nameof(SerialLineOptions.BaudRate), new SerialLineOptions { BaudRate = int.MaxValue } },
        { nameof(SerialLineOptions.Retries), new SerialLineOptions { Retries = -1 } },
        { nameof(SerialLineOptions.Retries), new SerialLineOptions { Retries = int.MaxValue } },
        { nameof(SerialLineOptions.AnswerTimeout), new SerialLineOptions { AnswerTimeout = _none } },
        { nameof(SerialLineOptions.AnswerTimeout), new SerialLineOptions { AnswerTimeout = _endless } },
        { nameof(SerialLineOptions.AnswerTimeout), new SerialLineOptions { AnswerTimeout = _years } },
        { nameof(SerialLineOptions.Time), new SerialLineOptions { Time = null! } },
    };

    [Theory]
    [MemberData(nameof(WrongDevices), DisableDiscoveryEnumeration = true)]
    public async Task A_device_is_not_opened(string option, DeviceOptions options)
    {
        var link = new FakeLink();
        var e = await Assert.ThrowsAnyAsync<ArgumentException>(async () => await AccelDevice.OpenAsync(link, options, Token));
        Assert.Equal(option, e.ParamName);
        Assert.True(link.Disposed);

        var factory = new CountingFactory();
        options = options.Links is null ? options : options with { Links = LinkRegistry.Default.With(factory) };
        e = await Assert.ThrowsAnyAsync<ArgumentException>(async () => await AccelDevice.OpenAsync("count:", options, Token));
        Assert.Equal((option, 0), (e.ParamName, factory.Opened));
    }

    [Theory]
    [MemberData(nameof(WrongLines), DisableDiscoveryEnumeration = true)]
    public void A_line_is_left_alone(string option, SerialLineOptions options)
    {
        var line = new ReferenceTransport();
        Assert.Equal(option, Assert.ThrowsAny<ArgumentException>(() => new FramedLink(line, options)).ParamName);
        Assert.False(line.Disposed);
    }

    [Fact]
    public async Task A_negative_wait_is_refused_and_a_very_long_one_is_as_long_as_a_timer_takes()
    {
        var line = new ReferenceTransport();
        await using var link = new FramedLink(line);
        await link.HelloAsync(Token);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await link.StatusAsync(_endless, Token));
        Assert.Equal(DeviceState.Idle, (await link.StatusAsync(TimeSpan.MaxValue, Token)).State);
    }

    private sealed class CountingFactory : ILinkFactory
    {
        public string Scheme => "count";

        internal int Opened { get; private set; }

        public ValueTask<ILink> OpenAsync(
            DeviceUri uri, Microsoft.Extensions.Logging.ILogger? logger, CancellationToken cancellationToken = default)
        {
            Opened++;
            return new(new FakeLink());
        }
    }
}
