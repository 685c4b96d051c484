namespace Accel.Verification;

/// <summary>Matrices of 32-bit integers, row by row, modulo 2^32, by the definitions.</summary>
internal static class IntegerMatrices
{
    /// <summary>A product.</summary>
    /// <param name="first">[rows, depth].</param>
    /// <param name="second">[depth, columns].</param>
    /// <param name="rows">Of the first factor.</param>
    /// <param name="depth">Columns of the first and rows of the second one.</param>
    /// <param name="columns">Of the second factor.</param>
    internal static int[] Product(int[] first, int[] second, int rows, int depth, int columns)
    {
        int[] product = new int[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                long sum = 0;
                for (int k = 0; k < depth; k++)
                {
                    sum = unchecked(sum + ((long)first[(row * depth) + k] * second[(k * columns) + column]));
                }

                product[(row * columns) + column] = unchecked((int)sum);
            }
        }

        return product;
    }

    /// <summary>Columns as rows.</summary>
    /// <param name="matrix">[rows, columns].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    internal static int[] Transposed(int[] matrix, int rows, int columns)
        => [.. Enumerable.Range(0, rows * columns).Select(i => matrix[((i % rows) * columns) + (i / rows)])];
}
