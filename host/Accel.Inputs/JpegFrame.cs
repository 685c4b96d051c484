using System.Buffers.Binary;

namespace Accel.Inputs;

/// <summary>What the decoder does not tell of a JPEG file: its components (ITU-T T.81, B.2.2).</summary>
internal static class JpegFrame
{
    private const byte Marker = 0xFF, Temporary = 0x01, FirstRestart = 0xD0, EndOfImage = 0xD9, StartOfScan = 0xDA;
    private const int ComponentsOffset = 5;

    /// <summary>Components of the frame: 1 grey, 3 colour, 4 CMYK or YCCK; null where it is no JPEG or has no frame.</summary>
    public static int? Components(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith((ReadOnlySpan<byte>)[Marker, 0xD8]))
        {
            return null;
        }

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

            var segment = rest[2..Math.Min(rest.Length, 2 + Math.Max((int)BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), 2))];
            if (IsFrame(code))
            {
                return segment.Length > 2 + ComponentsOffset ? segment[2 + ComponentsOffset] : null;
            }

            rest = rest[(2 + segment.Length)..];
        }

        return null;
    }

    // SOF0 to SOF15 without DHT, JPG and DAC, whose codes lie among them.
    private static bool IsFrame(byte code) => code is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
