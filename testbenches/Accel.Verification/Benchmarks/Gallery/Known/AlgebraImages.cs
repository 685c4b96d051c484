using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>Products of matrices and vectors: images, and what is expected by the definitions.</summary>
internal static class AlgebraImages
{
    internal static GalleryImage MatrixProduct(GallerySize size, SeededRandom random)
    {
        int n = size.Of("IntegerMatrixProduct.Size", Gallery.Known.IntegerMatrixProduct.Size);
        int[] first = random.Numbers(n * n), second = random.Numbers(n * n);
        uint[] before = GalleryCells.Of([.. first, .. second]);
        return new([.. before, .. new uint[n * n]], [.. before, .. GalleryCells.Of(IntegerMatrices.Product(first, second, n, n, n))]);
    }

    internal static GalleryImage Sparse(GallerySize size, SeededRandom random)
    {
        int n = size.Of("SparseMatrixVector.Size", Gallery.Known.SparseMatrixVector.Size), elements = size.Choose(1666, 41);
        int[] vector = random.Numbers(n), rows = random.Numbers(elements, 0, n - 1), columns = random.Numbers(elements, 0, n - 1);
        int[] values = random.Numbers(elements), dense = new int[n * n];
        Array.Sort(rows);
        for (int i = 0; i < elements; i++)
        {
            dense[(rows[i] * n) + columns[i]] = unchecked(dense[(rows[i] * n) + columns[i]] + values[i]);
        }

        int[] ends = [.. Enumerable.Range(0, n).Select(row => rows.Count(r => r <= row))];
        uint[] before = GalleryCells.Of([.. vector, .. ends]);
        uint[] behind = GalleryCells.Of(columns.Zip(values, static (c, v) => new[] { c, v }).SelectMany(static pair => pair));
        uint[] product = GalleryCells.Of(IntegerMatrices.Product(dense, vector, n, n, 1));
        return new([.. before, .. new uint[n], .. behind], [.. before, .. product, .. behind]);
    }
}
