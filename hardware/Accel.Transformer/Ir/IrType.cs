namespace Accel.Transformer.Ir;

/// <summary>An integer type: two's complement when signed. bool is one unsigned bit. Widths are 1..64 in source programs; passes may
/// make any width from 1 to 64.</summary>
/// <param name="WidthBits">Number of bits, 1..64.</param>
/// <param name="IsSigned">Two's complement.</param>
public readonly record struct IrType(int WidthBits, bool IsSigned)
{
    /// <summary>One unsigned bit.</summary>
    public static readonly IrType Bool = new(1, false);

    /// <summary>System.Int32.</summary>
    public static readonly IrType Int32 = new(32, true);

    /// <summary>System.UInt32.</summary>
    public static readonly IrType UInt32 = new(32, false);

    /// <summary>Smallest value, as a signed 128-bit number.</summary>
    public Int128 Minimum => IsSigned ? -(Int128.One << (WidthBits - 1)) : 0;

    /// <summary>Largest value.</summary>
    public Int128 Maximum => (Int128.One << (IsSigned ? WidthBits - 1 : WidthBits)) - 1;

    /// <summary>
    /// Wraps a number to this type. The result's 64 bits hold the value sign- or zero-extended: the canonical form of every constant
    /// and of every value in the interpreter.
    /// </summary>
    public long Wrap(long value)
    {
        int unused = 64 - WidthBits;
        return IsSigned ? value << unused >> unused : (long)((ulong)value << unused >> unused);
    }

    /// <inheritdoc/>
    public override string ToString() => this == Bool ? "bool" : $"{(IsSigned ? 'i' : 'u')}{WidthBits}";
}
