using System.Numerics;

namespace Accel.Rtl.Simulation.Compilation;

/// <summary>Arithmetic on numbers of any width, least significant word first, in place and without allocation.</summary>
internal static class WideArithmetic
{
    public static int Words(int widthBits) => (widthBits + 63) / 64;

    /// <summary>Mask of the topmost word of a number.</summary>
    public static ulong TopMask(int widthBits) => widthBits % 64 == 0 ? ulong.MaxValue : (1UL << (widthBits % 64)) - 1;

    public static ulong Mask(int widthBits) => widthBits >= 64 ? ulong.MaxValue : (1UL << widthBits) - 1;

    public static void Add(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> result, ulong complement, ulong carry)
    {
        for (int i = 0; i < result.Length; i++)
        {
            ulong other = b[i] ^ complement;
            ulong sum = a[i] + other;
            ulong carried = sum < other ? 1UL : 0;
            result[i] = sum + carry;
            carry = carried | (result[i] < sum ? 1UL : 0);
        }
    }

    public static void Multiply(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> result)
    {
        result.Clear();
        for (int i = 0; i < result.Length; i++)
        {
            ulong carry = 0;
            for (int j = 0; i + j < result.Length; j++)
            {
                ulong high = Math.BigMul(a[i], b[j], out ulong low);
                low += carry;
                high += low < carry ? 1UL : 0;
                result[i + j] += low;
                carry = high + (result[i + j] < low ? 1UL : 0);
            }
        }
    }

    public static int CompareUnsigned(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (int i = a.Length - 1; i >= 0; i--)
        {
            if (a[i] != b[i])
                return a[i] < b[i] ? -1 : 1;
        }

        return 0;
    }

    public static int CompareSigned(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, int widthBits)
    {
        bool negative = Sign(a, widthBits);
        return negative != Sign(b, widthBits) ? (negative ? -1 : 1) : CompareUnsigned(a, b);
    }

    public static bool Sign(ReadOnlySpan<ulong> a, int widthBits) => (a[(widthBits - 1) / 64] >> ((widthBits - 1) % 64) & 1) != 0;

    /// <summary>A shift amount, cut to the width: shifting by more gives the same.</summary>
    public static int Amount(ReadOnlySpan<ulong> amount, int widthBits)
    {
        for (int i = 1; i < amount.Length; i++)
        {
            if (amount[i] != 0)
                return widthBits;
        }

        return (int)Math.Min(amount[0], (ulong)widthBits);
    }

    public static void ShiftLeft(ReadOnlySpan<ulong> a, int amount, Span<ulong> result)
    {
        (int words, int bits) = (amount / 64, amount % 64);
        for (int i = result.Length - 1; i >= 0; i--)
        {
            ulong high = i >= words ? a[i - words] : 0;
            ulong low = i > words ? a[i - words - 1] : 0;
            result[i] = bits == 0 ? high : high << bits | low >> (64 - bits);
        }
    }

    /// <summary>
    /// Shifts right; <paramref name="fill"/> enters above the top word, whose unused bits must be filled with it already.
    /// </summary>
    public static void ShiftRight(ReadOnlySpan<ulong> a, int amount, ulong fill, Span<ulong> result)
    {
        (int words, int bits) = (amount / 64, amount % 64);
        for (int i = 0; i < result.Length; i++)
        {
            ulong low = i + words < a.Length ? a[i + words] : fill;
            ulong high = i + words + 1 < a.Length ? a[i + words + 1] : fill;
            result[i] = bits == 0 ? low : low >> bits | high << (64 - bits);
        }
    }

    public static BigInteger ToBigInteger(ReadOnlySpan<ulong> words)
        => new(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words), isUnsigned: true);

    /// <summary>Stores a number that is not negative and fits.</summary>
    public static void FromBigInteger(BigInteger value, Span<ulong> words)
    {
        words.Clear();
        value.TryWriteBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words), out _, isUnsigned: true);
    }
}
