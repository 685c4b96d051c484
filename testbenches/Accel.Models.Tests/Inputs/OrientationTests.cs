using System.Buffers.Binary;
using System.IO.Hashing;
using Accel.Golden.Generation;
using Accel.Inputs;
using SkiaSharp;

namespace Accel.Models.Tests.Inputs;

/// <summary>A picture is read as viewers show it: EXIF's tag 0x0112 says where its 0th row and 0th column are seen.</summary>
public sealed class OrientationTests
{
    private const int Width = 24, Height = 16;

    private static readonly ModelConfiguration Model = RandomConfiguration.Small(1) with
    {
        Input = InputKind.Image, Image = new ImageShape(1, Height, Width), Stem = new LinearStem(1),
    };

    // From the standard (JEITA CP-3451, 4.6.4 A): the visual side of the 0th row, and of the 0th column.
    private static readonly (string Row, string Column)[] Sides =
    [
        ("top", "left"), ("top", "right"), ("bottom", "right"), ("bottom", "left"), ("left", "top"), ("right", "top"), ("right", "bottom"),
        ("left", "bottom"),
    ];

    public static TheoryData<int, bool> All => [.. from o in Enumerable.Range(1, 8) from little in new[]
        { false, true } select (o, little)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_png_is_turned(int orientation, bool little)
    {
        using var folder = TestFiles.Temporary();
        var (width, height, stored) = Stored(orientation);
        byte[] png = Insert(Encode(width, height, stored, SKEncodedImageFormat.Png), "eXIf", Exif(orientation, little));
        Assert.Equal(Seen(), Pixels(folder.Write("p.png", png)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_jpeg_is_turned(int orientation, bool little)
    {
        using var folder = TestFiles.Temporary();
        var (width, height, stored) = Stored(orientation);
        byte[] jpeg = Encode(width, height, stored, SKEncodedImageFormat.Jpeg), exif = [.. "Exif\0\0"u8, .. Exif(orientation, little)];
        jpeg = [0xFF, 0xD8, 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
        Assert.All(Pixels(folder.Write("p.jpg", jpeg)).Zip(Seen()), static pair => Assert.InRange(pair.First - pair.Second, -20, 20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void An_orientation_that_does_not_exist_turns_nothing(int orientation)
    {
        using var folder = TestFiles.Temporary();
        byte[] png = Insert(Encode(Width, Height, Seen(), SKEncodedImageFormat.Png), "eXIf", Exif(orientation, true));
        Assert.Equal(Seen(), Pixels(folder.Write("p.png", png)));
    }

    [Fact]
    public void Exif_data_cut_anywhere_turn_nothing_and_do_no_harm()
    {
        using var folder = TestFiles.Temporary();
        byte[] png = Encode(Width, Height, Seen(), SKEncodedImageFormat.Png), exif = Exif(1, true);
        for (var length = 0; length < exif.Length; length++)
        {
            Assert.Equal(Seen(), Pixels(folder.Write("p.png", Insert(png, "eXIf", exif[..length]))));
        }
    }

    [Fact]
    public void A_png_whose_first_chunk_is_not_the_header_is_refused()
    {
        using var folder = TestFiles.Temporary();
        byte[] png = Encode(Width, Height, Seen(), SKEncodedImageFormat.Png);
        byte[] before = [.. png[..8], .. Chunk("abCd", "a chunk as long as a header"u8), .. png[8..]];
        Assert.Contains("IHDR", Assert.Throws<InputException>(() => Pixels(folder.Write("p.png", before))).Message,
            StringComparison.Ordinal);
    }

    private static byte[] Pixels(string path) => Assert.IsType<ImageInput>(InputReader.Read(path, Model)[0].Input).Pixels.ToArray();

    // Four quarters and a bright corner: every turn gives another picture, and JPEG keeps it.
    private static byte[] Seen() =>
        [.. from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0,
            Width) select (byte)((y < Height / 2 ? 40 : 120) + (x < Width / 2 ? 0 : 60))];

    private static (int Width, int Height, byte[] Pixels) Stored(int orientation)
    {
        var (row, column) = Sides[orientation - 1];
        bool isSwapped = row is "left" or "right";
        var (width, height) = isSwapped ? (Height, Width) : (Width, Height);
        byte[] seen = Seen(), stored = new byte[seen.Length];
        for (var r = 0; r < height; r++)
        {
            for (var c = 0; c < width; c++)
            {
                int fromRow = Place(row, r, height - 1), fromColumn = Place(column, c, width - 1);
                stored[(r * width) + c] = isSwapped ? seen[(fromColumn * Width) + fromRow] : seen[(fromRow * Width) + fromColumn];
            }
        }

        return (width, height, stored);
    }

    // Where index i is seen, counted from the left or top, when index 0 lies at a side.
    private static int Place(string side, int i, int last) => side is "top" or "left" ? i : last - i;

    private static byte[] Encode(int width, int height, byte[] pixels, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
        {
            pixels.AsSpan(y * width, width).CopyTo(bitmap.GetPixelSpan()[(y * bitmap.RowBytes)..]);
        }

        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    private static byte[] Exif(int orientation, bool little)
    {
        byte[] Number(uint value, int bytes)
        {
            byte[] text = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(text, value);
            return little ? text[..bytes] : [.. text[..bytes].Reverse()];
        }

        return
        [
            .. little ? "II"u8 : "MM"u8, .. Number(42, 2), .. Number(8, 4), .. Number(2, 2),
            .. Number(0x0100, 2), .. Number(4, 2), .. Number(1, 4), .. Number(7, 4),
            .. Number(0x0112, 2), .. Number(3, 2), .. Number(1, 4), .. Number((uint)orientation, 2), 0, 0,
            .. Number(0, 4),
        ];
    }

    private static byte[] Insert(byte[] png, string type, byte[] data) => [.. png[..33], .. Chunk(type, data), .. png[33..]];

    private static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data], length = new byte[4], checksum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(body));
        return [.. length, .. body, .. checksum];
    }
}
