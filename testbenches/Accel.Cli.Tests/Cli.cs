using System.Text.Json;

namespace Accel.Cli.Tests;

/// <summary>Runs command lines in process and keeps what they write.</summary>
internal static class Cli
{
    internal static Task<CliRun> RunAsync(params string[] arguments) => RunAsync(new CliServices(), arguments);

    internal static async Task<CliRun> RunAsync(CliServices services, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };

        // Progress comes from several threads; the wrapper's own ToString is no text.
        int exit = await CommandLine.RunAsync(arguments, new CliConsole(output, TextWriter.Synchronized(error)), services, TestContext.Current.CancellationToken);
        return new CliRun(exit, output.ToString(), error.ToString());
    }
}

/// <summary>What a command line did.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    internal JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The exit code, what must be said, and that a next step is named.</summary>
    internal void MustFail(int exitCode, params ReadOnlySpan<string> said)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode} instead of {exitCode}\n{Output}\n{Error}");
        foreach (string text in said)
        {
            Assert.Contains(text, Error, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("try: ", Error, StringComparison.Ordinal);
    }
}
