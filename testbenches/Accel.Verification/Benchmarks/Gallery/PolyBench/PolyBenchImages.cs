using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>Images of PolyBench's kernels, and what is expected by their definitions.</summary>
internal static class PolyBenchImages
{
    private const int Alpha = 3, Beta = 2;

    internal static GalleryImage Gemm(GallerySize size, SeededRandom random)
    {
        int rows = size.Of("Gemm.Rows", Gallery.PolyBench.Gemm.Rows), columns = size.Of("Gemm.Columns", Gallery.PolyBench.Gemm.Columns);
        int depth = size.Of("Gemm.Depth", Gallery.PolyBench.Gemm.Depth);
        int[] a = random.Numbers(rows * depth), b = random.Numbers(depth * columns), c = random.Numbers(rows * columns);
        int[] product = IntegerMatrices.Product(a, b, rows, depth, columns);
        return Of([a, b], c, Sum(Alpha, product, Beta, c));
    }

    internal static GalleryImage Mvt(GallerySize size, SeededRandom random)
    {
        int n = size.Of("Mvt.Size", Gallery.PolyBench.Mvt.Size);
        int[] a = random.Numbers(n * n), firstVector = random.Numbers(n), secondVector = random.Numbers(n), sums = random.Numbers(2 * n);
        int[] products =
        [
            .. IntegerMatrices.Product(a, firstVector, n, n, 1),
            .. IntegerMatrices.Product(IntegerMatrices.Transposed(a, n, n), secondVector, n, n, 1),
        ];
        return Of([a, firstVector, secondVector], sums, Sum(1, products, 1, sums));
    }

    internal static GalleryImage Atax(GallerySize size, SeededRandom random)
    {
        int rows = size.Of("Atax.Rows", Gallery.PolyBench.Atax.Rows), columns = size.Of("Atax.Columns", Gallery.PolyBench.Atax.Columns);
        int[] a = random.Numbers(rows * columns), x = random.Numbers(columns);
        int[] product = IntegerMatrices.Product(a, x, rows, columns, 1);
        int[] y = IntegerMatrices.Product(IntegerMatrices.Transposed(a, rows, columns), product, columns, rows, 1);
        return Of([a, x], new int[columns], y);
    }

    internal static GalleryImage Bicg(GallerySize size, SeededRandom random)
    {
        int rows = size.Of("Bicg.Rows", Gallery.PolyBench.Bicg.Rows), columns = size.Of("Bicg.Columns", Gallery.PolyBench.Bicg.Columns);
        int[] a = random.Numbers(rows * columns), p = random.Numbers(columns), r = random.Numbers(rows);
        int[] q = IntegerMatrices.Product(a, p, rows, columns, 1);
        int[] s = IntegerMatrices.Product(IntegerMatrices.Transposed(a, rows, columns), r, columns, rows, 1);
        return Of([a, p, r], new int[rows + columns], [.. q, .. s]);
    }

    internal static GalleryImage Gesummv(GallerySize size, SeededRandom random)
    {
        int n = size.Of("Gesummv.Size", Gallery.PolyBench.Gesummv.Size);
        int[] a = random.Numbers(n * n), b = random.Numbers(n * n), x = random.Numbers(n);
        int[] y = Sum(Alpha, IntegerMatrices.Product(a, x, n, n, 1), Beta, IntegerMatrices.Product(b, x, n, n, 1));
        return Of([a, b, x], new int[n], y);
    }

    internal static GalleryImage TwoMm(GallerySize size, SeededRandom random)
    {
        int rows = size.Of("TwoMm.Rows", Gallery.PolyBench.TwoMm.Rows), inner = size.Of("TwoMm.Inner", Gallery.PolyBench.TwoMm.Inner);
        int depth = size.Of("TwoMm.Depth", Gallery.PolyBench.TwoMm.Depth);
        int columns = size.Of("TwoMm.Columns", Gallery.PolyBench.TwoMm.Columns);
        int[] a = random.Numbers(rows * depth), b = random.Numbers(depth * inner);
        int[] c = random.Numbers(inner * columns), d = random.Numbers(rows * columns);
        int[] product = IntegerMatrices.Product(IntegerMatrices.Product(a, b, rows, depth, inner), c, rows, inner, columns);
        return Of([a, b, c], d, Sum(Alpha, product, Beta, d));
    }

    internal static GalleryImage ThreeMm(GallerySize size, SeededRandom random)
    {
        int rows = size.Of("ThreeMm.Rows", Gallery.PolyBench.ThreeMm.Rows);
        int inner = size.Of("ThreeMm.Inner", Gallery.PolyBench.ThreeMm.Inner);
        int depth = size.Of("ThreeMm.Depth", Gallery.PolyBench.ThreeMm.Depth);
        int columns = size.Of("ThreeMm.Columns", Gallery.PolyBench.ThreeMm.Columns);
        int otherDepth = size.Of("ThreeMm.OtherDepth", Gallery.PolyBench.ThreeMm.OtherDepth);
        int[] a = random.Numbers(rows * depth), b = random.Numbers(depth * inner);
        int[] c = random.Numbers(inner * otherDepth), d = random.Numbers(otherDepth * columns);
        int[] left = IntegerMatrices.Product(a, b, rows, depth, inner), right = IntegerMatrices.Product(c, d, inner, otherDepth, columns);
        return Of([a, b, c, d], new int[rows * columns], IntegerMatrices.Product(left, right, rows, inner, columns));
    }

    private static int[] Sum(int alpha, int[] first, int beta, int[] second)
        => [.. first.Zip(second, (a, b) => unchecked((alpha * a) + (beta * b)))];

    // What is read, and behind it what is replaced.
    private static GalleryImage Of(int[][] read, int[] before, int[] after)
    {
        uint[] cells = GalleryCells.Of(read.SelectMany(static part => part));
        return new([.. cells, .. GalleryCells.Of(before)], [.. cells, .. GalleryCells.Of(after)]);
    }
}
