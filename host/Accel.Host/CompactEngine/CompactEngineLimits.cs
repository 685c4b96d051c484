using System.Collections.Immutable;
using Accel.Host.Engine;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.CompactEngine;

/// <summary>What a generated <see cref="SpikingTransformerCompactEngine"/> has room for.</summary>
/// <param name="Sizes">Sizes and widths of the models that it runs.</param>
public sealed record CompactEngineLimits(ModelLimits Sizes) : EngineLimits
{
    private const string Prefix = "Accel.CompactEngine.";
    private const int LargestSize = 1 << 20;
    private const int MostBits = 64;

    /// <summary>Limits of the engine generated without replacements.</summary>
    public static CompactEngineLimits Default { get; } = FromReplacements(ImmutableDictionary<string, string>.Empty);

    /// <inheritdoc/>
    public override string Kernel => nameof(SpikingTransformerCompactEngine);

    /// <inheritdoc/>
    public override NumberWidths Widths => Sizes;

    /// <inheritdoc/>
    public override ImmutableArray<uint> Cells => [.. Numbers.Select(static n => (uint)n.Value)];

    internal override (string Name, long Value, long Most)? Impossible
        => Numbers.Where(static n => n.Value < 1 || n.Value > n.Most).Select(static n => ((string, long, long)?)n).FirstOrDefault();

    /// <summary>Limits of an engine generated with replacements.</summary>
    /// <param name="replacements">As the transformer takes them, for instance <c>Accel.CompactEngine.MaxTokens</c> to <c>16</c>; other keys have
    /// no meaning here.</param>
    /// <exception cref="ArgumentException">A value is not a whole number.</exception>
    public static CompactEngineLimits FromReplacements(IReadOnlyDictionary<string, string> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        int accumulator = Get("AccumulatorBits", SpikingTransformerCompactEngine.AccumulatorBits);
        return new CompactEngineLimits(new ModelLimits
        {
            MaxTokens = Get("MaxTokens", SpikingTransformerCompactEngine.MaxTokens),
            MaxDim = Get("MaxDim", SpikingTransformerCompactEngine.MaxDim),
            MaxHiddenDim = Get("MaxHiddenDim", SpikingTransformerCompactEngine.MaxHiddenDim),
            MaxTimesteps = Get("MaxTimesteps", SpikingTransformerCompactEngine.MaxTimesteps),
            MaxClasses = SpikingTransformerCompactEngine.MaxClasses,
            MaxHeadDim = Get("MaxHeadDim", SpikingTransformerCompactEngine.MaxHeadDim),
            MaxKBits = SpikingTransformerCompactEngine.KeyBits,
            AccumulatorBits = accumulator,
            MembraneBits = Get("MembraneBits", SpikingTransformerCompactEngine.MembraneBits),
            ShortcutBits = Get("ShortcutBits", SpikingTransformerCompactEngine.ShortcutBits),

            // O and the logits are sums of the same accumulators; K^T V always has room.
            AttentionBits = accumulator,
            LogitBits = accumulator,
        });

        int Get(string name, int otherwise) => Replacement.Get(replacements, Prefix + name, otherwise);
    }

    /// <summary>Limits that a device tells.</summary>
    internal static CompactEngineLimits Decode(ReadOnlySpan<uint> cells)
    {
        int Size(uint cell) => (int)Math.Min(cell, int.MaxValue);
        return new CompactEngineLimits(new ModelLimits
        {
            MaxTokens = Size(cells[0]),
            MaxDim = Size(cells[1]),
            MaxHiddenDim = Size(cells[2]),
            MaxTimesteps = Size(cells[3]),
            MaxClasses = Size(cells[4]),
            MaxHeadDim = Size(cells[5]),
            MaxKBits = Size(cells[6]),
            AccumulatorBits = Size(cells[7]),
            MembraneBits = Size(cells[8]),
            ShortcutBits = Size(cells[9]),
            AttentionBits = Size(cells[10]),
            LogitBits = Size(cells[11]),
        });
    }

    internal override EngineProgram Compile(SpikingTransformerModel model, bool trace)
    {
        CompactFit.Check(model, Sizes);
        return new CompactCompiler(model, trace).Compile();
    }

    private (string Name, long Value, long Most)[] Numbers =>
    [
        ("largest number of tokens", Sizes.MaxTokens, LargestSize),
        ("largest dim", Sizes.MaxDim, LargestSize),
        ("largest hidden dim", Sizes.MaxHiddenDim, LargestSize),
        ("largest number of timesteps", Sizes.MaxTimesteps, LargestSize),
        ("largest number of classes", Sizes.MaxClasses, LargestSize),
        ("largest head dim", Sizes.MaxHeadDim, LargestSize),
        ("bits of K", Sizes.MaxKBits, MostBits),
        ("bits of an accumulator", Sizes.AccumulatorBits, MostBits),
        ("bits of a membrane", Sizes.MembraneBits, MostBits),
        ("bits of the shortcut", Sizes.ShortcutBits, MostBits),
        ("bits of the attention", Sizes.AttentionBits, MostBits),
        ("bits of a logit", Sizes.LogitBits, MostBits),
    ];
}
