namespace Accel.Hast;

/// <summary>All tasks that are joined by streams wait for each other, or for a task that has ended: who waits for whom, at which line of
/// C#.</summary>
/// <param name="waits">One sentence per task that waits.</param>
public sealed class StreamDeadlockException(IReadOnlyList<string> waits)
    : InvalidOperationException($"deadlock: no task that is joined by streams can go on: {string.Join("; ", waits)}")
{
    /// <summary>One sentence per task that waits.</summary>
    public IReadOnlyList<string> Waits { get; } = waits;
}
