using System.Numerics;
using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>
/// Which bits of a value are the same in every execution: where <see cref="Mask"/> is 1, the bit is that of <see cref="Value"/>.
/// </summary>
internal readonly record struct KnownBits(ulong Mask, ulong Value)
{
    /// <summary>Nothing is known.</summary>
    public static readonly KnownBits None = new(0, 0);

    /// <summary>Number of known bits from bit 0 on.</summary>
    public int LowCount => BitOperations.TrailingZeroCount(~Mask);

    /// <summary>What two executions have in common.</summary>
    public KnownBits Meet(KnownBits other)
    {
        ulong mask = Mask & other.Mask & ~(Value ^ other.Value);
        return new(mask, Value & mask);
    }

    /// <summary>What is known of an expression, from what is known of variables.</summary>
    public static KnownBits Of(Expression expression, Func<Variable, KnownBits> variable)
    {
        CompileWatch.Check();
        switch (expression)
        {
            case ConstantExpression constant:
                return new(ulong.MaxValue, (ulong)constant.Value);
            case VariableExpression use:
                return Extended(variable(use.Variable), use.Type);
            case ConvertExpression convert:
                return Extended(Of(convert.Operand, variable), convert.Type);
            case SelectExpression select:
                return Of(select.WhenTrue, variable).Meet(Of(select.WhenFalse, variable));
            case UnaryExpression { Operator: UnaryOperator.Not } inverse:
                var bits = Of(inverse.Operand, variable);
                return Extended(new(bits.Mask, ~bits.Value & bits.Mask), expression.Type);
            case BinaryExpression binary when binary.Operator < BinaryOperator.Equal:
                return Extended(Of(binary, Of(binary.Left, variable), Of(binary.Right, variable)), expression.Type);
            default:
                return Extended(None, expression.Type);
        }
    }

    private static KnownBits Of(BinaryExpression binary, KnownBits a, KnownBits b)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.And:
                ulong mask = (a.Mask & b.Mask) | (a.Mask & ~a.Value) | (b.Mask & ~b.Value);
                return new(mask, a.Value & b.Value & mask);
            case BinaryOperator.Or:
                ulong set = (a.Mask & b.Mask) | (a.Mask & a.Value) | (b.Mask & b.Value);
                return new(set, (a.Value | b.Value) & set);
            case BinaryOperator.Xor:
                return new(a.Mask & b.Mask, (a.Value ^ b.Value) & a.Mask & b.Mask);
            case BinaryOperator.Add:
                return Low(a.Value + b.Value, Math.Min(a.LowCount, b.LowCount));
            case BinaryOperator.Subtract:
                return Low(a.Value - b.Value, Math.Min(a.LowCount, b.LowCount));
            case BinaryOperator.Multiply:
                return Low(a.Value * b.Value, Math.Min(64, Math.Min(a.LowCount + Zeros(b), b.LowCount + Zeros(a))));
            case BinaryOperator.ShiftLeft when b.Mask == ulong.MaxValue && b.Value < 64:
                int up = (int)b.Value;
                return new((a.Mask << up) | ((1UL << up) - 1), a.Value << up);
            case BinaryOperator.ShiftRight when b.Mask == ulong.MaxValue && b.Value < 64 && !binary.Type.IsSigned:
                int down = (int)b.Value;
                return new((a.Mask >> down) | ~(ulong.MaxValue >> down), a.Value >> down);
            default:
                return None;
        }
    }

    private static int Zeros(KnownBits bits) => Math.Min(bits.LowCount, BitOperations.TrailingZeroCount(bits.Value));

    private static KnownBits Low(ulong value, int count)
    {
        ulong mask = count >= 64 ? ulong.MaxValue : (1UL << count) - 1;
        return new(mask, value & mask);
    }

    // Above the width stand zeros, or copies of the sign.
    private static KnownBits Extended(KnownBits bits, IrType type)
    {
        if (type.WidthBits == 64)
        {
            return bits;
        }

        ulong inside = (1UL << type.WidthBits) - 1;
        if (!type.IsSigned)
        {
            return new((bits.Mask & inside) | ~inside, bits.Value & inside);
        }

        ulong sign = 1UL << (type.WidthBits - 1);
        return (bits.Mask & sign) == 0 ? new(bits.Mask & inside, bits.Value & inside)
            : new((bits.Mask & inside) | ~inside, (bits.Value & inside) | ((bits.Value & sign) != 0 ? ~inside : 0));
    }
}
