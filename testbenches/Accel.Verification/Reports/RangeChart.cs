using System.Globalization;

namespace Accel.Verification;

/// <summary>Draws how many bits the values of each tensor took, beside what was proved and what the hardware has.</summary>
internal static class RangeChart
{
    private const int NameWidth = 150, BitPixels = 18, RowHeight = 22, Top = 24;

    /// <summary>The picture, or null when nothing was proved about the vectors.</summary>
    internal static string? Draw(IReadOnlyList<KernelCase> vectors)
    {
        var rows = vectors
            .SelectMany(static v => v.Widths.Select(w => (Width: w, v.Expected.Single(r => r.Expected.Name == w.Tensor).Expected.Values)))
            .GroupBy(static r => r.Width.Tensor, StringComparer.Ordinal)
            .Select(static g => (
                Tensor: g.Key,
                Min: g.Min(static r => r.Values.Min()),
                Max: g.Max(static r => r.Values.Max()),
                Proved: g.Max(static r => r.Width.ProvedBits),
                Available: g.Max(static r => r.Width.AvailableBits)))
            .ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        int mostBits = rows.Max(static r => r.Available);
        var picture = new SvgPicture(NameWidth + ((mostBits + 2) * BitPixels) + 160, Top + (rows.Count * RowHeight) + 4);
        for (int bits = 0; bits <= mostBits; bits += 4)
        {
            int x = NameWidth + (bits * BitPixels);
            picture.Text(x, Top - 8, string.Create(CultureInfo.InvariantCulture, $"{bits} bits"), "middle");
            picture.Line(x, Top - 4, x, Top + (rows.Count * RowHeight), "grid");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            var (tensor, min, max, proved, available) = rows[i];
            int y = Top + (i * RowHeight), used = Math.Max(Bits(min), Bits(max));
            picture.Text(0, y + 14, tensor);
            picture.Rectangle(NameWidth, y + 2, available * BitPixels, RowHeight - 6, "available", $"{available} bits in the engine");
            picture.Rectangle(NameWidth, y + 4, proved * BitPixels, RowHeight - 10, "proved", $"{proved} bits proved");
            picture.Rectangle(NameWidth, y + 7, used * BitPixels, RowHeight - 16, "used", $"{used} bits used");
            picture.Text(NameWidth + (available * BitPixels) + 8, y + 14, string.Create(CultureInfo.InvariantCulture, $"{min} .. {max}"));
        }

        return picture.ToString();
    }

    private static int Bits(int value) => 33 - int.LeadingZeroCount(value < 0 ? ~value : value);
}
