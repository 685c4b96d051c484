namespace Accel.Verification;

/// <summary>Builds a memory image: a header of fixed cells, then blocks one after the other.</summary>
internal sealed class CellImage(int headerCells)
{
    private readonly List<uint> _cells = [.. new uint[headerCells]];

    /// <summary>Sets a cell that is there.</summary>
    public void Set(int cell, int value) => _cells[cell] = (uint)value;

    /// <summary>Adds cells and returns the first.</summary>
    public int Add(IEnumerable<uint> cells)
    {
        int first = _cells.Count;
        _cells.AddRange(cells);
        return first;
    }

    /// <summary>Adds one number a cell and returns the first cell.</summary>
    public int Add(IEnumerable<int> numbers) => Add(numbers.Select(static n => (uint)n));

    /// <summary>Adds cells for results, filled with a pattern that no result is likely to be.</summary>
    public int Reserve(int cells) => Add(Enumerable.Repeat(0xDEAD_BEEFu, cells));

    /// <summary>All cells.</summary>
    public uint[] ToArray() => [.. _cells];

    /// <summary>Binary or ternary values [rows, channels] as words of 16 a row: +1 in bits 0..15, -1 in bits 16..31.</summary>
    public static IEnumerable<uint> Words(sbyte[] values, int channels)
    {
        for (int row = 0; row < values.Length; row += channels)
        {
            for (int word = 0; word < channels; word += 16)
            {
                uint cell = 0;
                for (int c = word; c < Math.Min(word + 16, channels); c++)
                {
                    cell |= values[row + c] > 0 ? 1u << (c - word) : values[row + c] < 0 ? 1u << (c - word + 16) : 0;
                }

                yield return cell;
            }
        }
    }
}
