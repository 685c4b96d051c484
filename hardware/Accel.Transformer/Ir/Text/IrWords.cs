using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Accel.Transformer.Ir.Text;

/// <summary>What words of the text mean something by themselves, and how names and strings are written that do not look like a
/// name.</summary>
internal static class IrWords
{
    /// <summary>Stands around a name that is no plain word or is one that the text uses itself.</summary>
    public const char NameQuote = '`';

    /// <summary>Stands around files and reasons.</summary>
    public const char TextQuote = '"';

    private static readonly FrozenSet<string> _words = FrozenSet.Create(
        StringComparer.Ordinal,
        "again", "and", "array", "break", "clear", "continue", "else", "empty", "entry", "false", "file", "header", "holds", "if", "kernel",
        "loop", "measure", "memory", "network", "parallel", "persistent", "read", "ref", "return", "run", "shared", "step", "stream",
        "true", "var", "while", "write");

    /// <summary>A name as the text has it: as it is, or within quotes.</summary>
    public static string Name(string name) => IsPlain(name) ? name : Quoted(name, NameQuote);

    /// <summary>A text in quotes; what would end it or the line is escaped.</summary>
    public static string Quoted(string text, char quote)
    {
        var result = new StringBuilder().Append(quote);
        foreach (char c in text)
        {
            _ = c == quote || c == '\\' ? result.Append('\\').Append(c)
                : char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029'
                    ? result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : result.Append(c);
        }

        return result.Append(quote).ToString();
    }

    /// <summary>A type as the text has it; null for another word.</summary>
    public static IrType? Type(string word)
    {
        if (word == "bool")
        {
            return IrType.Bool;
        }

        return word.Length is 2 or 3 && word[0] is 'i' or 'u' && word[1] != '0'
            && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int bits) && bits is >= 1 and <= 64
            && (bits, word[0]) != (1, 'u') ? new IrType(bits, word[0] == 'i') : null;
    }

    /// <summary>Whether a name can begin with this.</summary>
    public static bool Begins(char c) => char.IsLetter(c) || c == '_';

    /// <summary>Whether a name can go on with this; fields stand behind a point.</summary>
    public static bool GoesOn(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';

    private static bool IsPlain(string name) =>
        name.Length > 0 && Begins(name[0]) && name.All(GoesOn) && !name.Contains("..", StringComparison.Ordinal)
        && !_words.Contains(name) && Type(name) is null;
}
