using System.Collections.Immutable;
using Accel.Host.EventEngine;

namespace Accel.Cli;

/// <summary>What <c>--set</c> says of the engine's constants.</summary>
internal static class EngineConstants
{
    /// <summary>Limits of the engine with these constants.</summary>
    /// <exception cref="UsageException">One is no constant of the engine, or has a value that none can have.</exception>
    internal static EventEngineLimits Limits(ImmutableSortedDictionary<string, string> replacements)
    {
        var known = EventEngineLimits.Default.ToReplacements();
        if (replacements.Keys.FirstOrDefault(k => !known.ContainsKey(k)) is { } unknown)
        {
            throw new UsageException($"--set {unknown}: the engine has {string.Join(", ", known.Keys)}");
        }

        try
        {
            return EventEngineLimits.FromReplacements(replacements);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--set: {e.Message}");
        }
    }
}
