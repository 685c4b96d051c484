using System.Globalization;

namespace Accel.Hast;

/// <summary>
/// Says what a constant may be, above all a [Replaceable] one: a whole number from <paramref name="least"/> to <paramref name="most"/>. The
/// compiler refuses any other one before it compiles the kernel.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class AllowedAttribute(long least, long most) : Attribute
{
    /// <summary>Smallest value.</summary>
    public long Least { get; } = least;

    /// <summary>Largest value.</summary>
    public long Most { get; } = most;

    /// <summary>Only 1, 2, 4, 8 and so on.</summary>
    public bool PowerOfTwo { get; init; }

    /// <summary>Only multiples of it.</summary>
    public long MultipleOf { get; init; } = 1;

    /// <summary>Whether a constant may have a value.</summary>
    public bool Allows(decimal value) => value >= Least && value <= Most && value % Math.Max(1, MultipleOf) == 0
        && (!PowerOfTwo || (value >= 1 && ulong.IsPow2((ulong)value)));

    /// <summary>What a value may be, in words: <c>4 to 64, a power of two</c>.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}")
            + (PowerOfTwo ? ", a power of two" : "")
            + (MultipleOf == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", a multiple of {MultipleOf}"));
}

/// <summary>
/// Says which constants go together: a condition of constants, at a field or a type. Where replacements make it false the compiler refuses
/// them before it compiles the kernel.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class RequiresAttribute(bool condition, string rule) : Attribute
{
    /// <summary>What has to be true.</summary>
    public bool Condition { get; } = condition;

    /// <summary>The same in words.</summary>
    public string Rule { get; } = rule;
}
