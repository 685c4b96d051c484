using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// CRC-32 as in Ethernet, zip and PNG (reflected polynomial 0xEDB88320), a word of four bytes at a time. Memory: cell 0 the number of
/// bytes, cell 1 the checksum, cell 2 on the bytes, the first of a cell lowest.
/// </summary>
public class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int CheckCell = 1;
    private const int MessageCell = 2;

    // What a byte and 0 to 3 bytes of zeros behind it make of the remainder.
    private static readonly uint[] _last = MakeTable(0);
    private static readonly uint[] _third = MakeTable(1);
    private static readonly uint[] _second = MakeTable(2);
    private static readonly uint[] _first = MakeTable(3);

    /// <summary>Computes the checksum.</summary>
    [Pipeline("word", InitiationInterval = 0)]
    public virtual void Run(SimpleMemory memory)
    {
        int bytes = memory.ReadInt32(0);
        uint crc = uint.MaxValue;
        for (int word = 0; word < bytes >> 2; word++)
        {
            uint next = crc ^ memory.ReadUInt32(MessageCell + word);
            crc = _first[next & 255] ^ _second[(next >> 8) & 255] ^ _third[(next >> 16) & 255] ^ _last[next >> 24];
        }

        uint rest = memory.ReadUInt32(MessageCell + (bytes >> 2));
        for (int left = bytes & 3; left > 0; left--)
        {
            crc = (crc >> 8) ^ _last[(crc ^ rest) & 255];
            rest >>= 8;
        }

        memory.WriteUInt32(CheckCell, ~crc);
    }

    private static uint[] MakeTable(int zeros)
    {
        uint[] table = new uint[256];
        for (uint index = 0; index < 256; index++)
        {
            uint crc = index;
            for (int bit = 0; bit < 8 * (1 + zeros); bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? Polynomial : 0);
            }

            table[index] = crc;
        }

        return table;
    }
}
