using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.PolyBench;

/// <summary>
/// PolyBench's 2mm in 32-bit integers modulo 2^32: alpha A B C + beta D, <see cref="Lanes"/> products per cycle; both products have the
/// same multipliers. Alpha and beta are constants, so that products with them are sums of shifts. Memory: A [Rows, Depth], B [Depth,
/// Inner], C [Inner, Columns] and D row by row; the result takes D's place.
/// </summary>
[Requires(Rows % RowLanes == 0, "the rows are whole groups of lanes")]
[Requires(Depth % ColumnLanes == 0 && Inner % ColumnLanes == 0 && Columns % ColumnLanes == 0, "the columns are whole groups of lanes")]
public class TwoMm
{
    /// <summary>Rows of A and D.</summary>
    [Replaceable("TwoMm.Rows"), Allowed(1, 1024)]
    public const int Rows = 180;

    /// <summary>Columns of B, rows of C.</summary>
    [Replaceable("TwoMm.Inner"), Allowed(1, 1024)]
    public const int Inner = 190;

    /// <summary>Columns of A, rows of B.</summary>
    [Replaceable("TwoMm.Depth"), Allowed(1, 1024)]
    public const int Depth = 210;

    /// <summary>Columns of C and D.</summary>
    [Replaceable("TwoMm.Columns"), Allowed(1, 1024)]
    public const int Columns = 220;

    /// <summary>Rows that are computed at once.</summary>
    [Replaceable("TwoMm.RowLanes"), Allowed(1, 64)]
    public const int RowLanes = 4;

    /// <summary>Columns that are computed at once.</summary>
    [Replaceable("TwoMm.ColumnLanes"), Allowed(1, 64)]
    public const int ColumnLanes = 10;

    /// <summary>Multipliers.</summary>
    public const int Lanes = RowLanes * ColumnLanes;

    /// <summary>The factor of the product.</summary>
    public const int Alpha = 3;

    /// <summary>The factor of D.</summary>
    public const int Beta = 2;

    private const int RowGroups = Rows / RowLanes;
    private const int InnerGroups = Inner / ColumnLanes;
    private const int ColumnGroups = Columns / ColumnLanes;
    private const int SecondCell = Rows * Depth;
    private const int ThirdCell = SecondCell + (Depth * Inner);
    private const int SumCell = ThirdCell + (Inner * Columns);

    /// <summary>Loads, multiplies, stores.</summary>
    [Unroll("lane")]
    public virtual void Run(SimpleMemory memory)
    {
        int[][] first = new int[RowLanes][];
        int[][] second = new int[ColumnLanes][];
        int[][] third = new int[ColumnLanes][];
        int[][] product = new int[Lanes][];
        int[][] addend = new int[Lanes][];
        int[][] sum = new int[Lanes][];
        for (int lane = 0; lane < RowLanes; lane++)
        {
            first[lane] = new int[RowGroups * Depth];
        }

        for (int lane = 0; lane < ColumnLanes; lane++)
        {
            second[lane] = new int[Depth * InnerGroups];
            third[lane] = new int[Inner * ColumnGroups];
        }

        for (int lane = 0; lane < Lanes; lane++)
        {
            product[lane] = new int[RowGroups * InnerGroups];
            addend[lane] = new int[RowGroups * ColumnGroups];
            sum[lane] = new int[RowGroups * ColumnGroups];
        }

        LoadRows(memory, 0, Rows, Depth, first);
        LoadColumns(memory, SecondCell, Depth, InnerGroups, second);
        LoadColumns(memory, ThirdCell, Inner, ColumnGroups, third);
        LoadTiles(memory, SumCell, addend);
        Multiply(first, second, third, product, addend, sum);
        StoreTiles(memory, SumCell, sum);
    }

    // Rows of the matrix in groups: element (row, column) of a matrix lies in memory row % RowLanes.
    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadRows(SimpleMemory memory, int cell, int rows, int columns, int[][] matrix)
    {
        int lane = 0, from = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int place = 0; place < columns; place++)
            {
                matrix[lane][from + place] = memory.ReadInt32(cell + (row * columns) + place);
            }

            from = lane == RowLanes - 1 ? from + columns : from;
            lane = lane == RowLanes - 1 ? 0 : lane + 1;
        }
    }

    // Columns in groups: element (row, column) lies in memory column % ColumnLanes, a row's groups one behind the other.
    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadColumns(SimpleMemory memory, int cell, int rows, int groups, int[][] matrix)
    {
        for (int group = 0; group < rows * groups; group++)
        {
            for (int place = 0; place < ColumnLanes; place++)
            {
                matrix[place][group] = memory.ReadInt32(cell + (group * ColumnLanes) + place);
            }
        }
    }

    // Tiles of RowLanes x ColumnLanes elements, one in each memory; all rows of a tile are loaded one behind the other.
    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadTiles(SimpleMemory memory, int cell, int[][] tiles)
    {
        for (int rows = 0; rows < RowGroups; rows++)
        {
            for (int row = 0; row < RowLanes; row++)
            {
                for (int columns = 0; columns < ColumnGroups; columns++)
                {
                    for (int place = 0; place < ColumnLanes; place++)
                    {
                        tiles[(row * ColumnLanes) + place][(rows * ColumnGroups) + columns] = memory.ReadInt32(cell + place);
                    }

                    cell += ColumnLanes;
                }
            }
        }
    }

    // In phase 0 alpha A times B, in phase 1 that times C; both add up a tile after the other.
    [Pipeline("rows")]
    [Pipeline("columns")]
    [Pipeline("places")]
    [Pipeline("place")]
    [Unroll("row")]
    [Unroll("column")]
    private static void Multiply(int[][] first, int[][] second, int[][] third, int[][] product, int[][] addend, int[][] sum)
    {
        int[] sums = new int[Lanes];
        int[] others = new int[ColumnLanes];
        for (int phase = 0; phase < 2; phase++)
        {
            int groups = phase == 0 ? InnerGroups : ColumnGroups;
            int depths = phase == 0 ? Depth / ColumnLanes : InnerGroups;
            for (int rows = 0; rows < RowGroups; rows++)
            {
                for (int columns = 0; columns < groups; columns++)
                {
                    for (int places = 0; places < depths; places++)
                    {
                        for (int place = 0; place < ColumnLanes; place++)
                        {
                            int depth = (places * ColumnLanes) + place;
                            bool isFirst = depth == 0;
                            bool isLast = places == depths - 1 && place == ColumnLanes - 1;
                            for (int column = 0; column < ColumnLanes; column++)
                            {
                                others[column] = phase == 0
                                    ? second[column][(depth * InnerGroups) + columns]
                                    : third[column][(depth * ColumnGroups) + columns];
                            }

                            for (int row = 0; row < RowLanes; row++)
                            {
                                int factor = phase == 0 ? Alpha * first[row][(rows * Depth) + depth] : 0;
                                for (int column = 0; column < ColumnLanes; column++)
                                {
                                    if (phase == 1 && place == column)
                                    {
                                        factor = product[(row * ColumnLanes) + column][(rows * InnerGroups) + places];
                                    }
                                }

                                for (int column = 0; column < ColumnLanes; column++)
                                {
                                    int lane = (row * ColumnLanes) + column;
                                    sums[lane] = (isFirst ? 0 : sums[lane]) + (factor * others[column]);
                                    if (isLast && phase == 0)
                                    {
                                        product[lane][(rows * InnerGroups) + columns] = sums[lane];
                                    }

                                    if (isLast && phase == 1)
                                    {
                                        int tile = (rows * ColumnGroups) + columns;
                                        sum[lane][tile] = sums[lane] + (Beta * addend[lane][tile]);
                                    }
                                }
                            }
                        }
                    }
                }
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
