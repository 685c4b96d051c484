using System.Buffers.Binary;
using System.IO.Compression;

namespace Accel.Rtl.Waves;

/// <summary>Numbers and compressed pieces as the FST format writes them.</summary>
internal static class FstEncoding
{
    /// <summary>Seven bits per byte, least significant first; the top bit says that more follow.</summary>
    public static void WriteVarint(this Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }

    public static void WriteUInt64(this Stream stream, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        stream.Write(bytes);
    }

    /// <summary>The bytes in zlib's format, or themselves when that is not shorter: readers tell by the length.</summary>
    public static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(bytes);
        return packed.Length < bytes.Length ? packed.ToArray() : bytes;
    }

    /// <summary>Moves a number of a width from the low to the high end of its bytes.</summary>
    public static void AlignLeft(Span<byte> bigEndian, int widthBits)
    {
        int shift = bigEndian.Length * 8 - widthBits;
        if (shift == 0)
            return;
        for (int i = 0; i < bigEndian.Length; i++)
        {
            int below = i + 1 < bigEndian.Length ? bigEndian[i + 1] : 0;
            bigEndian[i] = (byte)(bigEndian[i] << shift | below >> (8 - shift));
        }
    }
}
