namespace Accel.Host.Protocol;

/// <summary>
/// Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999), in the variant without special cases: the encoded bytes contain no 00,
/// so that a 00 can end a frame. Section 1 of docs/protocol.md.
/// </summary>
internal static class Cobs
{
    private const int LongestBlock = 254;

    /// <summary>Most bytes that so many become.</summary>
    internal static int MostEncodedBytes(int length) => length + (length / LongestBlock) + 1;

    /// <summary>Encodes; the 00 behind the frame is the caller's.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="encoded">At least <see cref="MostEncodedBytes"/> long.</param>
    /// <returns>How many bytes were written.</returns>
    internal static int Encode(ReadOnlySpan<byte> bytes, Span<byte> encoded)
    {
        int written = 0;
        while (true)
        {
            int zero = bytes[..Math.Min(bytes.Length, LongestBlock)].IndexOf((byte)0);
            int length = zero >= 0 ? zero : Math.Min(bytes.Length, LongestBlock);
            encoded[written++] = (byte)(length + 1);
            bytes[..length].CopyTo(encoded[written..]);
            written += length;
            if (zero < 0 && length == bytes.Length)
            {
                return written;
            }

            // A block of 254 stands for no 00.
            bytes = bytes[(zero < 0 ? length : length + 1)..];
        }
    }

    /// <summary>Decodes; <paramref name="bytes"/> may be the memory of <paramref name="encoded"/>, for no byte moves forward.</summary>
    /// <param name="encoded">A frame without the 00 that ends it.</param>
    /// <param name="bytes">At least as long.</param>
    /// <param name="length">How many bytes were written.</param>
    /// <returns>False when the frame ends inside of a block, or a 00 is in it.</returns>
    internal static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> bytes, out int length)
    {
        length = 0;
        while (!encoded.IsEmpty)
        {
            int block = encoded[0];
            if (block == 0 || block > encoded.Length || encoded[1..block].Contains((byte)0))
            {
                return false;
            }

            encoded[1..block].CopyTo(bytes[length..]);
            length += block - 1;
            encoded = encoded[block..];
            if (block <= LongestBlock && !encoded.IsEmpty)
            {
                bytes[length++] = 0;
            }
        }

        return true;
    }
}
