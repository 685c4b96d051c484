namespace Accel.ToolRunners;

/// <summary>A tool ended with an error, or did not end in time.</summary>
public sealed class ToolFailedException : Exception
{
    private const int ShownCharacters = 4000;

    /// <summary>Wraps the result of a run.</summary>
    public ToolFailedException(string tool, string what, ToolResult result)
        : base($"{tool} failed to {what} ({Outcome(result)}):\n{Tail(result)}") => Result = result;

    /// <summary>What the tool said.</summary>
    public ToolResult Result { get; }

    private static string Outcome(ToolResult result) => result?.TimedOut == true ? "it did not end in time" : $"exit code {result?.ExitCode}";

    private static string Tail(ToolResult result)
    {
        string text = (result.StandardError + result.StandardOutput).Trim();
        return text.Length <= ShownCharacters ? text : text[..(ShownCharacters / 2)] + "\n...\n" + text[^(ShownCharacters / 2)..];
    }
}
