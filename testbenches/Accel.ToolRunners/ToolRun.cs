namespace Accel.ToolRunners;

/// <summary>How to run a tool once.</summary>
public sealed record ToolRun
{
    /// <summary>The directory to run in.</summary>
    public string WorkingDirectory { get; init; } = ".";

    /// <summary>The tool, and all that it started, is killed after this time.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much of each output is kept: the beginning and the end, half each.</summary>
    public int MaximumCharacters { get; init; } = 1 << 20;

    /// <summary>Where to write the whole standard output, if it is wanted.</summary>
    public string? StandardOutputFile { get; init; }

    /// <summary>Is told each line of standard output, for progress; called from another thread.</summary>
    public Action<string>? OnOutputLine { get; init; }
}

/// <summary>How a tool ended.</summary>
/// <param name="ExitCode">Exit code; -1 when it was killed.</param>
/// <param name="StandardOutput">What it wrote, shortened in the middle if it was too long.</param>
/// <param name="StandardError">As above.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="TimedOut">True when it was killed because of its time.</param>
public sealed record ToolResult(int ExitCode, string StandardOutput, string StandardError, TimeSpan Elapsed, bool TimedOut)
{
    /// <summary>True when the tool says that all is well.</summary>
    public bool Succeeded => ExitCode == 0 && !TimedOut;
}
