using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.PolyBench;

/// <summary>
/// PolyBench's gemm in 32-bit integers modulo 2^32: alpha A B + beta C, <see cref="Lanes"/> products per cycle. Alpha and beta are
/// constants, so that products with them are sums of shifts. Memory: A, B and C row by row; the result takes C's place.
/// </summary>
[Requires(Rows % RowLanes == 0, "the rows are whole groups of lanes")]
[Requires(Columns % ColumnLanes == 0, "the columns are whole groups of lanes")]
public class Gemm
{
    /// <summary>Rows of A and C.</summary>
    [Replaceable("Gemm.Rows"), Allowed(1, 1024)]
    public const int Rows = 200;

    /// <summary>Columns of B and C.</summary>
    [Replaceable("Gemm.Columns"), Allowed(1, 1024)]
    public const int Columns = 220;

    /// <summary>Columns of A, rows of B.</summary>
    [Replaceable("Gemm.Depth"), Allowed(1, 1024)]
    public const int Depth = 240;

    /// <summary>Rows that are computed at once.</summary>
    [Replaceable("Gemm.RowLanes"), Allowed(1, 64)]
    public const int RowLanes = 8;

    /// <summary>Columns that are computed at once.</summary>
    [Replaceable("Gemm.ColumnLanes"), Allowed(1, 64)]
    public const int ColumnLanes = 4;

    /// <summary>Multipliers.</summary>
    public const int Lanes = RowLanes * ColumnLanes;

    /// <summary>The factor of the product.</summary>
    public const int Alpha = 3;

    /// <summary>The factor of C.</summary>
    public const int Beta = 2;

    private const int SecondCell = Rows * Depth;
    private const int SumCell = SecondCell + (Depth * Columns);
    private const int RowGroups = Rows / RowLanes;
    private const int ColumnGroups = Columns / ColumnLanes;

    /// <summary>Loads, multiplies, stores.</summary>
    [Unroll("lane")]
    public virtual void Run(SimpleMemory memory)
    {
        // A memory for each row and each column of a tile, and for each of its sums.
        int[][] first = new int[RowLanes][];
        int[][] second = new int[ColumnLanes][];
        int[][] addend = new int[Lanes][];
        int[][] sum = new int[Lanes][];
        for (int lane = 0; lane < RowLanes; lane++)
        {
            first[lane] = new int[RowGroups * Depth];
        }

        for (int lane = 0; lane < ColumnLanes; lane++)
        {
            second[lane] = new int[ColumnGroups * Depth];
        }

        for (int lane = 0; lane < Lanes; lane++)
        {
            addend[lane] = new int[RowGroups * ColumnGroups];
            sum[lane] = new int[RowGroups * ColumnGroups];
        }

        Load(memory, first, second, addend);
        Multiply(first, second, addend, sum);
        Store(memory, sum);
    }

    [Pipeline("place", InitiationInterval = 0)]
    [Pipeline("column", InitiationInterval = 0)]
    private static void Load(SimpleMemory memory, int[][] first, int[][] second, int[][] addend)
    {
        int cell = 0;
        for (int group = 0; group < RowGroups; group++)
        {
            for (int row = 0; row < RowLanes; row++)
            {
                for (int place = 0; place < Depth; place++)
                {
                    first[row][(group * Depth) + place] = memory.ReadInt32(cell + place);
                }

                cell += Depth;
            }
        }

        for (int depth = 0; depth < Depth; depth++)
        {
            for (int group = 0; group < ColumnGroups; group++)
            {
                for (int column = 0; column < ColumnLanes; column++)
                {
                    second[column][(group * Depth) + depth] = memory.ReadInt32(cell + column);
                }

                cell += ColumnLanes;
            }
        }

        for (int group = 0; group < RowGroups; group++)
        {
            for (int row = 0; row < RowLanes; row++)
            {
                for (int columns = 0; columns < ColumnGroups; columns++)
                {
                    for (int column = 0; column < ColumnLanes; column++)
                    {
                        addend[(row * ColumnLanes) + column][(group * ColumnGroups) + columns] = memory.ReadInt32(cell + column);
                    }

                    cell += ColumnLanes;
                }
            }
        }
    }

    // A tile of sums after the other; alpha is multiplied with A, as PolyBench does.
    [Pipeline("rows")]
    [Pipeline("columns")]
    [Pipeline("place")]
    [Unroll("row")]
    [Unroll("column")]
    private static void Multiply(int[][] first, int[][] second, int[][] addend, int[][] sum)
    {
        int[] sums = new int[Lanes];
        for (int rows = 0; rows < RowGroups; rows++)
        {
            for (int columns = 0; columns < ColumnGroups; columns++)
            {
                for (int place = 0; place < Depth; place++)
                {
                    for (int row = 0; row < RowLanes; row++)
                    {
                        int factor = Alpha * first[row][(rows * Depth) + place];
                        for (int column = 0; column < ColumnLanes; column++)
                        {
                            int lane = (row * ColumnLanes) + column;
                            int tile = (rows * ColumnGroups) + columns;
                            int before = place == 0 ? Beta * addend[lane][tile] : sums[lane];
                            sums[lane] = before + (factor * second[column][(columns * Depth) + place]);
                            if (place == Depth - 1)
                            {
                                sum[lane][tile] = sums[lane];
                            }
                        }
                    }
                }
            }
        }
    }

    [Pipeline("column", InitiationInterval = 0)]
    private static void Store(SimpleMemory memory, int[][] sum)
    {
        int cell = SumCell;
        for (int group = 0; group < RowGroups; group++)
        {
            for (int row = 0; row < RowLanes; row++)
            {
                for (int columns = 0; columns < ColumnGroups; columns++)
                {
                    for (int column = 0; column < ColumnLanes; column++)
                    {
                        memory.WriteInt32(cell + column, sum[(row * ColumnLanes) + column][(group * ColumnGroups) + columns]);
                    }

                    cell += ColumnLanes;
                }
            }
        }
    }
}
