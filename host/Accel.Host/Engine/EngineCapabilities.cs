using System.Globalization;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>What the engines have room for: their constants, as they are or as replaced when they are generated.</summary>
public static class EngineCapabilities
{
    private static readonly SortedDictionary<string, string> _none = new(StringComparer.Ordinal);

    /// <summary>Limits of <see cref="SpikingTransformerEngine"/> generated without replacements.</summary>
    public static EngineLimits Limits { get; } = FromReplacements(_none);

    /// <summary>Limits of <see cref="SpikingTransformerCompactEngine"/> generated without replacements.</summary>
    public static EngineLimits CompactLimits { get; } = FromReplacements(_none, nameof(SpikingTransformerCompactEngine));

    /// <summary>Limits of an engine generated with replacements.</summary>
    /// <param name="replacements">As the transformer takes them, for instance <c>Accel.Engine.MaxTokens</c> to <c>128</c>; other keys have no meaning here.</param>
    /// <param name="kernel">The engine's class name.</param>
    /// <exception cref="ArgumentException">A value is not a whole number, or the kernel is no engine.</exception>
    public static EngineLimits FromReplacements(IReadOnlyDictionary<string, string> replacements, string kernel = nameof(SpikingTransformerEngine))
    {
        ArgumentNullException.ThrowIfNull(replacements);
        return kernel switch
        {
            nameof(SpikingTransformerEngine) => Replace("Accel.Engine", replacements, new EngineLimits
            {
                MaxTokens = SpikingTransformerEngine.MaxTokens,
                MaxDim = SpikingTransformerEngine.MaxDim,
                MaxHiddenDim = SpikingTransformerEngine.MaxHiddenDim,
                MaxTimesteps = SpikingTransformerEngine.MaxTimesteps,
                MaxHeadDim = SpikingTransformerEngine.MaxHeadDim,
                MaxClasses = SpikingTransformerEngine.MaxClasses,
                MaxKBits = SpikingTransformerEngine.KeyBits,
                AccumulatorBits = SpikingTransformerEngine.AccumulatorBits,
                MembraneBits = SpikingTransformerEngine.MembraneBits,
                ShortcutBits = SpikingTransformerEngine.ShortcutBits,
                AttentionBits = SpikingTransformerEngine.AccumulatorBits,
                LogitBits = SpikingTransformerEngine.AccumulatorBits,
            }),
            nameof(SpikingTransformerCompactEngine) => Replace("Accel.CompactEngine", replacements, new EngineLimits
            {
                MaxTokens = SpikingTransformerCompactEngine.MaxTokens,
                MaxDim = SpikingTransformerCompactEngine.MaxDim,
                MaxHiddenDim = SpikingTransformerCompactEngine.MaxHiddenDim,
                MaxTimesteps = SpikingTransformerCompactEngine.MaxTimesteps,
                MaxHeadDim = SpikingTransformerCompactEngine.MaxHeadDim,
                MaxClasses = SpikingTransformerCompactEngine.MaxClasses,
                MaxKBits = SpikingTransformerCompactEngine.KeyBits,
                AccumulatorBits = SpikingTransformerCompactEngine.AccumulatorBits,
                MembraneBits = SpikingTransformerCompactEngine.MembraneBits,
                ShortcutBits = SpikingTransformerCompactEngine.ShortcutBits,
                AttentionBits = SpikingTransformerCompactEngine.AccumulatorBits,
                LogitBits = SpikingTransformerCompactEngine.AccumulatorBits,
            }),
            _ => throw new ArgumentException($"{kernel} runs no programs and has no limits of its own", nameof(kernel)),
        };
    }

    /// <summary>Cells that an engine can address.</summary>
    /// <param name="replacements">As for <see cref="FromReplacements"/>.</param>
    /// <param name="kernel">The engine's class name.</param>
    public static long AddressableCells(IReadOnlyDictionary<string, string> replacements, string kernel)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        return 1L << (kernel == nameof(SpikingTransformerCompactEngine)
            ? Get("Accel.CompactEngine", "AddressBits", SpikingTransformerCompactEngine.AddressBits, replacements)
            : 32);
    }

    private static EngineLimits Replace(string prefix, IReadOnlyDictionary<string, string> replacements, EngineLimits limits)
    {
        int accumulator = Get("AccumulatorBits", limits.AccumulatorBits);
        return limits with
        {
            MaxTokens = Get("MaxTokens", limits.MaxTokens),
            MaxDim = Get("MaxDim", limits.MaxDim),
            MaxHiddenDim = Get("MaxHiddenDim", limits.MaxHiddenDim),
            MaxTimesteps = Get("MaxTimesteps", limits.MaxTimesteps),
            MaxHeadDim = Get("MaxHeadDim", limits.MaxHeadDim),
            AccumulatorBits = accumulator,
            MembraneBits = Get("MembraneBits", limits.MembraneBits),
            ShortcutBits = Get("ShortcutBits", limits.ShortcutBits),

            // O and the logits are sums of the same accumulators; K^T V always has room.
            AttentionBits = accumulator,
            LogitBits = accumulator,
        };

        int Get(string name, int otherwise) => EngineCapabilities.Get(prefix, name, otherwise, replacements);
    }

    private static int Get(string prefix, string name, int otherwise, IReadOnlyDictionary<string, string> replacements)
        => !replacements.TryGetValue($"{prefix}.{name}", out string? text) ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw new ArgumentException($"{prefix}.{name} is replaced by {text}, which is not a whole number", nameof(replacements));
}
