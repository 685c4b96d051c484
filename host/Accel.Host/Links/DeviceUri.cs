using System.Buffers;
using System.Collections.Immutable;

namespace Accel.Host;

/// <summary>
/// Where a device is: <c>scheme:path?key=value&amp;key=value</c>, for instance <c>sim:?latency=30</c> or <c>serial:/dev/ttyUSB1</c>.
/// </summary>
/// <param name="Scheme">Lower-case letters and digits; chooses the link.</param>
/// <param name="Path">Between the colon and the question mark; may be empty.</param>
/// <param name="Options">What follows the question mark.</param>
public sealed record DeviceUri(string Scheme, string Path, ImmutableSortedDictionary<string, string> Options)
{
    /// <summary>Reads a device's address.</summary>
    /// <exception cref="DeviceUnavailableException">The text has another form.</exception>
    public static DeviceUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !text.AsSpan(0, colon).ContainsOnlySchemeCharacters())
        {
            throw Malformed(text, "it does not begin with a scheme and a colon");
        }

        int question = text.IndexOf('?', colon);
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (question >= 0)
        {
            foreach (string option in text[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                int equals = option.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                {
                    throw Malformed(text, $"`{option}` is not of the form key=value");
                }

                if (!options.TryAdd(option[..equals], option[(equals + 1)..]))
                {
                    throw Malformed(text, $"`{option[..equals]}` is given twice");
                }
            }
        }

        return new DeviceUri(text[..colon], text[(colon + 1)..(question < 0 ? text.Length : question)], options.ToImmutable());
    }

    /// <summary>Refuses options that a link does not know.</summary>
    /// <exception cref="DeviceUnavailableException">There is one that is not in <paramref name="known"/>.</exception>
    public void RequireKnownOptions(params ReadOnlySpan<string> known)
    {
        foreach (string key in Options.Keys)
        {
            if (!known.Contains(key))
            {
                throw new DeviceUnavailableException(
                    $"device `{this}`: the option `{key}` is unknown to `{Scheme}:`",
                    known.IsEmpty ? $"`{Scheme}:` takes no options" : $"`{Scheme}:` takes {string.Join(", ", known.ToArray())}");
            }
        }
    }

    /// <summary>An option that is a whole number.</summary>
    /// <exception cref="DeviceUnavailableException">It is no number in the range.</exception>
    public long Number(string key, long absent, long minimum, long maximum)
    {
        if (!Options.TryGetValue(key, out string? text))
        {
            return absent;
        }

        return long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long value)
            && value >= minimum && value <= maximum
            ? value
            : throw new DeviceUnavailableException(
                $"device `{this}`: `{key}={text}` is not a whole number from {minimum} to {maximum}", $"for instance `{Scheme}:?{key}={minimum}`");
    }

    /// <inheritdoc/>
    public override string ToString()
        => $"{Scheme}:{Path}{(Options.IsEmpty ? "" : "?" + string.Join('&', Options.Select(o => $"{o.Key}={o.Value}")))}";

    private static DeviceUnavailableException Malformed(string text, string why)
        => new($"`{text}` is no device: {why}", "a device is written scheme:path?key=value, for instance `sim:` or `sim:?latency=30`");
}

internal static class SchemeCharacters
{
    private static readonly SearchValues<char> _allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    internal static bool ContainsOnlySchemeCharacters(this ReadOnlySpan<char> text) => !text.ContainsAnyExcept(_allowed);
}
