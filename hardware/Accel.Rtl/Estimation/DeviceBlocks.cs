using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Accel.Rtl.Estimation;

/// <summary>What a device family builds memories and products of.</summary>
/// <param name="LutRamShapes">What the LUTs of a slice can be as memory with one port that reads and one that writes, the deepest first;
/// empty without LUT RAM.</param>
/// <param name="BlockShapes">What the smallest block RAM can be with one port that reads and one that writes, the deepest first.</param>
/// <param name="DualPortShapes">What it can be with two ports that each read or write, the deepest first; empty without such ports.</param>
/// <param name="LargestDistributedBits">A memory with synchronous reads and more bits goes to block RAM unless its style says
/// otherwise.</param>
/// <param name="MultiplierWidthA">Width of the wider input of a multiplier block; 0 without such blocks.</param>
/// <param name="MultiplierWidthB">Width of the narrower input.</param>
public sealed record DeviceBlocks(
    ImmutableArray<LutRamShape> LutRamShapes, ImmutableArray<BlockShape> BlockShapes, ImmutableArray<BlockShape> DualPortShapes,
    int LargestDistributedBits, int MultiplierWidthA, int MultiplierWidthB)
{
    /// <summary>
    /// LUTs for each further input of a multiplexer behind rows of LUT RAM: a LUT takes three off, but not all of them fill up.
    /// </summary>
    private const double MultiplexerLutsPerInput = 0.4;

    /// <summary>Bits of the smallest block RAM, parity included.</summary>
    [JsonIgnore]
    public int BlockBits => BlockShapes.Max(static s => s.Words * s.WidthBits);

    /// <summary>Block RAM has two ports that each read or write.</summary>
    [JsonIgnore]
    public bool HasDualPorts => !DualPortShapes.IsEmpty;

    /// <summary>
    /// Block RAMs of a memory with one port that reads and one that writes: as many of the deepest shape as fill up with words, and the
    /// rest of the one shape that takes the fewest. So does Yosys, nearly (README.md beside the tables).
    /// </summary>
    /// <param name="words">Words of the memory.</param>
    /// <param name="widthBits">Bits of a word.</param>
    public long BlocksOf(int words, int widthBits) => BlocksOf(BlockShapes, words, widthBits);

    /// <summary>Block RAMs of a memory with two ports that each read or write, as <see cref="BlocksOf(int, int)"/>.</summary>
    /// <param name="words">Words of the memory.</param>
    /// <param name="widthBits">Bits of a word.</param>
    /// <exception cref="InvalidOperationException">Block RAM has no such ports.</exception>
    public long DualPortBlocksOf(int words, int widthBits) => HasDualPorts ? BlocksOf(DualPortShapes, words, widthBits)
        : throw new InvalidOperationException("Block RAM of this family has one port that reads and one that writes.");

    /// <summary>
    /// Block RAMs of a memory with the ports that it has. A read and a write at one address share a port. What has more ports than a block
    /// is copied: each copy takes all writes.
    /// </summary>
    /// <param name="memory">The memory.</param>
    /// <param name="isUsed">Whether a read port is.</param>
    internal long BlocksOf(Memory memory, Func<Signal, bool> isUsed)
    {
        var writes = memory.WritePorts.Select(static w => w.Address).Distinct().ToList();
        var reads = memory.ReadPorts.Where(r => isUsed(r)).Select(static r => r.Address!).Distinct().ToList();
        int further = reads.Count(read => !writes.Contains(read));
        bool isSimple = writes.Count <= 1 && reads.Count <= 1;
        if (isSimple || !HasDualPorts)
        {
            return BlocksOf(memory.Depth, memory.WidthBits) * Math.Max(1, reads.Count);
        }

        int free = Math.Max(1, 2 - writes.Count);
        return writes.Count == 1 && further == reads.Count
            ? BlocksOf(memory.Depth, memory.WidthBits) * further
            : BlocksOf(DualPortShapes, memory.Depth, memory.WidthBits) * Math.Max(1, Ceiling(further, free));
    }

    private static long BlocksOf(ImmutableArray<BlockShape> shapes, int words, int widthBits)
    {
        var deepest = shapes[0];
        int rest = words % deepest.Words;
        return (words / deepest.Words * Ceiling(widthBits, deepest.WidthBits))
            + (rest == 0 ? 0 : shapes.Min(s => Ceiling(rest, s.Words) * Ceiling(widthBits, s.WidthBits)));
    }

    /// <summary>
    /// LUTs of a memory in LUT RAM that one port writes: those of the shallowest shape that is as deep as the memory, else rows of the
    /// deepest, with a LUT for the enable of each row and a multiplexer behind them for each bit that is read. Every read port has a copy
    /// of the memory. So does Yosys, nearly (README.md beside the tables).
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
