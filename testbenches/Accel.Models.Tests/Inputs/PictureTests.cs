using Accel.Golden.Generation;
using Accel.Inputs;
using SkiaSharp;

namespace Accel.Models.Tests.Inputs;

public sealed class PictureTests
{
    private static readonly ModelConfiguration Grey = RandomConfiguration.Small(1) with
    {
        Input = InputKind.Image, Image = new ImageShape(1, 2, 3), Stem = new LinearStem(1),
    };

    private static readonly ModelConfiguration Colour = Grey with { Image = new ImageShape(3, 2, 3) };

    [Fact]
    public void A_grey_png_gives_its_stored_values()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("g.png", Png(SKColorType.Gray8, 3, 2, [0, 1, 2, 128, 254, 255]));
        var item = Assert.Single(InputReader.Read(path, Grey));
        Assert.Equal([0, 1, 2, 128, 254, 255], Assert.IsType<ImageInput>(item.Input).Pixels.ToArray());
        Assert.Equal(("g.png", (int?)null), (item.Name, item.Label));
    }

    [Fact]
    public void A_colour_png_gives_planes_of_red_green_and_blue()
    {
        using var folder = TestFiles.Temporary();
        byte[] pixels = [.. Enumerable.Range(0, 6).SelectMany(i => new byte[] { (byte)i, (byte)(10 + i), (byte)(20 + i), 255 })];
        var image = PictureReader.Read(folder.Write("c.png", Png(SKColorType.Rgba8888, 3, 2, pixels)), Colour);
        Assert.Equal([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25], image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(15)]
    public void A_png_that_was_cut_after_its_pixels_is_refused(int missing)
    {
        using var folder = TestFiles.Temporary();
        byte[] whole = Png(SKColorType.Gray8, 3, 2, [0, 1, 2, 128, 254, 255]);
        var e = Assert.Throws<InputException>(() => PictureReader.Read(folder.Write("cut.png", whole[..^missing]), Grey));
        Assert.Contains("cut", e.Message + e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jpeg_in_four_printing_colours_is_refused_with_that_reason()
    {
        // 3 x 2 pixels by Pillow, Image.new("CMYK", (3, 2), (0, 200, 100, 20)).
        const string Cmyk =
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1baniZgWpxkHNbXYW1hpCeo6ut"
            + "q2eAvMm6pseZqKuk/8AAFAgAAgADBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAYEBf/EABQQAQAAAAAAAAAAAAAA"
            + "AAAAAAD/2gAOBEMATQBZAEsAAD8ATMlQQP/Z";
        using var folder = TestFiles.Temporary();
        string file = folder.Write("print.jpg", Convert.FromBase64String(Cmyk));
        Assert.Contains("CMYK", Assert.Throws<InputException>(() => PictureReader.Read(file, Colour)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jpeg_is_read_too()
    {
        using var folder = TestFiles.Temporary();
        using var bitmap = Bitmap(SKColorType.Gray8, 3, 2, [90, 90, 90, 90, 90, 90]);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100);
        var image = Assert.IsType<ImageInput>(InputReader.Read(folder.Write("j.jpg", data.ToArray()), Grey)[0].Input);
        Assert.All(image.Pixels.ToArray(), p => Assert.InRange(p, 88, 92));
    }

    [Fact]
    public void A_png_of_the_wrong_size_names_both_sizes()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("w.png", Png(SKColorType.Gray8, 2, 3, new byte[6]));
        var e = Assert.Throws<InputShapeException>(() => PictureReader.Read(path, Grey));
        Assert.Equal($"{path}: it holds an image of 2 x 3 pixels, the model takes a grey image of 3 x 2 pixels", e.Message);
        Assert.NotNull(e.Remedy);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    public void Height_and_width_are_both_compared(int width, int height)
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("w.png", Png(SKColorType.Gray8, width, height, new byte[width * height]));
        Assert.Throws<InputShapeException>(() => PictureReader.Read(path, Grey));
    }

    [Fact]
    public void A_coloured_picture_is_not_made_grey_silently()
    {
        using var folder = TestFiles.Temporary();
        byte[] red = [.. Enumerable.Range(0, 6).SelectMany(_ => new byte[] { 200, 0, 0, 255 })];
        var e = Assert.Throws<InputShapeException>(() => PictureReader.Read(folder.Write("r.png", Png(SKColorType.Rgba8888, 3, 2, red)), Grey));
        Assert.Contains("colour", e.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transparent_picture_is_refused()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("t.png", Png(SKColorType.Rgba8888, 3, 2, new byte[24]));
        Assert.Contains("transparent", Assert.Throws<InputException>(() => PictureReader.Read(path, Grey)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_png_cut_anywhere_before_its_last_pixel_is_refused()
    {
        using var folder = TestFiles.Temporary();
        var random = new Random(1);
        var pixels = new byte[6];
        random.NextBytes(pixels);
        var bytes = Png(SKColorType.Gray8, 3, 2, pixels);
        for (var length = 0; length < bytes.Length - 24; length++)
        {
            var path = folder.Write("x.png", bytes[..length]);
            var e = Assert.Throws<InputException>(() => InputReader.Read(path, Grey));
            Assert.DoesNotContain("transparent", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_picture_for_a_model_that_takes_spikes_is_refused()
    {
        using var folder = TestFiles.Temporary();
        var path = folder.Write("g.png", Png(SKColorType.Gray8, 3, 2, new byte[6]));
        var e = Assert.Throws<InputShapeException>(() => InputReader.Read(path, Grey with { Input = InputKind.Spikes, Timesteps = 4 }));
        Assert.Equal("spikes of [T, C, H, W] = [4, 1, 2, 3]", e.Expected);
    }

    private static byte[] Png(SKColorType type, int width, int height, byte[] pixels)
    {
        using var bitmap = Bitmap(type, width, height, pixels);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static SKBitmap Bitmap(SKColorType type, int width, int height, byte[] pixels)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, type, type == SKColorType.Gray8 ? SKAlphaType.Opaque : SKAlphaType.Unpremul));
        var perRow = pixels.Length / height;
        for (var y = 0; y < height; y++)
        {
            pixels.AsSpan(y * perRow, perRow).CopyTo(bitmap.GetPixelSpan()[(y * bitmap.RowBytes)..]);
        }

        return bitmap;
    }
}
