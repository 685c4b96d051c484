using System.Text.RegularExpressions;

namespace Accel.Fuzzing;

/// <summary>Tasks that wait for each other for ever.</summary>
/// <param name="Waits">By task: line, whether it writes or reads, what the stream is; sorted.</param>
internal sealed partial record Deadlock(string Waits)
{
    /// <summary>What a message says; null where it tells of no deadlock.</summary>
    public static Deadlock? Of(string message)
    {
        MatchCollection waits = message.Contains("deadlock", StringComparison.Ordinal) ? Wait().Matches(message) : Wait().Matches("");
        return waits.Count == 0 ? null : new Deadlock(string.Join(
            ", ", waits.Select(wait => $"line {wait.Groups[1]} {wait.Groups[2]} {wait.Groups[3]}").Order(StringComparer.Ordinal)));
    }

    // (line 12) or File.cs(12); the name of the stream is not the same everywhere.
    [GeneratedRegex(@"\((?:line )?(\d+)\) waits to (read from|write to) .*?, which is (full|empty)")]
    private static partial Regex Wait();
}
