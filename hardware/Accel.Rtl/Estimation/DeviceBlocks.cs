using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Accel.Rtl.Estimation;

/// <summary>What a device family builds memories and products of.</summary>
/// <param name="DistributedBitsPerLut">Bits of LUT RAM in a LUT; 0 without LUT RAM.</param>
/// <param name="BlockShapes">What the smallest block RAM can be with one port that reads and one that writes, the deepest first.</param>
/// <param name="LargestDistributedBits">A memory with synchronous reads and more bits goes to block RAM unless its style says otherwise.</param>
/// <param name="MultiplierWidthA">Width of the wider input of a multiplier block; 0 without such blocks.</param>
/// <param name="MultiplierWidthB">Width of the narrower input.</param>
public sealed record DeviceBlocks(
    int DistributedBitsPerLut, ImmutableArray<BlockShape> BlockShapes, int LargestDistributedBits, int MultiplierWidthA, int MultiplierWidthB)
{
    /// <summary>Bits of the smallest block RAM, parity included.</summary>
    [JsonIgnore]
    public int BlockBits => BlockShapes.Max(static s => s.Words * s.WidthBits);

    /// <summary>
    /// Block RAMs of a memory: as many of the deepest shape as fill up with words, and the rest of the one shape that takes the fewest. So does Yosys, nearly
    /// (README.md beside the tables).
    /// </summary>
    /// <param name="words">Words of the memory.</param>
    /// <param name="widthBits">Bits of a word.</param>
    public long BlocksOf(int words, int widthBits)
    {
        var deepest = BlockShapes[0];
        int rest = words % deepest.Words;
        return (words / deepest.Words * Ceiling(widthBits, deepest.WidthBits)) + (rest == 0 ? 0 : BlockShapes.Min(s => Ceiling(rest, s.Words) * Ceiling(widthBits, s.WidthBits)));
    }

    /// <summary>How many units hold a size.</summary>
    internal static long Ceiling(long size, int unit) => (size + unit - 1) / unit;
}

/// <summary>A way to use a block RAM.</summary>
/// <param name="Words">Words, a power of two.</param>
/// <param name="WidthBits">Bits of a word.</param>
public sealed record BlockShape(int Words, int WidthBits);
