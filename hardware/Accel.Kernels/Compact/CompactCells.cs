using System.Runtime.CompilerServices;
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Reads the numbers of a program that have limits.</summary>
internal static class CompactCells
{
    /// <summary>The number in a cell. When it is not between the limits, <paramref name="fits"/> becomes false and <paramref name="least"/> is returned.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [Width("cell", SpikingTransformerCompactEngine.AddressBits + 1)]
    public static ushort ReadWithin(SimpleMemory memory, int cell, ushort least, ushort most, ref bool fits)
    {
        uint number = memory.ReadUInt32(cell);
        bool isWithin = number >= least && number <= most;
        fits = fits && isWithin;
        return isWithin ? (ushort)number : least;
    }
}
