using Hast.Transformer.SimpleMemory;

namespace Accel.Hast;

/// <summary>Cells to the memory that a kernel sees when it runs as plain C#, and back.</summary>
public static class PlainMemory
{
    /// <summary>A memory of these cells.</summary>
    public static SimpleMemory Of(ReadOnlySpan<uint> cells)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(cells.Length);
        Write(memory, cells);
        return memory;
    }

    /// <summary>All cells of a memory.</summary>
    public static uint[] Cells(SimpleMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        uint[] cells = new uint[memory.CellCount];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            cells[cell] = memory.ReadUInt32(cell);
        }

        return cells;
    }

    /// <summary>Writes cells from the first on.</summary>
    public static void Write(SimpleMemory memory, ReadOnlySpan<uint> cells)
    {
        ArgumentNullException.ThrowIfNull(memory);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            memory.WriteUInt32(cell, cells[cell]);
        }
    }
}
