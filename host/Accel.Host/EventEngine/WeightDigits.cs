namespace Accel.Host.EventEngine;

/// <summary>
/// Numbers in balanced digits to the base 256: n = d0 + 256 d1 + 65536 d2 + ..., each digit -128..127, so that each fits a weight.
/// </summary>
internal static class WeightDigits
{
    /// <summary>Bits by which the sums of a digit are shifted further than those of the digit before.</summary>
    public const int Shift = 8;

    /// <summary>Digits that every number has room in, at least 1.</summary>
    public static int Count(ReadOnlySpan<int> numbers)
    {
        int count = 1;
        foreach (int number in numbers)
        {
            while (Rest(number, count) != 0)
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>A digit of a number, the lowest is 0.</summary>
    public static sbyte Of(int number, int digit) => (sbyte)Rest(number, digit);

    // What is left above the lower digits.
    private static long Rest(long number, int digits)
    {
        for (; digits > 0; digits--)
        {
            number = (number - (sbyte)number) >> Shift;
        }

        return number;
    }
}
