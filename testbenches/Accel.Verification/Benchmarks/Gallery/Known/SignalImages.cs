using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>Filters and pictures: images, and what is expected by the definitions.</summary>
internal static class SignalImages
{
    private const int EdgeRoom = 128;

    internal static GalleryImage Fir(GallerySize size, SeededRandom random)
    {
        int[] taps = [-3, -7, -6, 11, 45, 94, 141, 170, 170, 141, 94, 45, 11, -6, -7, -3];
        int[] samples = random.Numbers(size.Choose(1024, 40), -32768, 32767);
        var sums = samples.Select((_, n) => (int)taps.Select((tap, k) => n < k ? 0L : (long)tap * samples[n - k]).Sum());
        return new([(uint)samples.Length, .. GalleryCells.Of(samples)], [(uint)samples.Length, .. GalleryCells.Of(sums)]);
    }

    internal static GalleryImage Histogram(GallerySize size, SeededRandom random)
    {
        byte[] data = random.Bytes(size.Choose(4096, 61), size.Choose(255, 7));
        uint[] cells = GalleryCells.Packed(data);
        var counts = Enumerable.Range(0, 256).Select(bin => (uint)data.Count(d => d == bin));
        return new([(uint)data.Length, .. new uint[256], .. cells], [(uint)data.Length, .. counts, .. cells]);
    }

    internal static GalleryImage Sobel(GallerySize size, SeededRandom random)
    {
        int rows = size.Choose(128, 6), columns = size.Of("Sobel.Columns", Gallery.Known.Sobel.Columns), room = EdgeRoom * columns;
        byte[] picture = [.. random.Bytes(rows * columns), .. new byte[room - (rows * columns)]];
        byte[] edges = new byte[room];
        for (int y = 1; y < rows - 1; y++)
        {
            for (int x = 1; x < columns - 1; x++)
            {
                int horizontal = 0, vertical = 0;
                for (int k = -1; k <= 1; k++)
                {
                    int weight = 2 - Math.Abs(k);
                    horizontal += weight * (picture[((y + k) * columns) + x + 1] - picture[((y + k) * columns) + x - 1]);
                    vertical += weight * (picture[((y + 1) * columns) + x + k] - picture[((y - 1) * columns) + x + k]);
                }

                edges[(y * columns) + x] = (byte)Math.Min(255, Math.Abs(horizontal) + Math.Abs(vertical));
            }
        }

        uint[] before = [(uint)rows, .. GalleryCells.Packed(picture)];
        return new([.. before, .. new uint[room / 4]], [.. before, .. GalleryCells.Packed(edges)]);
    }

    internal static GalleryImage Stencil(GallerySize size, SeededRandom random)
    {
        int rows = size.Of("Stencil2D.Rows", Gallery.Known.Stencil2D.Rows);
        int columns = size.Of("Stencil2D.Columns", Gallery.Known.Stencil2D.Columns);
        int[] coefficients = random.Numbers(9), grid = random.Numbers(rows * columns);
        int[] sums = new int[rows * columns];
        for (int y = 0; y < rows - 2; y++)
        {
            for (int x = 0; x < columns - 2; x++)
            {
                for (int k = 0; k < 9; k++)
                {
                    sums[(y * columns) + x] += unchecked(coefficients[k] * grid[((y + (k / 3)) * columns) + x + (k % 3)]);
                }
            }
        }

        uint[] before = GalleryCells.Of([.. coefficients, .. grid]);
        return new([.. before, .. new uint[rows * columns]], [.. before, .. GalleryCells.Of(sums)]);
    }
}
