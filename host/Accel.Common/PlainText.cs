using System.Globalization;
using System.Text;

namespace Accel;

/// <summary>
/// Text from outside (names in files, paths, what devices and tools say) as it may reach a terminal or a message: what would move the
/// cursor, change colours or turn the direction of writing (control and format characters, line separators, halves of surrogates) stands as
/// <c>\u001b</c>, and what is too long is shortened in its middle. The escapes are those of JSON, so that a document that passes through
/// here still says the same.
/// </summary>
public static class PlainText
{
    /// <summary>Most characters of a name or path in a message.</summary>
    public const int MostOfName = 240;

    /// <summary>Most characters of a whole message.</summary>
    public const int MostOfMessage = 4000;

    /// <summary>A name on one line, at most <paramref name="most"/> characters of it.</summary>
    public static string Name(string text, int most = MostOfName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Escape(Shorten(text, most), linesStay: false);
    }

    /// <summary>A message, of which line feeds and tabulators stay, at most <see cref="MostOfMessage"/> characters of it.</summary>
    public static string Message(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Escape(Shorten(text, MostOfMessage), linesStay: true);
    }

    /// <summary>A text of any length, of which line feeds and tabulators stay.</summary>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Escape(text, linesStay: true);
    }

    private static string Shorten(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        string note = string.Create(CultureInfo.InvariantCulture, $"... ({text.Length:N0} characters) ...");
        int head = Math.Max(0, most - note.Length) * 2 / 3, tail = Math.Max(0, most - note.Length) - head;
        return string.Concat(text.AsSpan(0, head), note, text.AsSpan(text.Length - tail));
    }

    private static string Escape(string text, bool linesStay)
    {
        int first = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (first < 0)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16).Append(text, 0, first);
        while (first < text.Length)
        {
            bool isWhole = Rune.TryGetRuneAt(text, first, out var rune);
            int length = isWhole ? rune.Utf16SequenceLength : 1;
            bool isPlain = (linesStay && text[first] is '\n' or '\t') || (isWhole && IsPlain(rune));
            foreach (char c in text.AsSpan(first, length))
            {
                _ = isPlain ? escaped.Append(c) : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }

            first += length;
        }

        return escaped.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate);
}
