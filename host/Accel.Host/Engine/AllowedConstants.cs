using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Accel.Hast;
using Hast.Synthesis.Attributes;

namespace Accel.Host.Engine;

/// <summary>What the constants of an engine may be, as its class says it: the same that the compiler holds them against.</summary>
/// <param name="kernel">The engine's class.</param>
internal sealed class AllowedConstants(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type kernel)
{
    private readonly ImmutableDictionary<string, AllowedAttribute> _allowed = kernel.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (field.GetCustomAttribute<ReplaceableAttribute>()?.Key,
            Allowed: field.GetCustomAttribute<AllowedAttribute>()))
        .Where(static field => field is { Key: not null, Allowed: not null })
        .ToImmutableDictionary(static field => field.Key!, static field => field.Allowed!);

    /// <summary>The first constant that has a value which it cannot have, or null.</summary>
    /// <param name="values">By key; what is no constant of the engine, or no number, is left to others.</param>
    public ToldLimit? FirstImpossible(IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (key, text) in values)
        {
            if (_allowed.TryGetValue(key, out var allowed) && long.TryParse(text, CultureInfo.InvariantCulture, out long value)
                && !allowed.Allows(value))
            {
                return new ToldLimit(key, value, allowed.ToString(), allowed.Most);
            }
        }

        return null;
    }
}
