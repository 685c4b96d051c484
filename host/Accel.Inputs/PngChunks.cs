using System.Buffers.Binary;

namespace Accel.Inputs;

/// <summary>What the decoder does not tell of a PNG file: the bits of a channel, and how it is to be turned.</summary>
/// <param name="BitDepth">Of a channel.</param>
/// <param name="Orientation">By EXIF's numbers.</param>
internal sealed record PngChunks(int BitDepth, int Orientation)
{
    private const int SignatureBytes = 8, FrameBytes = 12, HeaderBytes = 13, BitDepthOffset = 8;

    /// <summary>Whether a file begins as a PNG.</summary>
    public static bool IsPng(ReadOnlySpan<byte> content) =>
        content.Length >= SignatureBytes && content.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8]);

    /// <summary>Walks the chunks.</summary>
    /// <exception cref="InputException">The first chunk is not the header, or the end is missing: what decoders make of such a file
    /// differs.</exception>
    public static PngChunks Read(ReadOnlySpan<byte> content, string file)
    {
        int orientation = Inputs.Orientation.AsStored;
        var rest = content[SignatureBytes..];
        if (!IsChunk(rest, "IHDR"u8) || Data(rest).Length < HeaderBytes)
        {
            throw new InputException(file, "its first chunk is not IHDR, as that of every PNG is", "Save it again with an image editor.");
        }

        int bitDepth = Data(rest)[BitDepthOffset];
        bool isDone = false;
        while (!isDone && rest.Length >= FrameBytes)
        {
            var data = Data(rest);
            orientation = IsChunk(rest, "eXIf"u8) ? Inputs.Orientation.OfExif(data) : orientation;
            isDone = IsChunk(rest, "IEND"u8);
            rest = rest[Math.Min(rest.Length, FrameBytes + data.Length)..];
        }

        if (!isDone)
        {
            throw new InputException(file, "it ends before its IEND chunk, with which every PNG ends",
                "The file was cut short: copy it again from where it came.");
        }

        return new PngChunks(bitDepth, orientation);
    }

    private static bool IsChunk(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> type) =>
        chunk.Length >= FrameBytes && chunk[4..8].SequenceEqual(type);

    // As much of it as there is: the decoder refuses what was cut.
    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> chunk)
        => chunk.Slice(8, (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(chunk), (uint)(chunk.Length - FrameBytes)));
}
