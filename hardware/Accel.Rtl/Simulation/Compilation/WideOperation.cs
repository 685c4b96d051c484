using System.Numerics;

namespace Accel.Rtl.Simulation.Compilation;

/// <summary>
/// An operator with an operand or result above 64 bits that is not split into narrow operations. Operands 0 and 1 lie at slots A and B.
/// </summary>
internal sealed record WideOperation(Operator Operator, int D, int WidthBits, int A, int AWidthBits, int B, int BWidthBits)
{
    private readonly ulong[] _scratch = new ulong[WideArithmetic.Words(Math.Max(WidthBits, AWidthBits))];

    public void Evaluate(ulong[] slots)
    {
        var d = slots.AsSpan(D, WideArithmetic.Words(WidthBits));
        var a = slots.AsSpan(A, WideArithmetic.Words(AWidthBits));
        var b = slots.AsSpan(B, WideArithmetic.Words(BWidthBits));
        switch (Operator)
        {
            case Operator.Add:
                WideArithmetic.Add(a, b, d, 0, 0);
                break;
            case Operator.Subtract:
                WideArithmetic.Add(a, b, d, ulong.MaxValue, 1);
                break;
            case Operator.Negate:
                Array.Clear(_scratch);
                WideArithmetic.Add(_scratch, a, d, ulong.MaxValue, 1);
                break;
            case Operator.Multiply:
                WideArithmetic.Multiply(a, b, d);
                break;
            case Operator.Equal:
                d[0] = a.SequenceEqual(b) ? 1UL : 0;
                break;
            case Operator.NotEqual:
                d[0] = a.SequenceEqual(b) ? 0 : 1UL;
                break;
            case Operator.LessThanUnsigned:
                d[0] = WideArithmetic.CompareUnsigned(a, b) < 0 ? 1UL : 0;
                break;
            case Operator.LessOrEqualUnsigned:
                d[0] = WideArithmetic.CompareUnsigned(a, b) <= 0 ? 1UL : 0;
                break;
            case Operator.LessThanSigned:
                d[0] = WideArithmetic.CompareSigned(a, b, AWidthBits) < 0 ? 1UL : 0;
                break;
            case Operator.LessOrEqualSigned:
                d[0] = WideArithmetic.CompareSigned(a, b, AWidthBits) <= 0 ? 1UL : 0;
                break;
            case Operator.ShiftLeft:
                WideArithmetic.ShiftLeft(a, WideArithmetic.Amount(b, AWidthBits), d);
                break;
            case Operator.ShiftRightLogical:
                WideArithmetic.ShiftRight(a, WideArithmetic.Amount(b, AWidthBits), 0, d);
                break;
            case Operator.ShiftRightArithmetic:
                ulong fill = Fill(a);
                WideArithmetic.ShiftRight(_scratch.AsSpan(0, a.Length), WideArithmetic.Amount(b, AWidthBits), fill, d);
                break;
            case Operator.SignExtend:
                ulong above = Fill(a);
                _scratch.AsSpan(a.Length).Fill(above);
                _scratch.AsSpan(0, d.Length).CopyTo(d);
                break;
            case Operator.ReduceOr:
                d[0] = a.ContainsAnyExcept(0UL) ? 1UL : 0;
                break;
            case Operator.ReduceAnd:
                d[0] = a[..^1].ContainsAnyExcept(ulong.MaxValue) || a[^1] != WideArithmetic.TopMask(AWidthBits) ? 0 : 1UL;
                break;
            case Operator.ReduceXor:
                ulong folded = 0;
                foreach (ulong word in a)
                    folded ^= word;
                d[0] = (ulong)(BitOperations.PopCount(folded) & 1);
                break;
            default:
                throw new NotSupportedException($"{Operator} on wide operands");
        }

        d[^1] &= WideArithmetic.TopMask(WidthBits);
    }

    /// <summary>Copies an operand to the scratch words with its sign in the unused bits; returns a word of sign bits.</summary>
    private ulong Fill(ReadOnlySpan<ulong> a)
    {
        a.CopyTo(_scratch);
        ulong fill = WideArithmetic.Sign(a, AWidthBits) ? ulong.MaxValue : 0;
        _scratch[a.Length - 1] |= fill & ~WideArithmetic.TopMask(AWidthBits);
        return fill;
    }
}
