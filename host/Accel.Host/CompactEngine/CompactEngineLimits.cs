using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Accel.Host.Engine;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.CompactEngine;

/// <summary>What a generated <see cref="SpikingTransformerCompactEngine"/> has room for.</summary>
/// <param name="Sizes">Sizes and widths of the models that it runs.</param>
public sealed record CompactEngineLimits(ModelLimits Sizes) : EngineLimits
{
    private const string Prefix = "Accel.CompactEngine.";
    private const int MostBits = 64;
    private const int MostSpikes = 1 << 30;

    private static readonly AllowedConstants _allowed = new(typeof(SpikingTransformerCompactEngine));

    /// <summary>Limits of the engine generated without replacements.</summary>
    public static CompactEngineLimits Default { get; } = FromReplacements(ImmutableDictionary<string, string>.Empty);

    /// <inheritdoc/>
    public override string Kernel => nameof(SpikingTransformerCompactEngine);

    /// <inheritdoc/>
    public override NumberWidths Widths => Sizes;

    /// <summary>Largest height and width of an image, and of a map, of a convolution stem; 0: it has no convolutions.</summary>
    public int MaxSide { get; init; }

    /// <summary>Spikes of a convolution's source and destination that there is room for at least.</summary>
    public int MaxMapSpikes { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<uint> Cells =>
    [
        (uint)Sizes.MaxTokens, (uint)Sizes.MaxDim, (uint)Sizes.MaxHiddenDim, (uint)Sizes.MaxTimesteps, (uint)Sizes.MaxClasses,
        (uint)Sizes.MaxHeadDim,
        (uint)(Sizes.MaxKBits | (Sizes.AccumulatorBits << 8) | (Sizes.MembraneBits << 16) | (Sizes.ShortcutBits << 24)),
        (uint)(Sizes.AttentionBits | (Sizes.LogitBits << 8)),
        (uint)MaxSide,
        (uint)MaxMapSpikes,
        0,
        0,
    ];

    /// <summary>
    /// Spikes on chip, a power of two: those of the tokens and of what is largest of hidden channels, an image's bit planes, and Q with A;
    /// or more for maps.
    /// </summary>
    internal int SpikeRoom
    {
        get
        {
            Int128 visits = (Int128)Sizes.MaxTokens * Sizes.MaxTimesteps;
            var tokens = visits * Sizes.MaxDim;
            var planes = (Int128)Sizes.MaxTokens * CompactInputEncoder.Planes * Sizes.MaxDim;
            var most = Int128.Max(MaxMapSpikes, tokens + Int128.Max(2 * tokens, Int128.Max(planes, visits * Sizes.MaxHiddenDim)));
            return (int)BitOperations.RoundUpToPowerOf2((uint)Int128.Min(most, MostSpikes));
        }
    }

    internal override ToldLimit? Impossible => _allowed.FirstImpossible(ToReplacements())
        ?? ToldLimit.Within("bits of K", Sizes.MaxKBits, 1, MostBits)
        ?? ToldLimit.Within("bits of the attention", Sizes.AttentionBits, 1, MostBits)
        ?? ToldLimit.Within("bits of a logit", Sizes.LogitBits, 1, MostBits)
        ?? ToldLimit.Within("spikes on chip", SpikeRoom, 1, CompactEngineLayout.MostSpikes);

    /// <summary>Limits of an engine generated with replacements.</summary>
    /// <param name="replacements">As the transformer takes them, for instance <c>Accel.CompactEngine.MaxTokens</c> to <c>16</c>; other keys
    /// have no meaning here.</param>
    /// <exception cref="ArgumentException">A value is not a whole number, or one that no engine can have.</exception>
    public static CompactEngineLimits FromReplacements(IReadOnlyDictionary<string, string> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        int accumulator = Get("AccumulatorBits", SpikingTransformerCompactEngine.AccumulatorBits);
        var sizes = new ModelLimits
        {
            MaxTokens = Get("MaxTokens", SpikingTransformerCompactEngine.MaxTokens),
            MaxDim = Get("MaxDim", SpikingTransformerCompactEngine.MaxDim),
            MaxHiddenDim = Get("MaxHiddenDim", SpikingTransformerCompactEngine.MaxHiddenDim),
            MaxTimesteps = Get("MaxTimesteps", SpikingTransformerCompactEngine.MaxTimesteps),
            MaxClasses = Get("MaxClasses", SpikingTransformerCompactEngine.MaxClasses),
            MaxHeadDim = Get("MaxHeadDim", SpikingTransformerCompactEngine.MaxHeadDim),
            MaxKBits = SpikingTransformerCompactEngine.KeyBits,
            AccumulatorBits = accumulator,
            MembraneBits = Get("MembraneBits", SpikingTransformerCompactEngine.MembraneBits),
            ShortcutBits = Get("ShortcutBits", SpikingTransformerCompactEngine.ShortcutBits),

            // O and the logits are sums of the same accumulators; K^T V always has room.
            AttentionBits = accumulator,
            LogitBits = accumulator,
        };
        var limits = new CompactEngineLimits(sizes)
        {
            MaxSide = Get("MaxSide", SpikingTransformerCompactEngine.MaxSide),
            MaxMapSpikes = Get("MaxMapSpikes", SpikingTransformerCompactEngine.MaxMapSpikes),
        };
        return (_allowed.FirstImpossible(replacements) ?? limits.Impossible) is { } wrong ? throw wrong.Refused() : limits;

        int Get(string name, int otherwise) => Replacement.Get(replacements, Prefix + name, otherwise);
    }

    /// <inheritdoc/>
    /// <remarks>Addresses are the device's matter.</remarks>
    public override ImmutableSortedDictionary<string, string> ToReplacements()
    {
        (string Name, int Value)[] constants =
        [
            ("MaxTokens", Sizes.MaxTokens), ("MaxDim", Sizes.MaxDim), ("MaxHiddenDim", Sizes.MaxHiddenDim),
            ("MaxTimesteps", Sizes.MaxTimesteps),
            ("MaxHeadDim", Sizes.MaxHeadDim), ("MaxClasses", Sizes.MaxClasses), ("MaxSide", MaxSide), ("MaxMapSpikes", MaxMapSpikes),
            ("AccumulatorBits", Sizes.AccumulatorBits), ("MembraneBits", Sizes.MembraneBits),
            ("ShortcutBits", Sizes.ShortcutBits),
        ];
        return constants.ToImmutableSortedDictionary(
            static c => Prefix + c.Name, static c => c.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Limits that a device tells.</summary>
    internal static CompactEngineLimits Decode(ReadOnlySpan<uint> cells)
    {
        var sizes = new ModelLimits
        {
            MaxTokens = LimitCells.Size(cells[0]),
            MaxDim = LimitCells.Size(cells[1]),
            MaxHiddenDim = LimitCells.Size(cells[2]),
            MaxTimesteps = LimitCells.Size(cells[3]),
            MaxClasses = LimitCells.Size(cells[4]),
            MaxHeadDim = LimitCells.Size(cells[5]),
            MaxKBits = (int)(cells[6] & 255),
            AccumulatorBits = (int)((cells[6] >> 8) & 255),
            MembraneBits = (int)((cells[6] >> 16) & 255),
            ShortcutBits = (int)(cells[6] >> 24),
            AttentionBits = (int)(cells[7] & 255),
            LogitBits = (int)((cells[7] >> 8) & 255),
        };
        return new CompactEngineLimits(sizes) { MaxSide = LimitCells.Size(cells[8]), MaxMapSpikes = LimitCells.Size(cells[9]) };
    }

    internal override EngineLimits SmallestFor(SpikingTransformerModel model) => CompactEngineSizing.Smallest(model);

    internal override EngineProgram Compile(SpikingTransformerModel model, bool trace)
    {
        CompactFit.Check(model, this);
        return new CompactCompiler(model, this, trace).Compile();
    }
}
