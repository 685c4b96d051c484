namespace Accel.Transformer.Diagnostics;

/// <summary>What somebody may have meant who wrote a name that is not there.</summary>
public static class NearestName
{
    private const int LongestText = 100;

    /// <summary>The name that a text is nearest to, or null where none is near.</summary>
    public static string? Of(string text, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        return names.Select(name => (Name: name, Distance: Distance(text, name)))
            .Where(near => near.Distance <= Math.Max(1, near.Name.TrimStart('-').Length / 3))
            .OrderBy(static near => near.Distance)
            .Select(static near => near.Name)
            .FirstOrDefault();
    }

    /// <summary><c>; did you mean X?</c>, or which names there are.</summary>
    internal static string Hint(string text, IReadOnlyCollection<string> names)
        => Of(text, names) is { } near ? $"; did you mean {near}?"
            : names.Count == 0 ? "" : $"; it has {string.Join(", ", names.Order(StringComparer.Ordinal))}";

    // Insertions, deletions, replacements and swaps of neighbours between two texts.
    private static int Distance(string a, string b)
    {
        if (a.Length > LongestText)
        {
            return int.MaxValue;
        }

        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
