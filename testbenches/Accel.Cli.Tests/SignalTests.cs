using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Accel.Cli.Tests;

/// <summary>A signal ends the process, whatever the command is doing, with the exit code that shells expect.</summary>
public sealed class SignalTests
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    /// <summary>A kernel that takes long to compile: 60,000 copies of a body.</summary>
    private const string SlowKernel =
        "using Accel.Hast; using Hast.Transformer.SimpleMemory; public class K { [Unroll(\"i\")] public virtual void Run(SimpleMemory m) { "
        + "int s = m.ReadInt32(0); for (int i = 0; i < 60000; i++) { s ^= i * s + (s >> 3); } m.WriteInt32(1, s); } }";

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task A_signal_ends_lint_and_fuzz(int signal, int exitCode)
    {
        using var files = new TestFiles();
        string kernel = files.Write("Slow.cs", System.Text.Encoding.UTF8.GetBytes(SlowKernel));
        Assert.Equal(exitCode, await EndAsync([signal], "lint", kernel));
        Assert.Equal(exitCode, await EndAsync([signal, signal], "fuzz", "--count", "1000000"));
    }

    [Fact]
    public async Task A_terminal_that_goes_away_ends_a_command() =>
        Assert.Equal(129, await EndAsync([HangUp], "fuzz", "--count", "1000000"));

    private static async Task<int> EndAsync(int[] signals, params string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        // What is started in the background of a script ignores SIGINT, and so would its children.
        using var process = Process.Start(new ProcessStartInfo("env",
            ["--default-signal=INT,TERM,HUP", "dotnet", Path.Combine(AppContext.BaseDirectory, "accel.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        // Far enough to be at work, whatever else the machine does.
        while (!process.HasExited && process.TotalProcessorTime < TimeSpan.FromSeconds(1.5))
        {
            await Task.Delay(20, cancellationToken);
        }

        foreach (int signal in signals)
        {
            _ = Kill(process.Id, signal);
            await Task.Delay(50, cancellationToken);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return process.ExitCode;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
