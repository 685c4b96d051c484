using System.Buffers.Binary;
using System.Security.Cryptography;
using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>Checksums, hashes and ciphers: images, and what .NET's own implementations or the definitions make of them.</summary>
internal static class BlockImages
{
    internal static GalleryImage Sha256(GallerySize size, SeededRandom random) => Sha256(random.Bytes(size.Choose(1000, 70)));

    /// <summary>Padded as FIPS 180-4, 5.1.1 says.</summary>
    internal static GalleryImage Sha256(byte[] message)
    {
        int blocks = (message.Length + 9 + 63) / 64;
        byte[] padded = new byte[64 * blocks];
        message.CopyTo(padded, 0);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(padded.AsSpan(padded.Length - 8), 8L * message.Length);
        uint[] words = GalleryCells.BigEndian(padded);
        return new([(uint)blocks, .. new uint[8], .. words], [(uint)blocks, .. GalleryCells.BigEndian(SHA256.HashData(message)), .. words]);
    }

    internal static GalleryImage Crc32(GallerySize size, SeededRandom random) => Crc32(random.Bytes(size.Choose(4096, 39)));

    internal static GalleryImage Crc32(byte[] message)
    {
        // A cell more, so that the rest can always be read.
        uint[] cells = [.. GalleryCells.Packed(message), 0xA5A5A5A5];
        return new([(uint)message.Length, 0, .. cells], [(uint)message.Length, Remainder(message), .. cells]);
    }

    internal static GalleryImage Aes(GallerySize size, SeededRandom random) => Aes(random.Bytes(16), random.Bytes(16 * size.Choose(64, 2)));

    internal static GalleryImage Aes(byte[] key, byte[] text)
    {
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = key;
        byte[] encrypted = aes.EncryptEcb(text, PaddingMode.None);
        uint[] before = [(uint)(text.Length / 16), .. GalleryCells.BigEndian(key)];
        return new([.. before, .. GalleryCells.BigEndian(text)], [.. before, .. GalleryCells.BigEndian(encrypted)]);
    }

    // Long division of the message, each byte's lowest bit first, by x^32 + x^26 + ... + 1, with the first and the last 32 bits inverted.
    private static uint Remainder(byte[] message)
    {
        const uint Polynomial = 0x04C11DB7;
        uint remainder = uint.MaxValue;
        foreach (byte next in message)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool isDivided = ((remainder >> 31) ^ ((uint)next >> bit & 1)) != 0;
                remainder = (remainder << 1) ^ (isDivided ? Polynomial : 0);
            }
        }

        uint reversed = 0;
        for (int bit = 0; bit < 32; bit++)
        {
            reversed |= ((~remainder >> bit) & 1) << (31 - bit);
        }

        return reversed;
    }
}
