using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>A case's memory image as kernels see it when they run as plain C#.</summary>
public static class PlainMemory
{
    /// <summary>The memory before the start.</summary>
    public static SimpleMemory Of(KernelCase vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var memory = SimpleMemory.CreateSoftwareMemory(vector.Memory.Length);
        for (int cell = 0; cell < vector.Memory.Length; cell++)
        {
            memory.WriteUInt32(cell, vector.Memory[cell]);
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
