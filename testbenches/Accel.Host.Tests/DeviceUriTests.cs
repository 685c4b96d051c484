namespace Accel.Host.Tests;

public sealed class DeviceUriTests
{
    [Fact]
    public void An_address_has_a_scheme_a_path_and_options()
    {
        var uri = DeviceUri.Parse("serial:/dev/ttyUSB1?baud=115200&window=4");
        Assert.Equal(("serial", "/dev/ttyUSB1"), (uri.Scheme, uri.Path));
        Assert.Equal(115200, uri.Number("baud", 9600, 1, 10_000_000));
        Assert.Equal(9, uri.Number("absent", 9, 0, 10));
        Assert.Equal("serial:/dev/ttyUSB1?baud=115200&window=4", uri.ToString());
    }

    [Theory]
    [InlineData("sim", "scheme and a colon")]
    [InlineData(":x", "scheme and a colon")]
    [InlineData("S IM:", "scheme and a colon")]
    [InlineData("sim:?latency", "key=value")]
    [InlineData("sim:?=3", "key=value")]
    [InlineData("sim:?a=1&a=2", "twice")]
    public void A_malformed_address_says_what_is_wrong(string text, string why)
    {
        var e = Assert.Throws<DeviceUnavailableException>(() => DeviceUri.Parse(text));
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Remedy);
    }

    [Theory]
    [InlineData("sim:?latency=0")]
    [InlineData("sim:?latency=-1")]
    [InlineData("sim:?latency=many")]
    [InlineData("sim:?latency=99999999999999999999")]
    public void A_number_out_of_range_is_refused(string text)
        => Assert.Throws<DeviceUnavailableException>(() => DeviceUri.Parse(text).Number("latency", 1, 1, 1000));

    [Fact]
    public void An_option_that_the_link_does_not_know_is_refused()
    {
        var e = Assert.Throws<DeviceUnavailableException>(() => DeviceUri.Parse("sim:?latencyy=3").RequireKnownOptions("latency", "check"));
        Assert.Contains("latencyy", e.Message, StringComparison.Ordinal);
        Assert.Contains("latency, check", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_scheme_names_the_known_ones()
    {
        var e = await Assert.ThrowsAsync<DeviceUnavailableException>(
            async () => await AccelDevice.OpenAsync("warp:9", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("warp", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_brings_a_link_of_its_own()
    {
        var options = new DeviceOptions { Links = LinkRegistry.Default.With(new FakeFactory()) };
        await using var device = await AccelDevice.OpenAsync("fake:", options, TestContext.Current.CancellationToken);
        Assert.Equal("fake", device.Identity.Board);
        Assert.DoesNotContain("fake", LinkRegistry.Default.Schemes);
    }

    private sealed class FakeFactory : ILinkFactory
    {
        public string Scheme => "fake";

        public ValueTask<ILink> OpenAsync(DeviceUri uri, Microsoft.Extensions.Logging.ILogger? logger, CancellationToken cancellationToken = default)
            => new(new FakeLink());
    }
}
