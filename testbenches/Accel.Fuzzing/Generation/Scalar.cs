namespace Accel.Fuzzing.Generation;

/// <summary>A type of C# that one number represents.</summary>
/// <param name="Name">As C# writes it.</param>
/// <param name="Bits">1 for bool.</param>
/// <param name="IsSigned">Whether it has negative values.</param>
internal sealed record Scalar(string Name, int Bits, bool IsSigned)
{
    public static readonly Scalar Bool = new("bool", 1, false);
    public static readonly Scalar Byte = new("byte", 8, false);
    public static readonly Scalar SByte = new("sbyte", 8, true);
    public static readonly Scalar Short = new("short", 16, true);
    public static readonly Scalar UShort = new("ushort", 16, false);
    public static readonly Scalar Char = new("char", 16, false);
    public static readonly Scalar Int = new("int", 32, true);
    public static readonly Scalar UInt = new("uint", 32, false);
    public static readonly Scalar Long = new("long", 64, true);
    public static readonly Scalar ULong = new("ulong", 64, false);

    /// <summary>Of an enum: its members' names; else empty.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public bool IsEnum => Members.Count > 0;

    /// <summary>Whether C# calculates with it: neither bool nor an enum.</summary>
    public bool IsNumber => Bits > 1 && !IsEnum;

    /// <summary>Whether C# converts from this type to another one without a cast.</summary>
    public bool Widens(Scalar to)
    {
        if (Name == to.Name)
        {
            return true;
        }

        if (!IsNumber || !to.IsNumber || to == Char)
        {
            return false;
        }

        return to.IsSigned ? to.Bits > Bits : !IsSigned && (to.Bits > Bits || (this == Char && to == UShort));
    }

    /// <summary>The type in which C# calculates with two numbers, or null where it refuses: ulong with a signed number.</summary>
    public static Scalar? Promote(Scalar left, Scalar right)
    {
        if (left == ULong || right == ULong)
        {
            return left.IsSigned || right.IsSigned ? null : ULong;
        }

        if (left == Long || right == Long)
        {
            return Long;
        }

        if (left == UInt || right == UInt)
        {
            return left.IsSigned || right.IsSigned ? Long : UInt;
        }

        return Int;
    }
}
