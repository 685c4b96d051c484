using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>
/// Images of the loops, and what is expected. What is measured is what Dynamatic's tests compute, so that as many iterations are made; a
/// small image ends elsewhere.
/// </summary>
internal static class LoopImages
{
    private const int Size = 1000;

    internal static GalleryImage Fixed(GallerySize size, SeededRandom random)
    {
        const long One = 1L << 30;
        int factor = size.IsSmall ? random.Between(1, 1 << 29) : (int)(One * 7 / 10);
        long power = One, change = One;
        while (change >= One / 100_000_000)
        {
            long next = power * factor / One;
            (change, power) = (power - next, next);
        }

        return new([(uint)factor, 0], [(uint)factor, (uint)power]);
    }

    internal static GalleryImage IfConvert(GallerySize size, SeededRandom random)
    {
        const int Count = 200;
        int[] a = random.Numbers(Count, 0, size.Choose(4999, 200)), b = new int[Count + 1];
        int i = 1;
        do
        {
            i += i * a[i] < 10_000 ? 2 : 1;
            b[i] = 1;
        }
        while (i < Count - 1);
        return Of([a], new int[b.Length], b);
    }

    internal static GalleryImage LoopPath(GallerySize size, SeededRandom random)
    {
        int step = Step(size, random);
        int[] a = Counting(step), b = Same(1), c = new int[Size];
        for (int i = 0; i < Size; i++)
        {
            c[i] = a[i] + b[i];
            if (1000 - c[i] <= 5 * c[i])
            {
                break;
            }
        }

        return Of([a, b], new int[Size], c);
    }

    internal static GalleryImage SingleLoop(GallerySize size, SeededRandom random)
    {
        int step = Step(size, random);
        int[] a = Same(2), b = Counting(step), c = new int[Size];
        Multiply(a, b, c, 0, Size);
        return Of([a, b], new int[Size], c);
    }

    internal static GalleryImage NestedLoop(GallerySize size, SeededRandom random)
    {
        int step = Step(size, random);
        int[] a = Same(5), b = Counting(step), c = new int[Size];
        Multiply(a, b, c, 0, Size - 400);
        Multiply(a, b, c, 400, Size - 400);
        return Of([a, b], new int[Size], c);
    }

    internal static GalleryImage Sparse(GallerySize size, SeededRandom random)
    {
        int first = size.IsSmall ? random.Between(-1, 9) : 40;
        int[] a = [.. Enumerable.Range(0, Size).Select(i => first - i)], x = Same(1);
        int sum = 0;
        for (int i = 0; i < Size && sum >= 0; i++)
        {
            sum += a[i] * x[i];
        }

        return Of([a, x], [0], [sum]);
    }

    internal static GalleryImage Subdiag(GallerySize size, SeededRandom random)
    {
        int step = Step(size, random);
        int[] d = Counting(step), e = Falling();
        return Of([d, e], [0], [Place(d, d, e)]);
    }

    internal static GalleryImage SubdiagFast(GallerySize size, SeededRandom random)
    {
        int step = Step(size, random);
        int[] first = Counting(step), second = Counting(step), e = Falling();
        return Of([first, second, e], [0], [Place(first, second, e)]);
    }

    private static int Step(GallerySize size, SeededRandom random) => size.IsSmall ? random.Between(2, 60) : 1;

    private static int[] Counting(int step) => [.. Enumerable.Range(0, Size).Select(i => i * step)];

    private static int[] Same(int value) => [.. Enumerable.Repeat(value, Size)];

    private static int[] Falling() => [.. Enumerable.Range(0, Size).Select(static i => (300 - i) * 1000)];

    private static int Place(int[] first, int[] second, int[] e)
        => Enumerable.Range(0, Size - 1).Where(i => e[i] <= 1000 * (first[i] + second[i + 1])).DefaultIfEmpty(Size - 1).First();

    private static void Multiply(int[] a, int[] b, int[] c, int from, int most)
    {
        for (int i = 0; i < most; i++)
        {
            c[i + from] = a[i] * b[i];
            if (c[i + from] >= 1000)
            {
                break;
            }
        }
    }

    private static GalleryImage Of(int[][] read, int[] before, int[] after)
    {
        uint[] cells = GalleryCells.Of(read.SelectMany(static part => part));
        return new([.. cells, .. GalleryCells.Of(before)], [.. cells, .. GalleryCells.Of(after)]);
    }
}
