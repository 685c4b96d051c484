using System.Globalization;

namespace Accel.Host.Engine;

/// <summary>A constant of a kernel, as replaced when it is generated.</summary>
internal static class Replacement
{
    /// <summary>Its value, or another one where nothing replaces it.</summary>
    /// <exception cref="ArgumentException">It is not a whole number.</exception>
    public static int Get(IReadOnlyDictionary<string, string> replacements, string key, int otherwise)
        => !replacements.TryGetValue(key, out string? text) ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw new ArgumentException($"{key} is replaced by {text}, which is not a whole number", nameof(replacements));
}
