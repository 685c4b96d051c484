using System.Collections.Immutable;
using System.Globalization;

namespace Accel.Verification;

/// <summary>How large a kernel of the gallery is made.</summary>
/// <param name="Replacements">Of its [Replaceable] constants; what is missing has the kernel's own value.</param>
/// <param name="IsSmall">As small as a test wants it, where the memory says how much there is to do.</param>
public sealed record GallerySize(ImmutableSortedDictionary<string, string> Replacements, bool IsSmall)
{
    /// <summary>The value of a [Replaceable] constant.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="otherwise">The kernel's own value.</param>
    public int Of(string key, int otherwise)
        => Replacements.TryGetValue(key, out string? value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>One of two amounts.</summary>
    internal int Choose(int published, int small) => IsSmall ? small : published;
}
