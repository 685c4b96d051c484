using Accel.Rtl.Simulation.Compilation;

namespace Accel.Rtl.Simulation.Words;

/// <content>Rules that give the same value with fewer words. At least one operand is no constant, and a constant of a commutative function
/// is B.</content>
internal sealed partial class WordGraph
{
    private Word? Simpler(WordOp op, Word a, Word? b, Word? c, int i, int n) => op switch
    {
        WordOp.And when a == b => a,
        WordOp.And when b!.IsConstant && b.Value == 0 => Zero,
        WordOp.And when b!.IsConstant && (WideArithmetic.Mask(a.WidthBits) & ~b.Value) == 0 => a,
        WordOp.Or when a == b || b == Zero => a,
        WordOp.Xor when a == b => Zero,
        WordOp.Xor or WordOp.Add or WordOp.Subtract when b == Zero && a.WidthBits <= n => a,
        WordOp.Xor when b == One && a.WidthBits == 1 => Make(WordOp.Not, a, n: 1),
        WordOp.Subtract when a == b => Zero,
        WordOp.Subtract when a == Zero => Make(WordOp.Negate, b!, n: n),
        WordOp.Not when a is { Op: WordOp.Not } && a.N == n => a.A,
        WordOp.Not when n == 1 && Opposite(a) is { } opposite => opposite,
        WordOp.Equal or WordOp.LessOrEqual or WordOp.LessOrEqualSigned when a == b => One,
        WordOp.NotEqual or WordOp.Less or WordOp.LessSigned when a == b => Zero,
        WordOp.NotEqual when a.WidthBits == 1 && b == Zero => a,
        WordOp.Equal when a.WidthBits == 1 && b == One => a,
        WordOp.Equal when a.WidthBits == 1 && b == Zero => Make(WordOp.Not, a, n: 1),
        WordOp.NotEqual when a.WidthBits == 1 && b == One => Make(WordOp.Not, a, n: 1),
        WordOp.Equal when b!.IsConstant && b.Value > WideArithmetic.Mask(a.WidthBits) => Zero,
        WordOp.NotEqual when b!.IsConstant && b.Value > WideArithmetic.Mask(a.WidthBits) => One,
        WordOp.ShiftLeft when b!.IsConstant => b.Value >= (ulong)n ? Zero : Make(WordOp.Place, Make(WordOp.Field, a, n: n - (int)b.Value), i: (int)b.Value),
        WordOp.ShiftRight when b!.IsConstant => b.Value >= 64 ? Zero : Make(WordOp.Field, a, i: (int)b.Value),
        WordOp.Multiplex => Multiplex(a, b!, c!),
        WordOp.Field when i >= a.WidthBits => Zero,
        WordOp.Field when i == 0 && n >= a.WidthBits => a,
        WordOp.Field when a.Op == WordOp.Field => Make(WordOp.Field, a.A!, i: a.I + i, n: Math.Min(n, a.N - i)),
        WordOp.Field when a.Op == WordOp.Place && i >= a.I => Make(WordOp.Field, a.A!, i: i - a.I, n: n),
        WordOp.Field when n > a.WidthBits - i => Make(WordOp.Field, a, i: i, n: a.WidthBits - i),
        WordOp.Place when i == 0 => a,
        WordOp.Place when a.Op == WordOp.Place => Make(WordOp.Place, a.A!, i: a.I + i),
        WordOp.SignExtend when a.WidthBits < i || n == i => a.WidthBits <= n ? a : null,
        WordOp.Parity when a.WidthBits == 1 => a,
        WordOp.FunnelRight when c!.IsConstant && (c.Value & 63) == 0 => a,
        WordOp.FunnelLeft when c!.IsConstant && (c.Value & 63) == 0 => a,
        _ => null,
    };

    private Word? Multiplex(Word a, Word b, Word c)
    {
        if (a.IsConstant)
            return a.Value != 0 ? b : c;
        if (b == c)
            return b;
        if (a is { Op: WordOp.Not, N: 1 })
            return Make(WordOp.Multiplex, a.A!, c, b);
        if (b.WidthBits == 1 && c.WidthBits == 1)
        {
            if (b == One)
                return Make(WordOp.Or, a, c);
            if (c == Zero)
                return Make(WordOp.And, a, b);
            if (b == Zero)
                return Make(WordOp.And, Make(WordOp.Not, a, n: 1), c);
            if (c == One)
                return Make(WordOp.Or, Make(WordOp.Not, a, n: 1), b);
        }

        return null;
    }

    /// <summary>A comparison has an opposite that costs the same.</summary>
    private Word? Opposite(Word a) => a.Op switch
    {
        WordOp.Equal => Make(WordOp.NotEqual, a.A!, a.B),
        WordOp.NotEqual => Make(WordOp.Equal, a.A!, a.B),
        WordOp.Less => Make(WordOp.LessOrEqual, a.B!, a.A),
        WordOp.LessOrEqual => Make(WordOp.Less, a.B!, a.A),
        WordOp.LessSigned => Make(WordOp.LessOrEqualSigned, a.B!, a.A, n: a.N),
        WordOp.LessOrEqualSigned => Make(WordOp.LessSigned, a.B!, a.A, n: a.N),
        _ => null,
    };
}
