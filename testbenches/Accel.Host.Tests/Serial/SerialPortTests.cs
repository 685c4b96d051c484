using System.Runtime.Versioning;

namespace Accel.Host.Tests;

/// <summary>The operating system's port, with a pseudo-terminal in the adapter's place and a device in managed code behind it.</summary>
[SupportedOSPlatform("linux")]
public sealed class SerialPortTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_behind_a_port_is_opened_by_its_address_and_its_rate_raised()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        await using var port = new PortWithDevice();
        await using var device = await AccelDevice.OpenAsync($"serial:{port.Path}?baud=921600", cancellationToken: Token);
        Assert.Equal("reference", device.Identity.Board);
        Assert.Equal(921_600, port.BaudRate);
        uint[] cells = [.. Enumerable.Range(0, 20_000).Select(static i => (uint)i * 77_777)];
        await device.WriteAsync(100, cells, null, Token);
        Assert.Equal(cells, await device.ReadAsync(100, 20_000, Token));
    }

    [Fact]
    public async Task A_port_that_goes_away_ends_every_call()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        var port = new PortWithDevice();
        await using var link = new FramedLink(SerialPortTransport.Open(port.Path, 115_200), new SerialLineOptions { AnswerTimeout = TimeSpan.FromMinutes(10) });
        await link.HelloAsync(Token);
        port.Device.Pause();
        var read = link.ReadAsync(0, new uint[4000], Token).AsTask();
        await port.DisposeAsync();
        var e = await Assert.ThrowsAsync<DeviceUnavailableException>(() => read);
        Assert.Contains("the line is gone", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await link.ResetAsync(Token));
    }

    [Fact]
    public async Task Opening_and_closing_leaves_no_handle_and_no_thread()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        await using var port = new PortWithDevice();
        int own = Handles(port.Path);
        await OpenAndClose(30);
        Assert.Equal((own, 0), (Handles(port.Path), Readers(port.Path)));

        // Both are counted while one is open: what is counted above would be seen.
        await using var open = new FramedLink(SerialPortTransport.Open(port.Path, 115_200));
        await open.HelloAsync(Token);
        Assert.Equal((own + 1, 1), (Handles(port.Path), Readers(port.Path)));

        async Task OpenAndClose(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await using var link = new FramedLink(SerialPortTransport.Open(port.Path, 115_200));
                await link.HelloAsync(Token);
            }
        }
    }

    [Fact]
    public async Task A_port_that_does_not_open_leaves_no_handle()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        int before = Handles("/dev/null");
        for (int i = 0; i < 30; i++)
        {
            await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await LinkRegistry.Default.OpenAsync("serial:/dev/null", cancellationToken: Token));
        }

        // Programs that other tests start have their share for a while.
        Assert.InRange(Handles("/dev/null"), 0, before + 20);
    }

    [Theory]
    [InlineData("serial:/dev/no-such-port", "no-such-port")]
    [InlineData("serial:/dev/null", "/dev/null")]
    [InlineData("serial:", "the port is missing")]
    [InlineData("serial:/dev/x?speed=9", "speed")]
    [InlineData("serial:/dev/x?baud=9600", "baud=9600")]
    public async Task A_port_that_cannot_be_opened_is_told_with_a_remedy(string uri, string named)
    {
        var e = await Assert.ThrowsAsync<DeviceUnavailableException>(async () => await LinkRegistry.Default.OpenAsync(uri, cancellationToken: Token));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Remedy);
    }

    [Fact]
    public void The_options_of_an_address_are_read()
    {
        Assert.Equal(new SerialLineOptions(), SerialLinkFactory.Parse(DeviceUri.Parse("serial:/dev/x")));
        Assert.Equal(
            new SerialLineOptions { BaseBaudRate = 9600, BaudRate = 1_000_000, AnswerTimeout = TimeSpan.FromMilliseconds(50), Retries = 7 },
            SerialLinkFactory.Parse(DeviceUri.Parse("serial:/dev/x?base=9600&baud=1000000&timeout=50&retries=7")));
    }

    // Only those of one file: other tests of this process open and close theirs meanwhile.
    private static int Handles(string path) => Directory.GetFileSystemEntries("/proc/self/fd").Count(fd => new FileInfo(fd).LinkTarget == path);

    // Linux keeps the first 15 characters of a thread's name.
    private static int Readers(string path)
        => Directory.GetDirectories("/proc/self/task").Count(task => Name(task)?.StartsWith($"{path} ", StringComparison.Ordinal) == true);

    private static string? Name(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
