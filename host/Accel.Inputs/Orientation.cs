using System.Buffers.Binary;

namespace Accel.Inputs;

/// <summary>How a stored picture is to be turned to be seen, by the numbers of EXIF's tag 0x0112: 1 as it is, 2 mirrored, 3 turned by 180
/// degrees, and so on.</summary>
internal static class Orientation
{
    public const int AsStored = 1;

    private const int Tag = 0x0112, Short = 3, EntryBytes = 12;

    /// <summary>The orientation in a TIFF structure, as EXIF data are; as stored where it has none, or is no such structure.</summary>
    public static int OfExif(ReadOnlySpan<byte> tiff)
    {
        bool isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!isLittle && !tiff.StartsWith("MM\0*"u8)))
        {
            return AsStored;
        }

        uint first = Word(tiff[4..], isLittle);
        if (first > tiff.Length - 2)
        {
            return AsStored;
        }

        var entries = tiff[(int)first..];
        int count = Half(entries, isLittle);
        for (entries = entries[2..]; count > 0 && entries.Length >= EntryBytes; count--, entries = entries[EntryBytes..])
        {
            if (Half(entries, isLittle) == Tag && Half(entries[2..], isLittle) == Short)
            {
                int value = Half(entries[8..], isLittle);
                return value is >= 1 and <= 8 ? value : AsStored;
            }
        }

        return AsStored;
    }

    /// <summary>Whether height and width change places.</summary>
    public static bool Swaps(int orientation) => orientation >= 5;

    /// <summary>Turns pixels from how they are stored to how they are seen.</summary>
    /// <param name="stored">[height, width, bytes].</param>
    /// <param name="width">Of the stored picture.</param>
    /// <param name="height">Of the stored picture.</param>
    /// <param name="bytes">Of a pixel.</param>
    /// <param name="orientation">1 to 8.</param>
    public static byte[] Apply(byte[] stored, int width, int height, int bytes, int orientation)
    {
        if (orientation == AsStored)
        {
            return stored;
        }

        byte[] seen = new byte[stored.Length];
        var (seenWidth, seenHeight) = Swaps(orientation) ? (height, width) : (width, height);
        for (int y = 0; y < seenHeight; y++)
        {
            for (int x = 0; x < seenWidth; x++)
            {
                var (row, column) = orientation switch
                {
                    2 => (y, width - 1 - x),
                    3 => (height - 1 - y, width - 1 - x),
                    4 => (height - 1 - y, x),
                    5 => (x, y),
                    6 => (height - 1 - x, y),
                    7 => (height - 1 - x, width - 1 - y),
                    8 => (x, width - 1 - y),
                    _ => (y, x),
                };
                stored.AsSpan(((row * width) + column) * bytes, bytes).CopyTo(seen.AsSpan(((y * seenWidth) + x) * bytes));
            }
        }

        return seen;
    }

    private static int Half(ReadOnlySpan<byte> bytes, bool isLittle)
        => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Word(ReadOnlySpan<byte> bytes, bool isLittle)
        => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
