using System.Globalization;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.Engine;

/// <summary>What the engine has room for: the constants of <see cref="SpikingTransformerEngine"/>, as they are or as replaced when it is generated.</summary>
public static class EngineCapabilities
{
    /// <summary>Limits of the engine generated without replacements.</summary>
    public static EngineLimits Limits { get; } = FromReplacements(new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Limits of an engine generated with replacements.</summary>
    /// <param name="replacements">As the transformer takes them, for instance <c>Accel.Engine.MaxTokens</c> to <c>128</c>; other keys have no meaning here.</param>
    /// <exception cref="ArgumentException">A value is not a whole number.</exception>
    public static EngineLimits FromReplacements(IReadOnlyDictionary<string, string> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        int accumulator = Get("AccumulatorBits", SpikingTransformerEngine.AccumulatorBits);
        return new EngineLimits
        {
            MaxTokens = Get("MaxTokens", SpikingTransformerEngine.MaxTokens),
            MaxDim = Get("MaxDim", SpikingTransformerEngine.MaxDim),
            MaxHiddenDim = Get("MaxHiddenDim", SpikingTransformerEngine.MaxHiddenDim),
            MaxTimesteps = Get("MaxTimesteps", SpikingTransformerEngine.MaxTimesteps),
            MaxHeadDim = Get("MaxHeadDim", SpikingTransformerEngine.MaxHeadDim),
            MaxClasses = SpikingTransformerEngine.MaxClasses,
            MaxKBits = SpikingTransformerEngine.KeyBits,
            AccumulatorBits = accumulator,
            MembraneBits = Get("MembraneBits", SpikingTransformerEngine.MembraneBits),
            ShortcutBits = Get("ShortcutBits", SpikingTransformerEngine.ShortcutBits),

            // O and the logits are sums of the same accumulators; K^T V is never wider than its two digits.
            AttentionBits = accumulator,
            LogitBits = accumulator,
        };

        int Get(string name, int otherwise)
            => !replacements.TryGetValue($"Accel.Engine.{name}", out string? text) ? otherwise
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
                : throw new ArgumentException($"Accel.Engine.{name} is replaced by {text}, which is not a whole number", nameof(replacements));
    }
}
