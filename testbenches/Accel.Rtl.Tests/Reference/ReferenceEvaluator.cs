using System.Numerics;

namespace Accel.Rtl.Tests.Reference;

/// <summary>What each operator means, in arithmetic on BigInteger, written from the comments of <see cref="Operator"/> alone.</summary>
internal static class ReferenceEvaluator
{
    public static BigInteger Modulus(int widthBits) => BigInteger.One << widthBits;

    public static BigInteger Signed(BigInteger value, int widthBits) => value >= Modulus(widthBits - 1) ? value - Modulus(widthBits) : value;

    public static BigInteger Unsigned(BigInteger value, int widthBits)
    {
        var rest = value % Modulus(widthBits);
        return rest.Sign < 0 ? rest + Modulus(widthBits) : rest;
    }

    public static BigInteger Evaluate(OperatorSignal op, IReadOnlyList<BigInteger> values)
    {
        int width = op.WidthBits;
        var a = values[0];
        var b = values.Count > 1 ? values[1] : 0;
        int aWidth = op.Operands[0].WidthBits;
        BigInteger Bool(bool value) => value ? BigInteger.One : BigInteger.Zero;
        int Amount() => b > aWidth ? aWidth : (int)b;
        return op.Operator switch
        {
            Operator.Not => Modulus(width) - 1 - a,
            Operator.Negate => Unsigned(-a, width),
            Operator.And => a & b,
            Operator.Or => a | b,
            Operator.Xor => a ^ b,
            Operator.Add => Unsigned(a + b, width),
            Operator.Subtract => Unsigned(a - b, width),
            Operator.Multiply => Unsigned(a * b, width),
            Operator.Equal => Bool(a == b),
            Operator.NotEqual => Bool(a != b),
            Operator.LessThanUnsigned => Bool(a < b),
            Operator.LessOrEqualUnsigned => Bool(a <= b),
            Operator.LessThanSigned => Bool(Signed(a, aWidth) < Signed(b, aWidth)),
            Operator.LessOrEqualSigned => Bool(Signed(a, aWidth) <= Signed(b, aWidth)),
            Operator.ShiftLeft => Unsigned(a << Amount(), width),
            Operator.ShiftRightLogical => a >> Amount(),
            Operator.ShiftRightArithmetic => Unsigned(Signed(a, aWidth) >> Amount(), width),
            Operator.Multiplex => a.IsOne ? b : values[2],
            Operator.Slice => Unsigned(a >> op.Offset, width),
            Operator.Concatenate => values.Zip(op.Operands).Aggregate(BigInteger.Zero, (sum, p) => sum * Modulus(p.Second.WidthBits) + p.First),
            Operator.ZeroExtend => a,
            Operator.SignExtend => Unsigned(Signed(a, aWidth), width),
            Operator.ReduceOr => Bool(!a.IsZero),
            Operator.ReduceAnd => Bool(a == Modulus(aWidth) - 1),
            Operator.ReduceXor => Bool(Enumerable.Range(0, aWidth).Count(i => !((a >> i) & 1).IsZero) % 2 == 1),
            _ => throw new NotSupportedException(op.Operator.ToString()),
        };
    }
}
