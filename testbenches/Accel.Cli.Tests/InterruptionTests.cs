using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Accel.Cli.Tests;

/// <summary>Signals reach every command, and each has its exit code.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    [InlineData(PosixSignal.SIGHUP, 129)]
    public async Task A_signal_ends_a_command_that_waits_for_ever(PosixSignal signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "pipes in the file system");
        string fifo = _files.PathOf("model.safetensors");
        using (var made = Process.Start("mkfifo", fifo))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var interruption = new Interruption(TestContext.Current.CancellationToken);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var run = CommandLine.RunAsync(["inspect", fifo, "--json"], new CliConsole(output, error), null, interruption);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(run.IsCompleted, "nobody writes to the pipe");
        interruption.Raise(signal);
        Assert.Equal(exitCode, await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal("accel: stopped\n", error.ToString());
        Assert.Contains($"\"exitCode\": {exitCode}", output.ToString(), StringComparison.Ordinal);

        // The thread that waits for a writer is let go.
        await File.WriteAllBytesAsync(fifo, [], TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_body_that_ignores_the_signal_is_left_behind_after_its_grace()
    {
        using var interruption = new Interruption { Grace = TimeSpan.FromMilliseconds(20) };
        using var never = new SemaphoreSlim(0);
        var run = interruption.RunAsync(async _ =>
        {
            await never.WaitAsync(CancellationToken.None);
            return 0;
        });
        interruption.Raise(PosixSignal.SIGTERM);
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        never.Release();
    }

    [Fact]
    public async Task A_body_that_ends_in_its_grace_says_what_it_has()
    {
        using var interruption = new Interruption();
        var run = interruption.RunAsync(async stop =>
        {
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 7;
        });
        interruption.Raise(PosixSignal.SIGINT);
        Assert.Equal(7, await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }
}
