using System.Diagnostics;
using System.Runtime.Versioning;
using Accel.Host.Simulation;

namespace Accel.Host.Tests;

/// <summary>The operating system's port, behind which nothing sensible is: opening it ends, and so does closing it.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostilePortTests
{
    private const int BytesPerMillisecond = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opens_of_a_port_of_noise_all_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        for (int i = 0; i < 5; i++)
        {
            await using var port = new Port(isNoisy: true);
            var opening = AccelDevice.OpenAsync($"serial:{port.Path}", cancellationToken: Token).AsTask();
            Assert.IsType<AccelException>(await Waits.EndOf(opening), exactMatch: false);
        }
    }

    [Fact]
    public async Task An_open_that_is_cancelled_in_the_noise_ends_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        await using var port = new Port(isNoisy: true);
        using var stop = new CancellationTokenSource();
        var opening = AccelDevice.OpenAsync($"serial:{port.Path}", cancellationToken: stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.IsType<OperationCanceledException>(await Waits.EndOf(opening), exactMatch: false);
    }

    // Nobody reads at the other end: the terminal's buffer is full after a few thousand bytes, and takes no more.
    [Fact]
    public async Task A_port_that_takes_no_bytes_holds_nothing_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo-terminals of Linux");
        await using var port = new Port(isNoisy: false);
        await using var transport = SerialPortTransport.Open(port.Path, 115_200);
        var write = transport.WriteAsync(new byte[1 << 20], Token).AsTask();
        using var stop = new CancellationTokenSource();
        var second = transport.WriteAsync(new byte[1 << 20], stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.IsType<OperationCanceledException>(await Waits.EndOf(second), exactMatch: false);
        Assert.False(write.IsCompleted);
        Assert.Null(await Waits.EndOf(transport.DisposeAsync().AsTask()));
        Assert.NotNull(await Waits.EndOf(write));
    }

    private sealed class Port : IAsyncDisposable
    {
        private readonly PseudoTerminal _terminal = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _noise;

        internal Port(bool isNoisy) => _noise = isNoisy ? Task.Run(MakeNoise) : Task.CompletedTask;

        internal string Path => _terminal.Path;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _noise;
            _terminal.Dispose();
            _stop.Dispose();
        }

        private void MakeNoise()
        {
            var random = new Random(1);
            byte[] bytes = new byte[BytesPerMillisecond * 20];
            long begun = Stopwatch.GetTimestamp(), sent = 0;
            while (!_stop.IsCancellationRequested)
            {
                long due = Math.Min((long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds * BytesPerMillisecond - sent, bytes.Length);
                if (due > 0)
                {
                    random.NextBytes(bytes);
                    sent += _terminal.Write(bytes.AsSpan(0, (int)due));
                }

                Thread.Sleep(1);
            }
        }
    }
}
