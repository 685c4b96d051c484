using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Accel.Rtl.Estimation;

/// <summary>What a device family builds memories and products of.</summary>
/// <param name="LutRamShapes">What the LUTs of a slice can be as memory with one port that reads and one that writes, the deepest first; empty without LUT RAM.</param>
/// <param name="BlockShapes">What the smallest block RAM can be with one port that reads and one that writes, the deepest first.</param>
/// <param name="LargestDistributedBits">A memory with synchronous reads and more bits goes to block RAM unless its style says otherwise.</param>
/// <param name="MultiplierWidthA">Width of the wider input of a multiplier block; 0 without such blocks.</param>
/// <param name="MultiplierWidthB">Width of the narrower input.</param>
public sealed record DeviceBlocks(
    ImmutableArray<LutRamShape> LutRamShapes, ImmutableArray<BlockShape> BlockShapes, int LargestDistributedBits, int MultiplierWidthA, int MultiplierWidthB)
{
    /// <summary>LUTs for each further input of a multiplexer behind rows of LUT RAM: a LUT takes three off, but not all of them fill up.</summary>
    private const double MultiplexerLutsPerInput = 0.4;

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

    /// <summary>
    /// LUTs of a memory in LUT RAM that one port writes: those of the shallowest shape that is as deep as the memory, else rows of the deepest, with a LUT for
    /// the enable of each row and a multiplexer behind them for each bit that is read. Every read port has a copy of the memory. So does Yosys, nearly
    /// (README.md beside the tables).
    /// </summary>
    /// <param name="words">Words of the memory.</param>
    /// <param name="widthBits">Bits of a word.</param>
    /// <param name="readPorts">Ports that read.</param>
    public long LutRamLutsOf(int words, int widthBits, int readPorts)
    {
        var shape = LutRamShapes.LastOrDefault(s => s.Words >= words) ?? LutRamShapes[0];
        long rows = Ceiling(words, shape.Words);
        long copy = rows * Ceiling(widthBits, shape.WidthBits) * shape.Luts;
        return rows == 1 ? readPorts * copy
            : (long)Math.Round(rows + (readPorts * (copy + (widthBits * Math.Max(1, MultiplexerLutsPerInput * (rows - 1))))));
    }

    /// <summary>What a memory becomes.</summary>
    internal MemoryStyle StyleOf(Memory memory)
    {
        bool synchronous = memory.ReadPorts.All(r => r.IsSynchronous);
        bool large = (long)memory.Depth * memory.WidthBits > LargestDistributedBits;
        return memory.Style == MemoryStyle.Registers ? MemoryStyle.Registers
            : memory.Style != MemoryStyle.Distributed && synchronous && (large || memory.Style is MemoryStyle.Block or MemoryStyle.Ultra) ? MemoryStyle.Block
            : LutRamShapes.IsEmpty ? MemoryStyle.Registers
            : MemoryStyle.Distributed;
    }

    /// <summary>How many units hold a size.</summary>
    internal static long Ceiling(long size, int unit) => (size + unit - 1) / unit;
}

/// <summary>A way to use a block RAM.</summary>
/// <param name="Words">Words, a power of two.</param>
/// <param name="WidthBits">Bits of a word.</param>
public sealed record BlockShape(int Words, int WidthBits);

/// <summary>A way to use the LUTs of a slice as memory.</summary>
/// <param name="Words">Words, a power of two.</param>
/// <param name="WidthBits">Bits of a word.</param>
/// <param name="Luts">LUTs that it takes, that of the write port included.</param>
public sealed record LutRamShape(int Words, int WidthBits, int Luts);
