using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Accel.Interfaces;

namespace Accel.Rtl;

/// <summary>
/// The one place that makes names of C# into names that every tool takes: VHDL-2008, Verilog, SystemVerilog, file systems (Windows
/// included) and
/// viewers of waves. A name that is legal everywhere stays as it is. What is made may be taken: whoever gives out several names keeps a
/// <see cref="NameTable"/>.
/// </summary>
public static class HardwareNames
{
    /// <summary>
    /// Longest name of something inside an entity. GHDL takes 1,023 characters, a viewer of FST files 511; prefixes and numbers are to
    /// come.
    /// </summary>
    private const int LongestName = 200;

    /// <summary>Longest name of an entity: its folder and file have it both, and a path on Windows has 260 characters.</summary>
    private const int LongestEntity = 80;

    /// <summary>Hexadecimal digits of the hash that stands for what is cut off.</summary>
    private const int HashDigits = 8;

    /// <summary>What the shells and wrappers around a kernel are called begins so.</summary>
    private const string ShellPrefix = "accel_";

    /// <summary>
    /// An identifier of VHDL and Verilog as close to a name as possible: letters and digits beyond ASCII become their code points.
    /// </summary>
    public static string Identifier(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Legal(name, LongestName);
    }

    /// <summary>
    /// What a kernel's entity is called, and with it its folder and files: an <see cref="Identifier"/> that is shorter, is no device of
    /// Windows, and not the name
    /// of a port or of a part of a shell.
    /// </summary>
    public static string Entity(string className)
    {
        ArgumentNullException.ThrowIfNull(className);
        string name = Legal(className, LongestEntity);
        bool isTaken = ReservedWords.IsDevice(name) || InEveryEntity.Contains(name)
            || name.StartsWith(ShellPrefix, StringComparison.OrdinalIgnoreCase);
        return isTaken ? name + Suffix : name;
    }

    /// <summary>
    /// A part of a name in a file of waves: printable ASCII without blanks, else as it is. Viewers take brackets and reserved words.
    /// </summary>
    internal static string Wave(string part)
    {
        var text = new StringBuilder(part.Length);
        foreach (var rune in part.EnumerateRunes())
        {
            if (rune.Value is > ' ' and <= '~')
                text.Append((char)rune.Value);
            else
                text.Append(IsPartOfWord(rune) ? Code(rune) : "_");
        }

        return text.Length == 0 ? "_" : Shortened(text.ToString(), part, LongestName);
    }

    /// <summary>A line of ASCII for a comment or a report: other characters are written as C# escapes them.</summary>
    internal static string Printable(string text)
    {
        if (text.All(static c => c is >= ' ' and <= '~'))
            return text;
        return string.Concat(text.ReplaceLineEndings(" ").Select(static c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}"));
    }

    /// <summary>Why a port or an entity may not be called so, or null.</summary>
    internal static string? WhyNotPort(string name)
        => !IsIdentifier(name) ? "is not an identifier of letters, digits and single underscores that begins with a letter"
            : name.Length > LongestName ? $"has {name.Length} characters, more than {LongestName}"
            : ReservedWords.LanguageOf(name) is { } language ? $"is a word of {language}" : null;

    private const string Suffix = "_s";

    /// <summary>Names inside of entities that would hide the entity's.</summary>
    private static readonly FrozenSet<string> InEveryEntity =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, [.. KernelInterface.Ports, .. Vhdl.EntityPlan.FixedNames]);

    private static string Legal(string wish, int longest)
    {
        var text = new StringBuilder(wish.Length + 2);
        foreach (var rune in wish.EnumerateRunes())
        {
            if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
                text.Append((char)rune.Value);
            else if (!rune.IsAscii && IsPartOfWord(rune))
                text.Append(Code(rune));
            else if (text.Length > 0 && text[^1] != '_')
                text.Append('_');
        }

        while (text.Length > 0 && text[^1] == '_')
            text.Length--;
        if (text.Length == 0)
            text.Append('s');
        else if (!char.IsAsciiLetter(text[0]))
            text.Insert(0, "s_");
        string name = Shortened(text.ToString(), wish, longest);
        return ReservedWords.LanguageOf(name) is null ? name : name + Suffix;
    }

    /// <summary>The beginning, and a hash of the whole.</summary>
    private static string Shortened(string name, string whole, int longest)
    {
        if (name.Length <= longest)
            return name;
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(whole)))[..HashDigits];
        return $"{name[..(longest - HashDigits - 1)].TrimEnd('_')}_{hash}";
    }

    private static string Code(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"u{rune.Value:x4}");

    private static bool IsPartOfWord(Rune rune)
        => rune != Rune.ReplacementChar && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber);

    private static bool IsIdentifier(string name)
        => name.Length > 0 && char.IsAsciiLetter(name[0]) && name[^1] != '_' && !name.Contains("__", StringComparison.Ordinal)
            && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
