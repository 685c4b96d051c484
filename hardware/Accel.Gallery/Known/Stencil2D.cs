using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// A stencil of 3 x 3 coefficients over a grid of 32-bit integers, modulo 2^32. Memory: the nine coefficients row by row, the grid row by
/// row, the sums likewise; the last two rows and columns have none and stay as they are.
/// </summary>
public class Stencil2D
{
    /// <summary>Rows of the grid.</summary>
    [Replaceable("Stencil2D.Rows"), Allowed(3, 4096)]
    public const int Rows = 128;

    /// <summary>Columns of the grid.</summary>
    [Replaceable("Stencil2D.Columns"), Allowed(3, 4096)]
    public const int Columns = 64;

    private const int GridCell = 9;
    private const int SumCell = GridCell + (Rows * Columns);

    /// <summary>Computes. Two rows wait in line buffers.</summary>
    [Pipeline("row", InitiationInterval = 0)]
    [Pipeline("column", InitiationInterval = 0)]
    [Unroll("place")]
    [Unroll("y")]
    public virtual void Run(SimpleMemory memory)
    {
        int[] coefficients = new int[9];
        for (int place = 0; place < 9; place++)
        {
            coefficients[place] = memory.ReadInt32(place);
        }

        int[] above = new int[Columns];
        int[] middle = new int[Columns];
        int[] window = new int[9];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                for (int y = 0; y < 3; y++)
                {
                    window[y * 3] = window[(y * 3) + 1];
                    window[(y * 3) + 1] = window[(y * 3) + 2];
                }

                window[2] = above[column];
                window[5] = middle[column];
                window[8] = memory.ReadInt32(GridCell + (row * Columns) + column);
                above[column] = window[5];
                middle[column] = window[8];
                int sum = 0;
                for (int place = 0; place < 9; place++)
                {
                    sum += coefficients[place] * window[place];
                }

                if (row >= 2 && column >= 2)
                {
                    memory.WriteInt32(SumCell + ((row - 2) * Columns) + column - 2, sum);
                }
            }
        }
    }
}
