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
        .Select(static field => (field.GetCustomAttribute<ReplaceableAttribute>()?.Key, Allowed: field.GetCustomAttribute<AllowedAttribute>()))
        .Where(static field => field is { Key: not null, Allowed: not null })
        .ToImmutableDictionary(static field => field.Key!, static field => field.Allowed!);

    /// <summary>The first constant that has a value which it cannot have, or null.</summary>
    /// <param name="values">By key.</param>
    public ToldLimit? FirstImpossible(ImmutableSortedDictionary<string, string> values)
    {
        foreach (var (key, text) in values)
        {
            long value = long.Parse(text, CultureInfo.InvariantCulture);
            if (_allowed.TryGetValue(key, out var allowed) && !allowed.Allows(value))
            {
                return new ToldLimit(key, value, allowed.ToString());
            }
        }

        return null;
    }
}
