using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.PolyBench;

/// <summary>
/// PolyBench's gesummv in 32-bit integers modulo 2^32: y = alpha A x + beta B x, <see cref="Multipliers"/> products per cycle. Alpha and
/// beta are constants, so that products with them are sums of shifts. Memory: A and B row by row, x, y.
/// </summary>
[Requires(Size % RowLanes == 0, "the rows are whole groups of lanes")]
[Requires(Size % ColumnLanes == 0, "the columns are whole groups of lanes")]
public class Gesummv
{
    /// <summary>Rows and columns.</summary>
    [Replaceable("Gesummv.Size"), Allowed(1, 1024)]
    public const int Size = 250;

    /// <summary>Rows of each matrix that are read at once.</summary>
    [Replaceable("Gesummv.RowLanes"), Allowed(1, 64)]
    public const int RowLanes = 2;

    /// <summary>Columns of each matrix that are read at once.</summary>
    [Replaceable("Gesummv.ColumnLanes"), Allowed(1, 64)]
    public const int ColumnLanes = 10;

    /// <summary>Multipliers.</summary>
    public const int Multipliers = 2 * RowLanes * ColumnLanes;

    /// <summary>The factor of A x.</summary>
    public const int Alpha = 3;

    /// <summary>The factor of B x.</summary>
    public const int Beta = 2;

    private const int RowGroups = Size / RowLanes;
    private const int ColumnGroups = Size / ColumnLanes;
    private const int VectorCell = 2 * Size * Size;
    private const int SumCell = VectorCell + Size;

    /// <summary>Loads, multiplies, stores.</summary>
    [Unroll("lane")]
    [Pipeline("place", InitiationInterval = 0)]
    public virtual void Run(SimpleMemory memory)
    {
        int[][] first = new int[RowLanes * ColumnLanes][];
        int[][] second = new int[RowLanes * ColumnLanes][];
        int[][] vector = new int[ColumnLanes][];
        int[][] sums = new int[RowLanes][];
        for (int lane = 0; lane < RowLanes * ColumnLanes; lane++)
        {
            first[lane] = new int[RowGroups * ColumnGroups];
            second[lane] = new int[RowGroups * ColumnGroups];
        }

        for (int lane = 0; lane < ColumnLanes; lane++)
        {
            vector[lane] = new int[ColumnGroups];
        }

        for (int lane = 0; lane < RowLanes; lane++)
        {
            sums[lane] = new int[RowGroups];
        }

        LoadMatrix(memory, 0, first);
        LoadMatrix(memory, Size * Size, second);
        for (int group = 0; group < ColumnGroups; group++)
        {
            for (int place = 0; place < ColumnLanes; place++)
            {
                vector[place][group] = memory.ReadInt32(VectorCell + (group * ColumnLanes) + place);
            }
        }

        Multiply(first, second, vector, sums);
        for (int group = 0; group < RowGroups; group++)
        {
            for (int place = 0; place < RowLanes; place++)
            {
                memory.WriteInt32(SumCell + (group * RowLanes) + place, sums[place][group]);
            }
        }
    }

    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadMatrix(SimpleMemory memory, int from, int[][] matrix)
    {
        int cell = from;
        for (int rows = 0; rows < RowGroups; rows++)
        {
            for (int row = 0; row < RowLanes; row++)
            {
                for (int columns = 0; columns < ColumnGroups; columns++)
                {
                    for (int place = 0; place < ColumnLanes; place++)
                    {
                        matrix[(row * ColumnLanes) + place][(rows * ColumnGroups) + columns] = memory.ReadInt32(cell + place);
                    }

                    cell += ColumnLanes;
                }
            }
        }
    }

    [Pipeline("rows")]
    [Pipeline("columns")]
    [Unroll("row")]
    [Unroll("column")]
    private static void Multiply(int[][] first, int[][] second, int[][] vector, int[][] sums)
    {
        int[] firstSums = new int[RowLanes];
        int[] secondSums = new int[RowLanes];
        for (int rows = 0; rows < RowGroups; rows++)
        {
            for (int columns = 0; columns < ColumnGroups; columns++)
            {
                for (int row = 0; row < RowLanes; row++)
                {
                    int firstSum = 0;
                    int secondSum = 0;
                    for (int column = 0; column < ColumnLanes; column++)
                    {
                        int lane = (row * ColumnLanes) + column;
                        firstSum += first[lane][(rows * ColumnGroups) + columns] * vector[column][columns];
                        secondSum += second[lane][(rows * ColumnGroups) + columns] * vector[column][columns];
                    }

                    firstSums[row] = (columns == 0 ? 0 : firstSums[row]) + firstSum;
                    secondSums[row] = (columns == 0 ? 0 : secondSums[row]) + secondSum;
                    if (columns == ColumnGroups - 1)
                    {
                        sums[row][rows] = (Alpha * firstSums[row]) + (Beta * secondSums[row]);
                    }
                }
            }
        }
    }
}
