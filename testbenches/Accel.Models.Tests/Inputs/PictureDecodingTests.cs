using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Accel.Golden.Generation;
using Accel.Inputs;
using SkiaSharp;

namespace Accel.Models.Tests.Inputs;

/// <summary>Every kind of PNG, and JPEGs, beside what another decoder makes of them.</summary>
public sealed class PictureDecodingTests
{
    private const int Width = 13, Height = 11;

    private static readonly ModelConfiguration Colour = RandomConfiguration.Small(1) with
    {
        Input = InputKind.Image, Image = new ImageShape(3, Height, Width), Stem = new LinearStem(1),
    };

    // First pixel and distance of Adam7's passes; one pass of all pixels.
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static TheoryData<int, int, bool> Kinds => [.. from kind in new[]
            { (0, 1), (0, 2), (0, 4), (0, 8), (2, 8), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (6, 8) }
        from interlaced in new[] { false, true } select (kind.Item1, kind.Item2, interlaced)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_png_of_any_kind_gives_what_another_decoder_gives(int colour, int bitDepth, bool interlaced)
    {
        using var folder = TestFiles.Temporary();
        byte[] png = Png(colour, bitDepth, interlaced, new Random((colour * 100) + bitDepth));
        Assert.Equal(BySkia(png), PictureReader.Read(folder.Write("p.png", png), Colour).Pixels.ToArray());
    }

    [Theory]
    [InlineData(0, new byte[] { 0, 7 })]
    [InlineData(2, new byte[] { 0, 7, 0, 7, 0, 7 })]
    [InlineData(3, new byte[] { 255, 255, 255, 255, 255, 255, 255, 254 })]
    public void The_colour_that_a_chunk_makes_transparent_is_refused(int colour, byte[] transparency)
    {
        using var folder = TestFiles.Temporary();
        byte[] png = Png(colour, 8, false, new Random(1), transparency, always: 7);
        Assert.Contains("transparent", Assert.Throws<InputException>(() => PictureReader.Read(folder.Write("p.png", png), Colour)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_png_with_any_bit_of_its_pixels_flipped_is_refused()
    {
        using var folder = TestFiles.Temporary();
        byte[] png = Png(2, 8, true, new Random(1));
        int data = 8 + 12 + 13 + 8;
        for (int i = data; i < png.Length - 16; i++)
        {
            byte[] flipped = [.. png];
            flipped[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<InputException>(() => PictureReader.Read(folder.Write("p.png", flipped), Colour));
        }
    }

    [Theory]
    [InlineData(40, SKJpegEncoderDownsample.Downsample420)]
    [InlineData(95, SKJpegEncoderDownsample.Downsample420)]
    [InlineData(90, SKJpegEncoderDownsample.Downsample422)]
    [InlineData(80, SKJpegEncoderDownsample.Downsample444)]
    public void A_jpeg_gives_what_another_decoder_gives(int quality, SKJpegEncoderDownsample downsample)
    {
        using var folder = TestFiles.Temporary();
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int i = 0; i < Width * Height; i++)
        {
            bitmap.SetPixel(i % Width, i / Width, new SKColor((byte)(i % Width * 19), (byte)(i / Width * 23), (byte)(255 - i)));
        }

        using var data = bitmap.PeekPixels()!.Encode(
            new SKJpegEncoderOptions(quality, downsample, SKJpegEncoderAlphaOption.Ignore))!;
        byte[] jpeg = data.ToArray();
        byte[] seen = PictureReader.Read(folder.Write("p.jpg", jpeg), Colour).Pixels.ToArray();
        Assert.Equal(BySkia(jpeg), seen);
        for (int length = 0; length < jpeg.Length - 8; length += 7)
        {
            Assert.Throws<InputException>(() => PictureReader.Read(folder.Write("p.jpg", jpeg[..length]), Colour));
        }
    }

    // Planes of red, green and blue.
    private static byte[] BySkia(byte[] picture)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        Assert.Equal(SKCodecResult.Success,
            codec.GetPixels(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null), out byte[] pixels));
        return [.. from channel in Enumerable.Range(0, 3) from i in Enumerable.Range(0, Width * Height) select pixels[(4 * i) + channel]];
    }

    private static byte[] Png(int colour, int bitDepth, bool interlaced, Random random, byte[]? transparency = null, byte? always = null)
    {
        int samples = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        using var pixels = new MemoryStream();
        using (var compressed = new ZLibStream(pixels, CompressionLevel.Optimal))
        {
            foreach (var (x, y, stepX, stepY) in interlaced ? Adam7 : [(0, 0, 1, 1)])
            {
                int width = (Width - x + stepX - 1) / stepX;
                for (int row = y; width > 0 && row < Height; row += stepY)
                {
                    byte[] line = new byte[((width * samples * bitDepth) + 7) / 8];
                    random.NextBytes(line);
                    Array.Fill(line, always ?? 0, 0, always is null ? 0 : line.Length);

                    // Any line may follow any filter, but a filter changes what is opaque.
                    bool isPlain = always is not null || colour is 4 or 6;
                    compressed.WriteByte((byte)(isPlain ? 0 : random.Next(5)));
                    compressed.Write(colour is 4 or 6 ? Opaque(line, samples) : line);
                }
            }
        }

        byte[] palette = new byte[3 << bitDepth], header = [.. Number(Width), .. Number(Height), (byte)bitDepth, (byte)colour, 0, 0,
            (byte)(interlaced ? 1 : 0)];
        random.NextBytes(palette);
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", header), .. colour == 3 ? Chunk("PLTE", palette) : [],
            .. transparency is null ? [] : Chunk("tRNS", transparency), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Opaque(byte[] line, int samples)
        => [.. line.Select((value, i) => i % samples == samples - 1 ? (byte)255 : value)];

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        return [.. Number(data.Length), .. body, .. Number((int)Crc32.HashToUInt32(body))];
    }
}
