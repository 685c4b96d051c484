using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.PolyBench;

/// <summary>
/// PolyBench's mvt in 32-bit integers modulo 2^32: x1 += A y1 and x2 += A' y2, with A' the transposed matrix. Each element of A is read
/// once and multiplied twice; <see cref="Multipliers"/> products per cycle. Memory: A row by row, y1, y2, x1, x2; the sums take the places
/// of x1 and x2.
/// </summary>
[Requires(Size % RowLanes == 0, "the rows are whole groups of lanes")]
[Requires(Size % ColumnLanes == 0, "the columns are whole groups of lanes")]
public class Mvt
{
    /// <summary>Rows and columns of A.</summary>
    [Replaceable("Mvt.Size"), Allowed(1, 1024)]
    public const int Size = 400;

    /// <summary>Rows of A that are read at once.</summary>
    [Replaceable("Mvt.RowLanes"), Allowed(1, 64)]
    public const int RowLanes = 2;

    /// <summary>Columns of A that are read at once.</summary>
    [Replaceable("Mvt.ColumnLanes"), Allowed(1, 64)]
    public const int ColumnLanes = 10;

    /// <summary>Multipliers.</summary>
    public const int Multipliers = 2 * RowLanes * ColumnLanes;

    private const int RowGroups = Size / RowLanes;
    private const int ColumnGroups = Size / ColumnLanes;
    private const int FirstSumCell = (Size * Size) + (2 * Size);

    /// <summary>Loads, multiplies, stores.</summary>
    [Unroll("lane")]
    public virtual void Run(SimpleMemory memory)
    {
        int[][] matrix = new int[RowLanes * ColumnLanes][];
        int[][] ofColumns = new int[ColumnLanes][];
        int[][] ofRows = new int[RowLanes][];
        int[][] rowSums = new int[RowLanes][];
        int[][] columnSums = new int[ColumnLanes][];
        int[][] results = new int[ColumnLanes][];
        for (int lane = 0; lane < RowLanes * ColumnLanes; lane++)
        {
            matrix[lane] = new int[RowGroups * ColumnGroups];
        }

        for (int lane = 0; lane < ColumnLanes; lane++)
        {
            ofColumns[lane] = new int[ColumnGroups];
            columnSums[lane] = new int[ColumnGroups];
            results[lane] = new int[ColumnGroups];
        }

        for (int lane = 0; lane < RowLanes; lane++)
        {
            ofRows[lane] = new int[RowGroups];
            rowSums[lane] = new int[RowGroups];
        }

        LoadMatrix(memory, matrix);
        LoadVector(memory, Size * Size, ColumnLanes, ofColumns);
        LoadVector(memory, (Size * Size) + Size, RowLanes, ofRows);
        LoadVector(memory, FirstSumCell, RowLanes, rowSums);
        LoadVector(memory, FirstSumCell + Size, ColumnLanes, columnSums);
        Multiply(matrix, ofColumns, ofRows, rowSums, columnSums, results);
        StoreVector(memory, FirstSumCell, RowLanes, rowSums);
        StoreVector(memory, FirstSumCell + Size, ColumnLanes, results);
    }

    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadMatrix(SimpleMemory memory, int[][] matrix)
    {
        int cell = 0;
        for (int rows = 0; rows < RowGroups; rows++)
        {
            for (int row = 0; row < RowLanes; row++)
            {
                for (int columns = 0; columns < ColumnGroups; columns++)
                {
                    for (int place = 0; place < ColumnLanes; place++)
                    {
                        matrix[(row * ColumnLanes) + place][(columns * RowGroups) + rows] = memory.ReadInt32(cell + place);
                    }

                    cell += ColumnLanes;
                }
            }
        }
    }

    [Pipeline("place", InitiationInterval = 0)]
    private static void LoadVector(SimpleMemory memory, int cell, int lanes, int[][] vector)
    {
        for (int group = 0; group < Size / lanes; group++)
        {
            for (int place = 0; place < lanes; place++)
            {
                vector[place][group] = memory.ReadInt32(cell + (group * lanes) + place);
            }
        }
    }

    // Groups of columns one after the other, all rows of each: the columns' sums are registers, the rows' sums a memory.
    [Pipeline("columns")]
    [Pipeline("rows")]
    [Unroll("row")]
    [Unroll("column")]
    private static void Multiply(
        int[][] matrix, int[][] ofColumns, int[][] ofRows, int[][] rowSums, int[][] columnSums, int[][] results)
    {
        int[] sums = new int[ColumnLanes];
        for (int columns = 0; columns < ColumnGroups; columns++)
        {
            for (int rows = 0; rows < RowGroups; rows++)
            {
                for (int row = 0; row < RowLanes; row++)
                {
                    int sum = 0;
                    for (int column = 0; column < ColumnLanes; column++)
                    {
                        sum += matrix[(row * ColumnLanes) + column][(columns * RowGroups) + rows] * ofColumns[column][columns];
                    }

                    rowSums[row][rows] += sum;
                }

                for (int column = 0; column < ColumnLanes; column++)
                {
                    int sum = 0;
                    for (int row = 0; row < RowLanes; row++)
                    {
                        sum += matrix[(row * ColumnLanes) + column][(columns * RowGroups) + rows] * ofRows[row][rows];
                    }

                    sums[column] = (rows == 0 ? columnSums[column][columns] : sums[column]) + sum;
                    if (rows == RowGroups - 1)
                    {
                        results[column][columns] = sums[column];
                    }
                }
            }
        }
    }

    [Pipeline("place", InitiationInterval = 0)]
    private static void StoreVector(SimpleMemory memory, int cell, int lanes, int[][] vector)
    {
        for (int group = 0; group < Size / lanes; group++)
        {
            for (int place = 0; place < lanes; place++)
            {
                memory.WriteInt32(cell + (group * lanes) + place, vector[place][group]);
            }
        }
    }
}
