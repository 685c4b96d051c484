using System.Runtime.CompilerServices;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Cells of a program, and pointers to them.</summary>
internal static class CompactCells
{
    /// <summary>A pointer to a cell. One that runs past the last cell, which a sound program never uses, begins again at 0.</summary>
    public static int At(int cell) => cell & CompactSizes.LastCell;

    /// <summary>
    /// The number in a cell, and then the next cell. When the number is not between the limits, <paramref name="fits"/> becomes false and
    /// <paramref name="least"/> is returned.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ushort ReadWithin(SimpleMemory memory, ref int cell, ushort least, ushort most, ref bool fits)
    {
        uint number = memory.ReadUInt32(cell);
        cell = At(cell + 1);
        bool isWithin = number >= least && number <= most;
        fits = fits && isWithin;
        return isWithin ? (ushort)(number & CompactSizes.LastCell) : least;
    }
}
