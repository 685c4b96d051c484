namespace Accel.Fuzzing;

/// <summary>What plain C# made of the memory images.</summary>
/// <param name="Members">Entry points.</param>
/// <param name="Memories">The contents of the memory after each run that ended.</param>
/// <param name="Deadlock">How the run after those ended, or null where all went well.</param>
internal sealed record PlainResult(int Members, IReadOnlyList<uint[]> Memories, Deadlock? Deadlock)
{
    /// <summary>Whether a run is the one whose tasks wait for ever; there are none after it.</summary>
    public bool IsDeadlocked(int run) => Deadlock is not null && run == Memories.Count;

    /// <summary>What a run that ended has done wrong; null where nothing.</summary>
    public string? Difference(uint[] actual, int run)
    {
        if (IsDeadlocked(run))
        {
            return FormattableString.Invariant($"run {run} ends; C#: deadlock, {Deadlock!.Waits}");
        }

        uint[] expected = Memories[run];
        for (int cell = 0; cell < expected.Length; cell++)
        {
            if (expected[cell] != actual[cell])
            {
                return FormattableString.Invariant($"run {run}, cell {cell}: C# {expected[cell]:x8}, here {actual[cell]:x8}");
            }
        }

        return null;
    }

    /// <summary>What is wrong about a run that broke off with a message; null where it tells the same deadlock.</summary>
    public string? Difference(string message, int run)
    {
        Deadlock? found = IsDeadlocked(run) ? Fuzzing.Deadlock.Of(message) : null;
        return found == null ? FormattableString.Invariant($"run {run}: {message}")
            : found == Deadlock ? null
            : FormattableString.Invariant($"run {run}: deadlock, C#: {Deadlock!.Waits}; here: {found.Waits}");
    }
}
