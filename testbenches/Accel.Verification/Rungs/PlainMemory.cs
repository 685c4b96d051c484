using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>A case's memory image as kernels see it when they run as plain C#.</summary>
public static class PlainMemory
{
    /// <summary>The memory before the start.</summary>
    public static SimpleMemory Of(KernelCase vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return Of(vector.Memory);
    }

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
