using System.Numerics;

namespace Accel.Rtl;

/// <summary>What an operator gives for constant operands; used to fold constants.</summary>
internal static class OperatorSemantics
{
    public static BigInteger Mask(int widthBits) => (BigInteger.One << widthBits) - 1;

    public static BigInteger Signed(BigInteger value, int widthBits)
        => (value >> (widthBits - 1)).IsZero ? value : value - (BigInteger.One << widthBits);

    public static BigInteger Evaluate(Operator op, ReadOnlySpan<ConstantSignal> operands, int offset, int widthBits)
    {
        var a = operands[0].Value;
        int aWidth = operands[0].WidthBits;
        var b = operands.Length > 1 ? operands[1].Value : BigInteger.Zero;
        int bWidth = operands.Length > 1 ? operands[1].WidthBits : 1;
        var result = op switch
        {
            Operator.Not => ~a,
            Operator.Negate => -a,
            Operator.And => a & b,
            Operator.Or => a | b,
            Operator.Xor => a ^ b,
            Operator.Add => a + b,
            Operator.Subtract => a - b,
            Operator.Multiply => a * b,
            Operator.Equal => Bit(a == b),
            Operator.NotEqual => Bit(a != b),
            Operator.LessThanUnsigned => Bit(a < b),
            Operator.LessOrEqualUnsigned => Bit(a <= b),
            Operator.LessThanSigned => Bit(Signed(a, aWidth) < Signed(b, bWidth)),
            Operator.LessOrEqualSigned => Bit(Signed(a, aWidth) <= Signed(b, bWidth)),
            Operator.ShiftLeft => a << Amount(b, aWidth),
            Operator.ShiftRightLogical => a >> Amount(b, aWidth),
            Operator.ShiftRightArithmetic => Signed(a, aWidth) >> Amount(b, aWidth),
            Operator.Multiplex => a.IsZero ? operands[2].Value : b,
            Operator.Slice => a >> offset,
            Operator.Concatenate => Concatenate(operands),
            Operator.ZeroExtend => a,
            Operator.SignExtend => Signed(a, aWidth),
            Operator.ReduceOr => Bit(!a.IsZero),
            Operator.ReduceAnd => Bit(a == Mask(aWidth)),
            Operator.ReduceXor => Bit(!(BigInteger.PopCount(a) & 1).IsZero),
            _ => throw new NotSupportedException($"unknown operator {op}"),
        };
        return result & Mask(widthBits);
    }

    private static BigInteger Bit(bool value) => value ? BigInteger.One : BigInteger.Zero;

    /// <summary>Shifting by the width gives what shifting by more gives.</summary>
    private static int Amount(BigInteger amount, int widthBits) => (int)BigInteger.Min(amount, widthBits);

    private static BigInteger Concatenate(ReadOnlySpan<ConstantSignal> parts)
    {
        var result = BigInteger.Zero;
        foreach (var part in parts)
            result = result << part.WidthBits | part.Value;
        return result;
    }
}
