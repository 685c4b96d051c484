using Accel.ToolRunners;

namespace Accel.Rtl.Tests.Tools;

public sealed class ToolRunnerTests
{
    private static readonly ToolRunner Shell = new("sh", "dash");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_missing_tool_says_how_to_install_it()
    {
        var tool = new ToolRunner("no-such-tool-here", "some-package");
        Assert.False(tool.IsAvailable);
        Assert.Null(tool.Version());
        var error = Assert.Throws<ToolMissingException>(() => tool.Run([], cancellationToken: Token));
        Assert.Contains("sudo apt-get install some-package", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_outputs_and_the_exit_code_are_captured()
    {
        var result = Shell.Run(["-c", "echo out; echo err >&2; exit 3"], cancellationToken: Token);
        Assert.Equal((3, "out\n", "err\n", false), (result.ExitCode, result.StandardOutput, result.StandardError, result.TimedOut));
    }

    [Fact]
    public void A_tool_that_takes_too_long_is_killed_with_its_children()
    {
        var result = Shell.Run(["-c", "sleep 60 & sleep 60; echo never"], new ToolRun { Timeout = TimeSpan.FromMilliseconds(300) }, Token);
        Assert.True(result.TimedOut);
        Assert.False(result.Succeeded);
        Assert.True(result.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancelling_kills_the_tool()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        source.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Shell.RunAsync(["-c", "sleep 60"], cancellationToken: source.Token));
    }

    // A daemon of the tool's holds its output open long after it has ended.
    [Theory]
    [InlineData("echo out; setsid sleep 60 &", 60_000, false)]
    [InlineData("echo out; setsid sleep 60 & sleep 60", 300, true)]
    public async Task A_child_that_stays_behind_is_not_waited_for(string script, int milliseconds, bool timesOut)
    {
        var run = Shell.RunAsync(["-c", script], new ToolRun { Timeout = TimeSpan.FromMilliseconds(milliseconds) }, Token);
        var result = await run.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(("out\n", timesOut), (result.StandardOutput, result.TimedOut));
    }

    [Fact]
    public void Long_output_keeps_its_beginning_and_its_end()
    {
        var result = Shell.Run(["-c", "i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done"], new ToolRun { MaximumCharacters = 400 }, Token);
        Assert.StartsWith("line 0\n", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("[...]", result.StandardOutput, StringComparison.Ordinal);
        Assert.EndsWith("line 1999\n", result.StandardOutput, StringComparison.Ordinal);
        Assert.True(result.StandardOutput.Length < 500);
    }
}
