using System.IO.Compression;

namespace Accel.Inputs;

/// <summary>The pixels of a PNG with at most 8 bits per sample (ISO/IEC 15948, clauses 8, 9 and 13).</summary>
internal static class PngPixels
{
    private const int BytesPerPixel = 4;

    // First pixel and distance of the passes, in columns and in rows (8.2).
    private static readonly (int X, int Y, int StepX, int StepY)[] _adam7 =
    [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ];

    /// <summary>Red, green, blue and opacity of each pixel, [height, width, 4]. Grey of less than 8 bits is scaled to 0..255.</summary>
    /// <exception cref="InputException">The pixels are damaged or too few.</exception>
    public static byte[] Decode(PngFile png, string file)
    {
        byte[] pixels = new byte[checked(png.Width * png.Height * BytesPerPixel)];
        using var stream = new ZLibStream(new MemoryStream(png.Data), CompressionMode.Decompress);
        try
        {
            foreach (var pass in png.IsInterlaced ? _adam7 : [(0, 0, 1, 1)])
            {
                Decode(png, file, stream, pass, pixels);
            }

            // A stream that goes on, or whose own checksum is wrong, is not what the header says.
            return stream.ReadByte() < 0 ? pixels : throw PngFile.Damaged(file, "there are more of them than the header says");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw PngFile.Damaged(file, e is EndOfStreamException ? "there are fewer of them than the header says" : e.Message);
        }
    }

    private static void Decode(PngFile png, string file, Stream stream, (int X, int Y, int StepX, int StepY) pass, byte[] pixels)
    {
        int width = (png.Width - pass.X + pass.StepX - 1) / pass.StepX, bits = png.Samples * png.BitDepth;
        if (width <= 0)
        {
            return;
        }

        int rowBytes = checked((int)((((long)width * bits) + 7) / 8)), before = Math.Max(bits / 8, 1);
        byte[] row = new byte[rowBytes], above = new byte[rowBytes];
        for (int y = pass.Y; y < png.Height; y += pass.StepY)
        {
            int filter = stream.ReadByte();
            if (filter is < 0 or > 4)
            {
                throw PngFile.Damaged(
                    file, filter < 0 ? "there are fewer of them than the header says" : "a row has no filter that exists");
            }

            stream.ReadExactly(row);
            Unfilter(filter, row, above, before);
            for (int x = 0; x < width; x++)
            {
                int at = ((y * png.Width) + pass.X + (x * pass.StepX)) * BytesPerPixel;
                Convert(png, file, row, x, pixels.AsSpan(at, BytesPerPixel));
            }

            (row, above) = (above, row);
        }
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int before)
    {
        for (int i = 0; filter != 0 && i < row.Length; i++)
        {
            int left = i >= before ? row[i - before] : 0, up = above[i];
            row[i] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                _ => Paeth(left, up, i >= before ? above[i - before] : 0),
            });
        }
    }

    // Whichever is closest to left + up - upper left, in this order (9.4).
    private static int Paeth(int left, int up, int upperLeft)
    {
        int toLeft = Math.Abs(up - upperLeft), toUp = Math.Abs(left - upperLeft), toUpperLeft = Math.Abs(left + up - (2 * upperLeft));
        return toLeft <= toUp && toLeft <= toUpperLeft ? left : toUp <= toUpperLeft ? up : upperLeft;
    }

    private static void Convert(PngFile png, string file, byte[] row, int x, Span<byte> pixel)
    {
        int Sample(int i) => png.BitDepth == 8 ? row[(x * png.Samples) + i]
            : (row[x * png.BitDepth / 8] >> (8 - png.BitDepth - (x * png.BitDepth % 8))) & ((1 << png.BitDepth) - 1);

        pixel[3] = 255;
        switch (png.Colour)
        {
            case PngColour.Palette:
                int index = Sample(0);
                if ((index + 1) * 3 > png.Palette.Length)
                {
                    throw PngFile.Damaged(file, "a pixel has a colour that is not in the palette");
                }

                png.Palette.AsSpan(index * 3, 3).CopyTo(pixel);
                pixel[3] = index < png.Transparency.Length ? png.Transparency[index] : (byte)255;
                break;
            case PngColour.Grey or PngColour.GreyAlpha:
                pixel[..3].Fill((byte)(Sample(0) * 255 / ((1 << png.BitDepth) - 1)));
                pixel[3] = png.Colour == PngColour.GreyAlpha ? (byte)Sample(1) : Opacity(png, Sample(0));
                break;
            default:
                (pixel[0], pixel[1], pixel[2]) = ((byte)Sample(0), (byte)Sample(1), (byte)Sample(2));
                pixel[3] = png.Colour == PngColour.Rgba ? (byte)Sample(3) : Opacity(png, Sample(0), Sample(1), Sample(2));
                break;
        }
    }

    // The one colour that tRNS makes transparent, as 16-bit samples.
    private static byte Opacity(PngFile png, params ReadOnlySpan<int> samples)
    {
        bool isTransparent = png.Transparency.Length == 2 * samples.Length;
        for (int i = 0; isTransparent && i < samples.Length; i++)
        {
            isTransparent = ((png.Transparency[2 * i] << 8) | png.Transparency[(2 * i) + 1]) == samples[i];
        }

        return isTransparent ? (byte)0 : (byte)255;
    }
}
