using System.Numerics;
using Accel.Rtl.Simulation.Compilation;

namespace Accel.Rtl.Simulation.Words;

/// <summary>
/// The meaning of each <see cref="WordOp"/> in C#: folds constants, and gives the value of a word that no machine code keeps.
/// </summary>
internal static class WordEvaluator
{
    public static long Signed(ulong value, int widthBits) => (long)(value << (64 - widthBits)) >> (64 - widthBits);

    /// <summary>The value of a word from those of its operands; not for state and memory reads.</summary>
    public static ulong Evaluate(Word word, ulong a, ulong b, ulong c) => Evaluate(word.Op, word.I, word.N, a, b, c);

    public static ulong Evaluate(WordOp op, int i, int n, ulong a, ulong b, ulong c) => op switch
    {
        WordOp.Copy => a,
        WordOp.And => a & b,
        WordOp.Or => a | b,
        WordOp.Xor => a ^ b,
        WordOp.Not => ~a & WideArithmetic.Mask(n),
        WordOp.Negate => (0 - a) & WideArithmetic.Mask(n),
        WordOp.Add => (a + b) & WideArithmetic.Mask(n),
        WordOp.Subtract => (a - b) & WideArithmetic.Mask(n),
        WordOp.Multiply => (a * b) & WideArithmetic.Mask(n),
        WordOp.Equal => Bit(a == b),
        WordOp.NotEqual => Bit(a != b),
        WordOp.Less => Bit(a < b),
        WordOp.LessOrEqual => Bit(a <= b),
        WordOp.LessSigned => Bit(Signed(a, n) < Signed(b, n)),
        WordOp.LessOrEqualSigned => Bit(Signed(a, n) <= Signed(b, n)),
        WordOp.ShiftLeft => b < 64 ? a << (int)b & WideArithmetic.Mask(n) : 0,
        WordOp.ShiftRight => b < 64 ? a >> (int)b : 0,
        WordOp.ShiftRightArithmetic => (ulong)(Signed(a, n) >> (int)Math.Min(b, 63)) & WideArithmetic.Mask(n),
        WordOp.FunnelLeft => (c & 63) == 0 ? a : a << (int)(c & 63) | b >> (64 - (int)(c & 63)),
        WordOp.FunnelRight => (c & 63) == 0 ? a : a >> (int)(c & 63) | b << (64 - (int)(c & 63)),
        WordOp.Multiplex => a != 0 ? b : c,
        WordOp.Field => a >> i & WideArithmetic.Mask(n),
        WordOp.Place => a << i,
        WordOp.SignExtend => (ulong)Signed(a, i) & WideArithmetic.Mask(n),
        WordOp.Parity => (ulong)(BitOperations.PopCount(a) & 1),
        _ => throw new NotSupportedException($"{op} has no value of its own"),
    };

    private static ulong Bit(bool value) => value ? 1UL : 0;
}
