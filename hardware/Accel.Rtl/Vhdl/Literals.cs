using System.Globalization;
using System.Numerics;
using System.Text;

namespace Accel.Rtl.Vhdl;

/// <summary>Constants in VHDL: bits for short vectors, hexadecimal for long ones.</summary>
internal static class Literals
{
    private const int LongestBinary = 8;

    public static string Bit(BigInteger value) => value.IsZero ? "'0'" : "'1'";

    /// <summary>A string literal; its type comes from the context.</summary>
    public static string Vector(BigInteger value, int widthBits)
    {
        if (widthBits <= LongestBinary)
            return $"\"{Binary(value, widthBits)}\"";
        string digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft((widthBits + 3) / 4, '0');
        string text = digits[^((widthBits + 3) / 4)..];
        return widthBits % 4 == 0 ? $"x\"{text}\"" : $"{widthBits}x\"{text}\"";
    }

    /// <summary>The value that signal of a width starts with: a bit or a vector.</summary>
    public static string Initial(BigInteger value, int widthBits)
        => widthBits == 1 ? Bit(value) : value.IsZero && widthBits > LongestBinary ? "(others => '0')" : Vector(value, widthBits);

    /// <summary>A string for a report: printable ASCII on one line.</summary>
    public static string Text(string text)
        => $"\"{HardwareNames.Printable(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Binary(BigInteger value, int widthBits)
    {
        var text = new StringBuilder(widthBits);
        for (int i = widthBits - 1; i >= 0; i--)
            text.Append(((value >> i) & 1).IsZero ? '0' : '1');
        return text.ToString();
    }
}
