namespace Accel.Models.Widths;

/// <summary>The integers from <paramref name="Min"/> to <paramref name="Max"/>, both included.</summary>
/// <param name="Min">Smallest.</param>
/// <param name="Max">Largest.</param>
public readonly record struct Interval(Int128 Min, Int128 Max)
{
    /// <summary>Bits of a two's complement number that holds both ends, sign included; 1 for 0 alone.</summary>
    public int Bits => 1 + Math.Max(Length(Min), Length(Max));

    /// <summary>Whether a value lies in it.</summary>
    public bool Contains(Int128 value) => value >= Min && value <= Max;

    /// <inheritdoc/>
    public override string ToString() => $"{Min}..{Max}";

    internal static Interval Zero => default;

    internal Interval Plus(Interval other) => new(Min + other.Min, Max + other.Max);

    internal Interval Union(Interval other) => new(Int128.Min(Min, other.Min), Int128.Max(Max, other.Max));

    internal Interval ShiftLeft(int bits) => new(Min << bits, Max << bits);

    internal Interval ShiftRight(int bits) => new(Min >> bits, Max >> bits);

    internal Interval Times(long count) => new(Min * count, Max * count);

    // The magnitude's bits; -2^n needs n of them, as 2^n - 1 does.
    private static int Length(Int128 value) => 128 - (int)Int128.LeadingZeroCount(value < 0 ? ~value : value);
}
