using System.Buffers.Binary;
using System.IO.Hashing;

namespace Accel.Inputs;

/// <summary>What a pixel of a PNG has, by the numbers of its header (ISO/IEC 15948, 11.2.2).</summary>
internal enum PngColour
{
    /// <summary>One sample.</summary>
    Grey = 0,
    /// <summary>Red, green, blue.</summary>
    Rgb = 2,
    /// <summary>An index into the palette.</summary>
    Palette = 3,
    /// <summary>Grey and opacity.</summary>
    GreyAlpha = 4,
    /// <summary>Red, green, blue and opacity.</summary>
    Rgba = 6,
}

/// <summary>The chunks of a PNG file, before anything of its pixels is decoded.</summary>
/// <param name="Width">Pixels of a row, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="BitDepth">Bits of a sample.</param>
/// <param name="Colour">What a pixel has.</param>
/// <param name="IsInterlaced">Its pixels come in Adam7's seven passes.</param>
internal sealed record PngFile(int Width, int Height, int BitDepth, PngColour Colour, bool IsInterlaced)
{
    private const int SignatureBytes = 8, FrameBytes = 12, HeaderBytes = 13;

    /// <summary>How it is to be turned, by EXIF's numbers.</summary>
    public int Orientation { get; private init; } = Inputs.Orientation.AsStored;

    /// <summary>Red, green and blue of each index.</summary>
    public byte[] Palette { get; private init; } = [];

    /// <summary>The tRNS chunk: opacities of indices, or the colour that is transparent.</summary>
    public byte[] Transparency { get; private init; } = [];

    /// <summary>The compressed pixels.</summary>
    public byte[] Data { get; private init; } = [];

    /// <summary>Samples of a pixel.</summary>
    public int Samples => Colour switch
    {
        PngColour.GreyAlpha => 2,
        PngColour.Rgb => 3,
        PngColour.Rgba => 4,
        _ => 1,
    };

    /// <summary>Whether a file begins as a PNG.</summary>
    public static bool IsPng(ReadOnlySpan<byte> content) =>
        content.Length >= SignatureBytes && content.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8]);

    /// <summary>Walks the chunks.</summary>
    /// <exception cref="InputException">The first one is not the header, one is damaged, or the end is missing.</exception>
    public static PngFile Read(ReadOnlySpan<byte> content, string file)
    {
        var rest = content[SignatureBytes..];
        if (!IsChunk(rest, "IHDR"u8) || Body(rest).Length < HeaderBytes)
        {
            throw new InputException(file, "its first chunk is not IHDR, as that of every PNG is", "Save it again with an image editor.");
        }

        var png = Header(Body(rest), file);
        using var data = new MemoryStream();
        bool isDone = false;
        while (!isDone && rest.Length >= FrameBytes)
        {
            var body = Body(rest);
            isDone = IsChunk(rest, "IEND"u8);
            if (IsChunk(rest, "IDAT"u8))
            {
                data.Write(body);
            }

            // What may be left out may be damaged, too.
            png = IsChunk(rest, "eXIf"u8) ? png with { Orientation = Inputs.Orientation.OfExif(body) }
                : IsChunk(rest, "PLTE"u8) ? png with { Palette = body.ToArray() }
                : IsChunk(rest, "tRNS"u8) ? png with { Transparency = body.ToArray() }
                : png;
            bool isCritical = (rest[4] & 0x20) == 0;
            if (rest.Length >= FrameBytes + body.Length && isCritical && Crc32.HashToUInt32(rest[4..(8 + body.Length)])
                != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + body.Length)..]))
            {
                throw Damaged(file, "the checksum of one of its chunks is wrong");
            }

            rest = rest[Math.Min(rest.Length, FrameBytes + body.Length)..];
        }

        return isDone ? png with { Data = data.ToArray() } : throw new InputException(
            file, "it ends before its IEND chunk, with which every PNG ends", "The file was cut short: copy it again from where it came.");
    }

    /// <summary>The error of a file that is not what it says.</summary>
    public static InputException Damaged(string file, string problem) =>
        new(file, $"its pixels cannot be decoded: {problem}", "The file is damaged or was cut short; save it again.");

    private static PngFile Header(ReadOnlySpan<byte> header, string file)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(header), height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var colour = (PngColour)header[9];
        bool isKnown = width is >= 1 and <= int.MaxValue && height is >= 1 and <= int.MaxValue
            && header[10] == 0 && header[11] == 0 && header[12] <= 1 && (colour, header[8]) switch
            {
                (PngColour.Grey, 1 or 2 or 4 or 8 or 16) or (PngColour.Palette, 1 or 2 or 4 or 8) => true,
                (PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba, 8 or 16) => true,
                _ => false,
            };
        return isKnown ? new PngFile((int)width, (int)height, header[8], colour, header[12] == 1)
            : throw new InputException(file, "its header is none that the PNG standard knows", "Save it again with an image editor.");
    }

    private static bool IsChunk(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> type) =>
        chunk.Length >= FrameBytes && chunk[4..8].SequenceEqual(type);

    // As much of it as there is: what was cut has no end, or no checksum.
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> chunk)
        => chunk.Slice(8, (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(chunk), (uint)(chunk.Length - FrameBytes)));
}
