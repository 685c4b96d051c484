namespace Accel.Fuzzing.Generation.Networks;

/// <summary>How many elements a stream carries.</summary>
/// <param name="Factor">At least 1.</param>
/// <param name="Bound">The variable, known only when it runs, that is multiplied with it; null for a number known at once.</param>
/// <param name="Most">The largest that it can be.</param>
internal sealed record ElementCount(int Factor, string? Bound, int Most)
{
    /// <summary>As C#.</summary>
    public string Text => Bound is null ? Expressions.Invariant(Factor)
        : Factor == 1 ? Bound
        : $"{Bound} * {Expressions.Invariant(Factor)}";

    /// <summary>So many for each.</summary>
    public ElementCount Times(int factor) => this with { Factor = Factor * factor, Most = Most * factor };

    /// <summary>One for so many.</summary>
    public ElementCount Over(int divisor) => this with { Factor = Factor / divisor, Most = Most / divisor };
}

/// <summary>A stream that nobody reads yet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">What it carries.</param>
/// <param name="Count">How many; null where the last element says so.</param>
/// <param name="Most">Elements at most.</param>
/// <param name="IsForked">Another stream comes from the same task: where they meet again, they must have room.</param>
internal sealed record Channel(string Name, StreamElement Element, ElementCount? Count, int Most, bool IsForked);
