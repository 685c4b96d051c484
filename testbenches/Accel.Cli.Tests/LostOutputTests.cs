using System.Text;

namespace Accel.Cli.Tests;

/// <summary>Outputs, and an input, that are full or closed: an exit code and, where there is still somebody to tell, a message; never an
/// exception.</summary>
public sealed class LostOutputTests
{
    private const string Missing = "/no/such/model.safetensors";

    [Fact]
    public async Task A_full_output_is_said_and_has_an_exit_code()
    {
        using var error = new StringWriter { NewLine = "\n" };
        int exit = await RunAsync(new FullWriter(), error, "inspect", InputFiles.DigitsModel, "--json");
        Assert.Equal(ExitCode.Unavailable, exit);
        Assert.Contains("standard output cannot be written: no room", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect", Missing)]
    [InlineData("inspect", Missing, "--json")]
    public async Task A_failure_that_cannot_be_said_keeps_its_exit_code(params string[] arguments)
        => Assert.Equal(ExitCode.InputMissing, await RunAsync(new FullWriter(), new FullWriter(), arguments));

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("infer", "--help")]
    public async Task Help_that_cannot_be_written_is_said(params string[] arguments)
    {
        using var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.Unavailable, await RunAsync(new FullWriter(), error, arguments));
        Assert.Contains("standard output cannot be written: no room", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_goes_on_without_anybody_to_talk_to()
    {
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Ok, await RunAsync(output, new FullWriter(), "simulate", "BinaryNeuron", "--engine", "interpreter"));
        Assert.NotEqual("", output.ToString());
    }

    [Fact]
    public async Task A_reader_that_went_away_ends_the_command_without_a_word()
    {
        using var error = new StringWriter();
        var output = new FullWriter(new OutputException("gone") { IsClosed = true });
        Assert.Equal(ExitCode.OutputClosed, await RunAsync(output, error, "inspect", InputFiles.DigitsModel));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Control_characters_do_not_reach_a_terminal_and_JSON_says_the_same()
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = new CliConsole(text, text);
        console.Say("a\u001b[2J\u009b1m\u202eb\r");
        console.WriteJson("a\u001b\u202e\u2028b");
        Assert.DoesNotContain(text.ToString(), c => c != '\n' && (char.IsControl(c) || c is '\u202e' or '\u2028'));
        Assert.StartsWith("a\\u001b[2J\\u009b1m\\u202eb\\u000d\n", text.ToString(), StringComparison.Ordinal);
        Assert.Equal("a\u001b\u202e\u2028b", System.Text.Json.JsonSerializer.Deserialize<string>(text.ToString().Split('\n')[1]));
    }

    [Theory]
    [InlineData("{0} <&-", ExitCode.InputMissing, "standard input is closed")]
    [InlineData("cat models/digits.safetensors | {0} --json", ExitCode.Ok, "")]
    public async Task A_closed_standard_input_is_said_instead_of_waited_for(string command, int exitCode, string message)
    {
        string line = command.Replace("{0}", "dotnet accel.dll inspect -", StringComparison.Ordinal);
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", $"{line} > /dev/null"])
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardError = true,
        })!;
        string said = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, shell.ExitCode);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    private static Task<int> RunAsync(TextWriter output, TextWriter error, params string[] arguments)
        => CommandLine.RunAsync(arguments, new CliConsole(output, error), null, TestContext.Current.CancellationToken);

    private sealed class FullWriter(Exception? exception = null) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw exception ?? new IOException("no room");
    }
}
