using System.Buffers.Binary;

namespace Accel.Inputs;

/// <summary>What a JPEG file says of itself before its pixels: size, components (ITU-T T.81, B.2.2), and how it is to be turned.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Components">1 grey, 3 colour, 4 CMYK or YCCK.</param>
/// <param name="Orientation">By EXIF's numbers.</param>
internal sealed record JpegFrame(int Width, int Height, int Components, int Orientation)
{
    private const byte Marker = 0xFF, Temporary = 0x01, FirstRestart = 0xD0, EndOfImage = 0xD9, StartOfScan = 0xDA, Application1 = 0xE1;
    private const int HeightOffset = 1, WidthOffset = 3, ComponentsOffset = 5;

    /// <summary>The frame of a file; null where it is no JPEG or has none.</summary>
    public static JpegFrame? Read(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith((ReadOnlySpan<byte>)[Marker, 0xD8]))
        {
            return null;
        }

        int orientation = Inputs.Orientation.AsStored;
        var rest = content[2..];
        while (rest.Length >= 4 && rest[0] == Marker)
        {
            byte code = rest[1];
            if (code is Marker or Temporary or (>= FirstRestart and <= 0xD8))
            {
                // A byte that fills, or a marker without a segment.
                rest = rest[(code == Marker ? 1 : 2)..];
                continue;
            }

            if (code is EndOfImage or StartOfScan)
            {
                return null;
            }

            // Behind marker and length.
            var segment = rest[4..Math.Min(rest.Length, 2 + Math.Max((int)BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), 2))];
            if (IsFrame(code))
            {
                return segment.Length <= ComponentsOffset ? null : new JpegFrame(
                    BinaryPrimitives.ReadUInt16BigEndian(segment[WidthOffset..]),
                    BinaryPrimitives.ReadUInt16BigEndian(segment[HeightOffset..]), segment[ComponentsOffset], orientation);
            }

            if (code == Application1 && segment.StartsWith("Exif\0\0"u8))
            {
                orientation = Inputs.Orientation.OfExif(segment[6..]);
            }

            rest = rest[(4 + segment.Length)..];
        }

        return null;
    }

    // SOF0 to SOF15 without DHT, JPG and DAC, whose codes lie among them.
    private static bool IsFrame(byte code) => code is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
