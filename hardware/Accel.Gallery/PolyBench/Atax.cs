using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.PolyBench;

/// <summary>
/// PolyBench's atax in 32-bit integers modulo 2^32: y = A' (A x), with A' the transposed matrix, <see cref="Lanes"/> products per cycle;
/// both phases have the same multipliers. Memory: A row by row, x, y.
/// </summary>
public class Atax
{
    /// <summary>Rows of A.</summary>
    [Replaceable("Atax.Rows"), Allowed(1, 1024)]
    public const int Rows = 390;

    /// <summary>Columns of A.</summary>
    [Replaceable("Atax.Columns"), Allowed(1, 1024)]
    public const int Columns = 410;

    /// <summary>Multipliers: columns that are computed at once. Those that are missing in the last group are zeros.</summary>
    [Replaceable("Atax.Lanes"), Allowed(1, 64)]
    public const int Lanes = 21;

    private const int Groups = (Columns + Lanes - 1) / Lanes;
    private const int VectorCell = Rows * Columns;
    private const int SumCell = VectorCell + Columns;

    /// <summary>Loads, multiplies, stores.</summary>
    [Unroll("lane")]
    [Pipeline("column", InitiationInterval = 0)]
    public virtual void Run(SimpleMemory memory)
    {
        int[][] matrix = new int[Lanes][];
        int[][] vector = new int[Lanes][];
        int[][] sums = new int[Lanes][];
        int[] ofRows = new int[Rows];
        for (int lane = 0; lane < Lanes; lane++)
        {
            matrix[lane] = new int[Rows * Groups];
            vector[lane] = new int[Groups];
            sums[lane] = new int[Groups];
        }

        for (int row = 0; row < Rows; row++)
        {
            LoadRow(memory, row * Columns, row * Groups, matrix);
        }

        LoadRow(memory, VectorCell, 0, vector);
        Multiply(matrix, vector, ofRows, sums);
        int place = 0, group = 0;
        for (int column = 0; column < Columns; column++)
        {
            memory.WriteInt32(SumCell + column, sums[place][group]);
            group = place == Lanes - 1 ? group + 1 : group;
            place = place == Lanes - 1 ? 0 : place + 1;
        }
    }

    [Pipeline("column", InitiationInterval = 0)]
    private static void LoadRow(SimpleMemory memory, int cell, int from, int[][] row)
    {
        int place = 0, group = from;
        for (int column = 0; column < Columns; column++)
        {
            row[place][group] = memory.ReadInt32(cell + column);
            group = place == Lanes - 1 ? group + 1 : group;
            place = place == Lanes - 1 ? 0 : place + 1;
        }
    }

    // First the products of the rows with x, then the rows times these.
    [Pipeline("row")]
    [Pipeline("group")]
    [Unroll("lane")]
    private static void Multiply(int[][] matrix, int[][] vector, int[] ofRows, int[][] sums)
    {
        int sum = 0;
        for (int phase = 0; phase < 2; phase++)
        {
            for (int row = 0; row < Rows; row++)
            {
                for (int group = 0; group < Groups; group++)
                {
                    int rowSum = 0;
                    int ofRow = phase == 1 ? ofRows[row] : 0;
                    for (int lane = 0; lane < Lanes; lane++)
                    {
                        int product = matrix[lane][(row * Groups) + group] * (phase == 0 ? vector[lane][group] : ofRow);
                        rowSum += product;
                        if (phase == 1)
                        {
                            sums[lane][group] = (row == 0 ? 0 : sums[lane][group]) + product;
                        }
                    }

                    sum = (group == 0 ? 0 : sum) + rowSum;
                    if (phase == 0)
                    {
                        ofRows[row] = sum;
                    }
                }
            }
        }
    }
}
