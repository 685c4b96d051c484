using Hast.Transformer.SimpleMemory;

namespace Accel.Testing;

/// <summary>Cells to the memory that a kernel sees when it runs as plain C#, and back.</summary>
public static class PlainMemory
{
    /// <summary>A memory of these cells.</summary>
    public static SimpleMemory Of(uint[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var memory = SimpleMemory.CreateSoftwareMemory(cells.Length);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            memory.WriteUInt32(cell, cells[cell]);
        }

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
}
