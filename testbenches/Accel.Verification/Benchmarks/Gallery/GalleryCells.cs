using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>Cells of memory images.</summary>
internal static class GalleryCells
{
    /// <summary>Numbers as cells.</summary>
    internal static uint[] Of(IEnumerable<int> numbers) => [.. numbers.Select(static n => unchecked((uint)n))];

    /// <summary>Bytes in cells, four each, the first lowest.</summary>
    internal static uint[] Packed(byte[] bytes)
    {
        uint[] cells = new uint[(bytes.Length + 3) / 4];
        for (int i = 0; i < bytes.Length; i++)
        {
            cells[i / 4] |= (uint)bytes[i] << (8 * (i % 4));
        }

        return cells;
    }

    /// <summary>Bytes in cells, four each, the first highest; whole cells only.</summary>
    internal static uint[] BigEndian(byte[] bytes)
        => [.. bytes.Chunk(4).Select(static four => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(four))];

    /// <summary>Numbers between two ends, both included.</summary>
    internal static int[] Numbers(this SeededRandom random, int count, int least = int.MinValue, int most = int.MaxValue)
        => [.. Enumerable.Range(0, count).Select(_ => random.Between(least, most))];

    /// <summary>Bytes.</summary>
    internal static byte[] Bytes(this SeededRandom random, int count, int most = 255)
        => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Between(0, most))];
}
