using Accel.Host.CompactEngine;
using Accel.Host.EventEngine;
using Accel.Kernels;

namespace Accel.Host.Engine;

/// <summary>What the engines have room for: their constants, as they are or as replaced when they are generated.</summary>
public static class EngineCapabilities
{
    /// <summary>Limits of <see cref="SpikingTransformerEngine"/> generated without replacements.</summary>
    public static EngineLimits Limits => EventEngineLimits.Default;

    /// <summary>Limits of <see cref="SpikingTransformerCompactEngine"/> generated without replacements.</summary>
    public static EngineLimits CompactLimits => CompactEngineLimits.Default;

    /// <summary>Limits of an engine generated with replacements.</summary>
    /// <param name="replacements">As the transformer takes them, for instance <c>Accel.Engine.Lanes</c> to <c>64</c>; other keys have no
    /// meaning here.</param>
    /// <param name="kernel">The engine's class name.</param>
    /// <exception cref="ArgumentException">A value is not a whole number, or the kernel is no engine.</exception>
    public static EngineLimits FromReplacements(IReadOnlyDictionary<string, string> replacements, string kernel = nameof(SpikingTransformerEngine))
        => kernel switch
        {
            nameof(SpikingTransformerEngine) => EventEngineLimits.FromReplacements(replacements),
            nameof(SpikingTransformerCompactEngine) => CompactEngineLimits.FromReplacements(replacements),
            _ => throw new ArgumentException($"{kernel} runs no programs and has no limits of its own", nameof(kernel)),
        };

    /// <summary>Cells that an engine can address.</summary>
    /// <param name="replacements">As for <see cref="FromReplacements"/>.</param>
    /// <param name="kernel">The engine's class name.</param>
    public static long AddressableCells(IReadOnlyDictionary<string, string> replacements, string kernel)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        return 1L << (kernel == nameof(SpikingTransformerCompactEngine)
            ? Replacement.Get(replacements, "Accel.CompactEngine.AddressBits", SpikingTransformerCompactEngine.AddressBits)
            : 32);
    }

    /// <summary>The limits that a device tells, or null for a kernel that is no engine.</summary>
    /// <param name="kernel">Its kernel's class name.</param>
    /// <param name="cells">12 cells.</param>
    internal static EngineLimits? Decode(string kernel, ReadOnlySpan<uint> cells) => kernel switch
    {
        nameof(SpikingTransformerEngine) => EventLimitCells.Decode(cells),
        nameof(SpikingTransformerCompactEngine) => CompactEngineLimits.Decode(cells),
        _ => null,
    };
}
