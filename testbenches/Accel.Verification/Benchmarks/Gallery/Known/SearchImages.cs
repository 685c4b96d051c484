using Accel.Golden.Generation;

namespace Accel.Verification;

/// <summary>Sorting, searching and aligning: images, and what is expected by the definitions.</summary>
internal static class SearchImages
{
    internal static GalleryImage Sort(GallerySize size, SeededRandom random)
    {
        int[] numbers = random.Numbers(size.Of("BitonicSort.Count", Gallery.Known.BitonicSort.Count));
        return new(GalleryCells.Of(numbers), GalleryCells.Of(numbers.Order()));
    }

    internal static GalleryImage SmithWaterman(GallerySize size, SeededRandom random)
    {
        byte[] query = random.Bytes(size.Of("SmithWaterman.Query", Gallery.Known.SmithWaterman.Query), 3);
        byte[] text = random.Bytes(size.Choose(1024, 37), 3);

        // A part of the query with a gap, so that there is something to find.
        query.AsSpan(0, query.Length / 2).CopyTo(text.AsSpan(5));
        query.AsSpan((query.Length / 2) + 1).CopyTo(text.AsSpan(5 + (query.Length / 2)));
        uint[] behind = [.. Bases(query), .. Bases(text)];
        return new([(uint)text.Length, 0, .. behind], [(uint)text.Length, (uint)Score(query, text), .. behind]);
    }

    internal static GalleryImage Kmp(GallerySize size, SeededRandom random)
    {
        // Few letters, so that beginnings of the pattern come again and again.
        byte[] text = random.Bytes(size.Choose(32411, 60), 1);
        byte[] pattern = text[7..(7 + random.Between(3, 6))];
        byte[] room = new byte[size.Of("KmpSearch.MostPattern", Gallery.Known.KmpSearch.MostPattern) - pattern.Length];
        int count = Enumerable.Range(0, text.Length - pattern.Length + 1)
            .Count(at => text.AsSpan(at, pattern.Length).SequenceEqual(pattern));
        uint[] cells = [.. ((byte[])[.. pattern, .. room, .. text]).Select(static b => (uint)b)];
        return new(
            [(uint)text.Length, (uint)pattern.Length, 0, .. cells], [(uint)text.Length, (uint)pattern.Length, (uint)count, .. cells]);
    }

    private static uint[] Bases(byte[] bases)
    {
        uint[] cells = new uint[(bases.Length + 15) / 16];
        for (int i = 0; i < bases.Length; i++)
        {
            cells[i / 16] |= (uint)bases[i] << (2 * (i % 16));
        }

        return cells;
    }

    private static int Score(byte[] query, byte[] text)
    {
        int[,] score = new int[query.Length + 1, text.Length + 1];
        for (int i = 1; i <= query.Length; i++)
        {
            for (int j = 1; j <= text.Length; j++)
            {
                int diagonal = score[i - 1, j - 1] + (query[i - 1] == text[j - 1] ? 2 : -1);
                score[i, j] = new[] { 0, diagonal, score[i - 1, j] - 1, score[i, j - 1] - 1 }.Max();
            }
        }

        return score.Cast<int>().Max();
    }
}
