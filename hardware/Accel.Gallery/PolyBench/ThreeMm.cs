using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.PolyBench;

/// <summary>
/// PolyBench's 3mm in 32-bit integers modulo 2^32: (A B) (C D), <see cref="Lanes"/> products per cycle; the three products have the same
/// multipliers. Memory: A [Rows, Depth], B [Depth, Inner], C [Inner, OtherDepth], D [OtherDepth, Columns] row by row, then the result.
/// Rows of C that are missing in the last group are zeros.
/// </summary>
[Requires(Rows % RowLanes == 0, "the rows are whole groups of lanes")]
[Requires(Depth % ColumnLanes == 0 && OtherDepth % ColumnLanes == 0, "the depths are whole groups of lanes")]
[Requires(Inner % ColumnLanes == 0 && Columns % ColumnLanes == 0, "the columns are whole groups of lanes")]
public class ThreeMm
{
    /// <summary>Rows of A and of the result.</summary>
    [Replaceable("ThreeMm.Rows"), Allowed(1, 1024)]
    public const int Rows = 180;

    /// <summary>Columns of B, rows of C.</summary>
    [Replaceable("ThreeMm.Inner"), Allowed(1, 1024)]
    public const int Inner = 190;

    /// <summary>Columns of A, rows of B.</summary>
    [Replaceable("ThreeMm.Depth"), Allowed(1, 1024)]
    public const int Depth = 200;

    /// <summary>Columns of D and of the result.</summary>
    [Replaceable("ThreeMm.Columns"), Allowed(1, 1024)]
    public const int Columns = 210;

    /// <summary>Columns of C, rows of D.</summary>
    [Replaceable("ThreeMm.OtherDepth"), Allowed(1, 1024)]
    public const int OtherDepth = 220;

    /// <summary>Rows that are computed at once.</summary>
    [Replaceable("ThreeMm.RowLanes"), Allowed(1, 64, PowerOfTwo = true)]
    public const int RowLanes = 4;

    /// <summary>Columns that are computed at once.</summary>
    [Replaceable("ThreeMm.ColumnLanes"), Allowed(1, 64)]
    public const int ColumnLanes = 10;

    /// <summary>Multipliers.</summary>
    public const int Lanes = RowLanes * ColumnLanes;

    private const int RowGroups = Rows / RowLanes;
    private const int InnerRowGroups = (Inner + RowLanes - 1) / RowLanes;
    private const int InnerGroups = Inner / ColumnLanes;
    private const int ColumnGroups = Columns / ColumnLanes;
    private const int ThirdPlace = RowGroups * Depth;
    private const int FourthPlace = Depth * InnerGroups;
    private const int SecondCell = Rows * Depth;
    private const int ThirdCell = SecondCell + (Depth * Inner);
    private const int FourthCell = ThirdCell + (Inner * OtherDepth);
    private const int ResultCell = FourthCell + (OtherDepth * Columns);

    /// <summary>Loads, multiplies, stores.</summary>
    [Unroll("lane")]
    public virtual void Run(SimpleMemory memory)
    {
        // A and C, B and D lie one behind the other.
        int[][] first = new int[RowLanes][];
        int[][] second = new int[ColumnLanes][];
        int[][] left = new int[Lanes][];
        int[][] right = new int[Lanes][];
        int[][] result = new int[Lanes][];
        for (int lane = 0; lane < RowLanes; lane++)
        {
            first[lane] = new int[ThirdPlace + (InnerRowGroups * OtherDepth)];
        }

        for (int lane = 0; lane < ColumnLanes; lane++)
        {
            second[lane] = new int[FourthPlace + (OtherDepth * ColumnGroups)];
        }

        for (int lane = 0; lane < Lanes; lane++)
        {
            left[lane] = new int[RowGroups * InnerGroups];
            right[lane] = new int[InnerRowGroups * ColumnGroups];
            result[lane] = new int[RowGroups * ColumnGroups];
        }

        LoadRows(memory, 0, Rows, Depth, 0, first);
        LoadColumns(memory, SecondCell, Depth * InnerGroups, 0, second);
        LoadRows(memory, ThirdCell, Inner, OtherDepth, ThirdPlace, first);
        LoadColumns(memory, FourthCell, OtherDepth * ColumnGroups, FourthPlace, second);
        Multiply(first, second, left, right, result);
        StoreTiles(memory, ResultCell, result);
    }

    // Rows of the matrix in groups: element (row, column) of a matrix lies in memory row % RowLanes.
    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadRows(SimpleMemory memory, int cell, int rows, int columns, int from, int[][] matrix)
    {
        int lane = 0, group = from;
        for (int row = 0; row < rows; row++)
        {
            for (int place = 0; place < columns; place++)
            {
                matrix[lane][group + place] = memory.ReadInt32(cell + (row * columns) + place);
            }

            group = lane == RowLanes - 1 ? group + columns : group;
            lane = lane == RowLanes - 1 ? 0 : lane + 1;
        }
    }

    // Columns in groups: element (row, column) lies in memory column % ColumnLanes, the groups of a row one behind the other.
    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadColumns(SimpleMemory memory, int cell, int groups, int from, int[][] matrix)
    {
        for (int group = 0; group < groups; group++)
        {
            for (int place = 0; place < ColumnLanes; place++)
            {
                matrix[place][from + group] = memory.ReadInt32(cell + (group * ColumnLanes) + place);
            }
        }
    }

    // In phase 0 A times B, in phase 1 C times D, in phase 2 the one times the other; all add up a tile after the other.
    [Pipeline("rows")]
    [Pipeline("columns")]
    [Pipeline("places")]
    [Pipeline("place")]
    [Unroll("row")]
    [Unroll("column")]
    private static void Multiply(int[][] first, int[][] second, int[][] left, int[][] right, int[][] result)
    {
        int[] sums = new int[Lanes];
        int[] factors = new int[RowLanes];
        int[] others = new int[ColumnLanes];
        for (int phase = 0; phase < 3; phase++)
        {
            int rowGroups = phase == 1 ? InnerRowGroups : RowGroups;
            int groups = phase == 0 ? InnerGroups : ColumnGroups;
            int depths = (phase == 0 ? Depth : phase == 1 ? OtherDepth : Inner) / ColumnLanes;
            for (int rows = 0; rows < rowGroups; rows++)
            {
                for (int columns = 0; columns < groups; columns++)
                {
                    for (int places = 0; places < depths; places++)
                    {
                        for (int place = 0; place < ColumnLanes; place++)
                        {
                            int depth = (places * ColumnLanes) + place;
                            for (int row = 0; row < RowLanes; row++)
                            {
                                factors[row] = first[row][
                                    phase == 0 ? (rows * Depth) + depth : phase == 1 ? ThirdPlace + (rows * OtherDepth) + depth : 0];
                            }

                            for (int column = 0; column < ColumnLanes; column++)
                            {
                                others[column] = second[column][
                                    phase == 0 ? (depth * InnerGroups) + columns
                                    : phase == 1 ? FourthPlace + (depth * ColumnGroups) + columns : 0];
                            }

                            if (phase == 2)
                            {
                                Take(left, place, (rows * InnerGroups) + places, factors);
                                TakeRow(right, depth % RowLanes, (depth / RowLanes * ColumnGroups) + columns, others);
                            }

                            Add(factors, others, depth == 0, sums);
                            bool isLast = places == depths - 1 && place == ColumnLanes - 1;
                            Keep(sums, isLast && phase == 0, (rows * InnerGroups) + columns, left);
                            Keep(sums, isLast && phase == 1, (rows * ColumnGroups) + columns, right);
                            Keep(sums, isLast && phase == 2, (rows * ColumnGroups) + columns, result);
                        }
                    }
                }
            }
        }
    }

    // A column of a tile.
    [Unroll("row")]
    [Unroll("column")]
    private static void Take(int[][] tiles, int of, int tile, int[] values)
    {
        for (int row = 0; row < RowLanes; row++)
        {
            for (int column = 0; column < ColumnLanes; column++)
            {
                if (column == of)
                {
                    values[row] = tiles[(row * ColumnLanes) + column][tile];
                }
            }
        }
    }

    // A row of a tile.
    [Unroll("row")]
    [Unroll("column")]
    private static void TakeRow(int[][] tiles, int of, int tile, int[] values)
    {
        for (int row = 0; row < RowLanes; row++)
        {
            for (int column = 0; column < ColumnLanes; column++)
            {
                if (row == of)
                {
                    values[column] = tiles[(row * ColumnLanes) + column][tile];
                }
            }
        }
    }

    [Unroll("row")]
    [Unroll("column")]
    private static void Add(int[] factors, int[] others, bool isFirst, int[] sums)
    {
        for (int row = 0; row < RowLanes; row++)
        {
            for (int column = 0; column < ColumnLanes; column++)
            {
                int lane = (row * ColumnLanes) + column;
                sums[lane] = (isFirst ? 0 : sums[lane]) + (factors[row] * others[column]);
            }
        }
    }

    [Unroll("lane")]
    private static void Keep(int[] sums, bool isKept, int tile, int[][] tiles)
    {
        if (isKept)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                tiles[lane][tile] = sums[lane];
            }
        }
    }

    // Tiles of RowLanes x ColumnLanes elements, one in each memory; all rows of a tile are stored one behind the other.
    [Pipeline("place", InitiationInterval = 0)]
    private static void StoreTiles(SimpleMemory memory, int cell, int[][] tiles)
    {
        for (int rows = 0; rows < RowGroups; rows++)
        {
            for (int row = 0; row < RowLanes; row++)
            {
                for (int columns = 0; columns < ColumnGroups; columns++)
                {
                    for (int place = 0; place < ColumnLanes; place++)
                    {
                        memory.WriteInt32(cell + place, tiles[(row * ColumnLanes) + place][(rows * ColumnGroups) + columns]);
                    }

                    cell += ColumnLanes;
                }
            }
        }
    }
}
