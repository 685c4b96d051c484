using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// A non-empty range of integers, the fact that gives every value its width. A range that reaches beyond +-2^120 only keeps its sign: such
/// a value is only ever used through its low bits (<see cref="Wrap"/>).
/// </summary>
internal readonly record struct Interval(Int128 Minimum, Int128 Maximum)
{
    private static readonly Int128 Limit = Int128.One << 120;

    /// <summary>{0, 1}.</summary>
    public static readonly Interval Bool = new(0, 1);

    /// <summary>One number.</summary>
    public static Interval Of(Int128 value) => new(value, value);

    /// <summary>All values of a type.</summary>
    public static Interval Of(IrType type) => new(type.Minimum, type.Maximum);

    /// <summary>True when there is one value.</summary>
    public bool IsConstant => Minimum == Maximum;

    /// <summary>True when negative values are possible, so that the bits are two's complement.</summary>
    public bool IsSigned => Minimum < 0;

    /// <summary>Bits needed, at least 1; a sign bit included when <see cref="IsSigned"/>.</summary>
    public int WidthBits => Math.Max(1, IsSigned ? Math.Max(Bits(-(Minimum + 1)), Bits(Maximum)) + 1 : Bits(Maximum));

    /// <summary>The narrowest type that has all values, of at most 64 bits.</summary>
    public IrType Type => new(Math.Min(64, WidthBits), IsSigned);

    /// <summary>True when every value of <paramref name="other"/> is in this one.</summary>
    public bool Contains(Interval other) => Minimum <= other.Minimum && other.Maximum <= Maximum;

    /// <summary>The smallest interval that has both.</summary>
    public Interval Union(Interval other) => new(Int128.Min(Minimum, other.Minimum), Int128.Max(Maximum, other.Maximum));

    /// <summary>What both have in common, or null.</summary>
    public Interval? Intersect(Interval other)
    {
        var (minimum, maximum) = (Int128.Max(Minimum, other.Minimum), Int128.Min(Maximum, other.Maximum));
        return minimum <= maximum ? new Interval(minimum, maximum) : null;
    }

    /// <summary>Sums.</summary>
    public Interval Add(Interval other) => Cut(Minimum + other.Minimum, Maximum + other.Maximum);

    /// <summary>Differences.</summary>
    public Interval Subtract(Interval other) => Cut(Minimum - other.Maximum, Maximum - other.Minimum);

    /// <summary>Products.</summary>
    public Interval Multiply(Interval other)
    {
        Int128 a = Product(Minimum, other.Minimum), b = Product(Minimum, other.Maximum), c = Product(Maximum, other.Minimum), d = Product(Maximum, other.Maximum);
        return Cut(Int128.Min(Int128.Min(a, b), Int128.Min(c, d)), Int128.Max(Int128.Max(a, b), Int128.Max(c, d)));
    }

    /// <summary>Quotients, truncating; the divisor 0 is left out.</summary>
    public Interval Divide(Interval other)
    {
        // The magnitude never grows, and the sign is known when both signs are.
        Int128 magnitude = Int128.Max(Int128.Abs(Minimum), Int128.Abs(Maximum));
        Int128 smallest = other.Minimum > 0 ? other.Minimum : other.Maximum < 0 ? -other.Maximum : 1;
        magnitude /= smallest;
        bool canBePositive = (Maximum > 0 && other.Maximum > 0) || (Minimum < 0 && other.Minimum < 0);
        bool canBeNegative = (Maximum > 0 && other.Minimum < 0) || (Minimum < 0 && other.Maximum > 0);
        return new(canBeNegative ? -magnitude : 0, canBePositive ? magnitude : 0);
    }

    /// <summary>Remainders with the sign of the dividend; the divisor 0 is left out.</summary>
    public Interval Remainder(Interval other)
    {
        Int128 largest = Int128.Max(0, Int128.Max(Int128.Abs(other.Minimum), Int128.Abs(other.Maximum)) - 1);
        return new(Minimum < 0 ? Int128.Max(Minimum, -largest) : 0, Maximum > 0 ? Int128.Min(Maximum, largest) : 0);
    }

    /// <summary>Left shifts without loss.</summary>
    public Interval ShiftLeft(Interval amount)
    {
        int least = (int)Int128.Clamp(amount.Minimum, 0, 64), most = (int)Int128.Clamp(amount.Maximum, 0, 64);
        return Multiply(new Interval(Int128.One << least, Int128.One << most));
    }

    /// <summary>Right shifts, rounding down.</summary>
    public Interval ShiftRight(Interval amount)
    {
        int least = (int)Int128.Clamp(amount.Minimum, 0, 126), most = (int)Int128.Clamp(amount.Maximum, 0, 126);
        return new(Minimum >> (Minimum < 0 ? least : most), Maximum >> (Maximum < 0 ? most : least));
    }

    /// <summary>Bitwise and, in two's complement without end.</summary>
    public Interval And(Interval other) => (IsSigned, other.IsSigned) switch
    {
        (false, false) => new(0, Int128.Min(Maximum, other.Maximum)),
        (false, true) => new(0, Maximum),
        (true, false) => new(0, other.Maximum),
        _ => new(-(Int128.One << (Math.Max(WidthBits, other.WidthBits) - 1)), Int128.Max(Maximum, other.Maximum)),
    };

    /// <summary>Bitwise or, in two's complement without end.</summary>
    public Interval Or(Interval other) => IsSigned || other.IsSigned
        ? SignedBits(other)
        : new(Int128.Max(Minimum, other.Minimum), Ones(Math.Max(Bits(Maximum), Bits(other.Maximum))));

    /// <summary>Bitwise exclusive or, in two's complement without end.</summary>
    public Interval Xor(Interval other) => IsSigned || other.IsSigned
        ? SignedBits(other)
        : new(0, Ones(Math.Max(Bits(Maximum), Bits(other.Maximum))));

    /// <summary>The values after wrapping to a type.</summary>
    public Interval Wrap(IrType type)
    {
        var all = Of(type);
        return all.Contains(this) ? this : all;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{Minimum}, {Maximum}]";

    private Interval SignedBits(Interval other)
    {
        int width = Math.Max(WidthBits + (IsSigned ? 0 : 1), other.WidthBits + (other.IsSigned ? 0 : 1));
        return new(-(Int128.One << (width - 1)), Ones(width - 1));
    }

    private static Int128 Ones(int bits) => (Int128.One << bits) - 1;

    private static int Bits(Int128 value) => value <= 0 ? 0 : 128 - (int)Int128.LeadingZeroCount(value);

    // Of what reaches beyond the limits only the sign is kept: two bounds cut to one limit would look like one number.
    private static Interval Cut(Int128 minimum, Int128 maximum)
        => minimum > -Limit && maximum < Limit ? new(minimum, maximum) : new(minimum >= 0 ? 0 : -Limit, maximum <= 0 ? 0 : Limit);

    private static Int128 Product(Int128 a, Int128 b)
    {
        if (a == 0 || b == 0)
        {
            return 0;
        }

        int bits = Bits(Int128.Abs(a)) + Bits(Int128.Abs(b));
        return bits <= 120 ? a * b : (a < 0) == (b < 0) ? Limit : -Limit;
    }
}
