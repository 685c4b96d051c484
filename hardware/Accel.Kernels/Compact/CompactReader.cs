using System.Runtime.CompilerServices;
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Reads the numbers of the header and of the layers, and adds them up: a damaged one does not have the sums that it
/// says.</summary>
internal sealed class CompactReader
{
    /// <summary>Of the numbers, none of them with more bits than <see cref="CompactSizes.LastNumber"/>, and 16 at most.</summary>
    private const int MaxSum = CompactSizes.LastNumber << 4;
    private const int MaxSumOfSums = CompactSizes.LastNumber << 8;

    /// <summary>The cell that is read next.</summary>
    public int Cell;

    /// <summary>Whether all numbers were within their limits.</summary>
    public bool Fits;

    [Range(0, MaxSum)]
    private int _sum;

    [Range(0, MaxSumOfSums)]
    private int _sumOfSums;

    /// <summary>A pointer to a cell. One that runs past the last cell, which a sound program never uses, begins again at 0.</summary>
    public static int At(int cell) => cell & CompactSizes.LastCell;

    /// <summary>Goes to a cell, with the sums at 0.</summary>
    public void Start(int cell)
    {
        Cell = cell;
        Restart();
    }

    /// <summary>Sets the sums to 0.</summary>
    public void Restart()
    {
        Fits = true;
        _sum = 0;
        _sumOfSums = 0;
    }

    /// <summary>The number in the next cell; when it is not between the limits <see cref="Fits"/> becomes false and
    /// <paramref name="least"/> is returned.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ushort Within(SimpleMemory memory, CompactReader reader, ushort least, ushort most)
    {
        uint number = memory.ReadUInt32(reader.Cell);
        reader.Cell = At(reader.Cell + 1);
        bool isWithin = number >= least && number <= most;
        reader.Fits = reader.Fits && isWithin;
        ushort kept = isWithin ? (ushort)(number & CompactSizes.LastNumber) : least;
        reader._sum += kept;
        reader._sumOfSums += reader._sum;
        return kept;
    }

    /// <summary>Reads the two sums; false when they are others.</summary>
    public bool IsWhole(SimpleMemory memory)
    {
        bool isWhole = memory.ReadInt32(Cell) == _sum;
        Cell = At(Cell + 1);
        isWhole = memory.ReadInt32(Cell) == _sumOfSums && isWhole;
        Cell = At(Cell + 1);
        return isWhole;
    }
}
