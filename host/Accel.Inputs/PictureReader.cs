using Accel.Models;

namespace Accel.Inputs;

/// <summary>
/// Reads a PNG or JPEG to unsigned 8-bit [C, H, W], grey (C = 1) or red, green, blue (C = 3), values as stored, turned as EXIF says and as
/// every viewer shows it.
/// </summary>
public static class PictureReader
{
    /// <summary>Longest file accepted: 64 MiB.</summary>
    public const long MaxFileBytes = 64L << 20;

    private const int BytesPerPixel = 4, CmykComponents = 4;

    /// <summary>Reads a picture of the model's size; no pixel is decoded before the size is known to be right.</summary>
    /// <exception cref="InputShapeException">The picture has another size or other channels than the model takes.</exception>
    /// <exception cref="InputException">The file is damaged, or has what would have to be rounded: transparency, 16 bits per channel, or
    /// CMYK.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageInput Read(string path, ModelConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        using var file = InputStream.Open(path);
        return Read(file, path, configuration);
    }

    internal static ImageInput Read(Stream stream, string path, ModelConfiguration configuration)
    {
        byte[] content = ReadAll(stream, path);

        return PngFile.IsPng(content) ? OfPng(PngFile.Read(content, path), path, configuration)
            : JpegFrame.Read(content) is { } frame ? OfJpeg(content, frame, path, configuration)
            : throw new InputException(
                path, "it is not a picture that can be decoded", "Give a PNG or JPEG file that an image viewer opens.");
    }

    private static ImageInput OfPng(PngFile png, string path, ModelConfiguration configuration)
    {
        RequireSize(path, png.Width, png.Height, png.Orientation, configuration);
        return png.BitDepth == 16
            ? throw new InputException(path, "it has 16 bits per channel", "Save it with 8 bits per channel; nothing is rounded here.")
            : Turned(path, PngPixels.Decode(png, path), png.Width, png.Orientation, configuration);
    }

    private static ImageInput OfJpeg(byte[] content, JpegFrame frame, string path, ModelConfiguration configuration)
    {
        if (frame.Components == CmykComponents)
        {
            // What red is in it depends on inks and on who wrote it.
            throw new InputException(path, "it has four colours for printing (CMYK)", "Save it as grey or as RGB.");
        }

        RequireSize(path, frame.Width, frame.Height, frame.Orientation, configuration);
        return Turned(path, JpegPixels.Decode(content, frame, path), frame.Width, frame.Orientation, configuration);
    }

    private static void RequireSize(string path, int width, int height, int orientation, ModelConfiguration configuration)
    {
        var (seenWidth, seenHeight) = Orientation.Swaps(orientation) ? (height, width) : (width, height);
        ModelShape.RequireImage(path, seenHeight, seenWidth, configuration);
    }

    private static ImageInput Turned(string path, byte[] stored, int width, int orientation, ModelConfiguration configuration)
    {
        byte[] pixels = Orientation.Apply(stored, width, stored.Length / BytesPerPixel / width, BytesPerPixel, orientation);
        return new ImageInput(configuration.Image, Planes(path, pixels, configuration));
    }

    private static byte[] ReadAll(Stream stream, string path)
    {
        using var content = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            content.Write(chunk, 0, read);
            if (content.Length > MaxFileBytes || KnownLength.Of(stream) > MaxFileBytes)
            {
                string length = KnownLength.Of(stream) is { } known ? $"{known}" : $"more than {MaxFileBytes}";
                throw new InputException(path, $"it has {length} bytes, at most {MaxFileBytes} are accepted", "Give a smaller picture.");
            }
        }

        return content.ToArray();
    }

    private static byte[] Planes(string path, byte[] pixels, ModelConfiguration c)
    {
        var size = pixels.Length / BytesPerPixel;
        var planes = new byte[c.Image.Channels * size];
        var colour = false;
        for (var i = 0; i < size; i++)
        {
            var pixel = pixels.AsSpan(i * BytesPerPixel, BytesPerPixel);
            if (pixel[3] != 255)
            {
                throw new InputException(path, "it has transparent pixels", "Flatten it onto a background before it is given to the model.");
            }

            colour |= pixel[0] != pixel[1] || pixel[1] != pixel[2];
            for (var channel = 0; channel < c.Image.Channels && channel < 3; channel++)
            {
                planes[(channel * size) + i] = pixel[channel];
            }
        }

        // A grey picture may stand for a colour one, since it loses nothing.
        return c.Image.Channels == 3 || (c.Image.Channels == 1 && !colour)
            ? planes
            : throw ModelShape.Mismatch(path, ModelShape.Image(colour ? 3 : 1, c.Image.Height, c.Image.Width), c);
    }
}
