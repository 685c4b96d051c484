using System.Collections.Immutable;
using System.Globalization;
using Accel.Host.Engine;
using Accel.Kernels;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// What a generated <see cref="SpikingTransformerEngine"/> has room for: its constants, as they are or as replaced when it is generated.
/// </summary>
public sealed record EventEngineLimits : EngineLimits
{
    private const string Prefix = "Accel.Engine.";

    private static readonly AllowedConstants _allowed = new(typeof(SpikingTransformerEngine));

    /// <summary>Limits of the engine generated without replacements.</summary>
    public static EventEngineLimits Default { get; } = new();

    /// <inheritdoc/>
    public override string Kernel => nameof(SpikingTransformerEngine);

    /// <inheritdoc/>
    /// <remarks>A layer's sum is shifted to a current before it is added to U, so that both have the same bits.</remarks>
    public override NumberWidths Widths => new()
    {
        AccumulatorBits = ShortcutBits,
        MembraneBits = MembraneBits,
        ShortcutBits = ShortcutBits,
        AttentionBits = ShortcutBits,
        LogitBits = 32,
    };

    /// <inheritdoc/>
    public override ImmutableArray<uint> Cells => EventLimitCells.Encode(this);

    internal override ToldLimit? Impossible => _allowed.FirstImpossible(ToReplacements());

    /// <summary>Output channels of a tile.</summary>
    public int Lanes { get; init; } = SpikingTransformerEngine.Lanes;

    /// <summary>Cores, each with lanes, neurons, attention units and a copy of the spikes of its own.</summary>
    public int Cores { get; init; } = SpikingTransformerEngine.Cores;

    /// <summary>Words (128 bits of four timesteps) of each of the two spike buffers.</summary>
    public int SpikeWords { get; init; } = SpikingTransformerEngine.SpikeWords;

    /// <summary>Rows of 16 numbers of the membrane shortcut U.</summary>
    public int ShortcutRows { get; init; } = SpikingTransformerEngine.ShortcutRows;

    /// <summary>Rows of a bank of weights, of which there are 4 with two halves each; one of them is 0.</summary>
    public int BankRows { get; init; } = SpikingTransformerEngine.BankRows;

    /// <summary>Bits of a sum of weights, sign included.</summary>
    public int AccumulatorBits { get; init; } = SpikingTransformerEngine.AccumulatorBits;

    /// <summary>Bits of U and of every current, sign included.</summary>
    public int ShortcutBits { get; init; } = SpikingTransformerEngine.ShortcutBits;

    /// <summary>Bits of a membrane and of a threshold, sign included.</summary>
    public int MembraneBits { get; init; } = SpikingTransformerEngine.MembraneBits;

    /// <summary>Bits of K.</summary>
    public int KeyBits { get; init; } = SpikingTransformerEngine.KeyBits;

    /// <summary>Attention units; head h belongs to unit h % AttentionUnits.</summary>
    public int AttentionUnits { get; init; } = SpikingTransformerEngine.AttentionUnits;

    /// <summary>Rows of 16 numbers of K^T V of each attention unit.</summary>
    public int ProductRows { get; init; } = SpikingTransformerEngine.ProductRows;

    /// <summary>Rows of 16 keys, and of 16 queries, of each attention unit.</summary>
    public int KeyRows { get; init; } = SpikingTransformerEngine.KeyRows;

    /// <summary>Bits of an element of K^T V, sign included.</summary>
    public int ProductBits { get; init; } = SpikingTransformerEngine.ProductBits;

    /// <summary>Bits of a left shift.</summary>
    public int LeftShiftBits { get; init; } = SpikingTransformerEngine.LeftShiftBits;

    /// <summary>Rows of 32 spikes of the OR pool.</summary>
    public int PoolRows { get; init; } = SpikingTransformerEngine.PoolRows;

    /// <summary>Largest height and width, and number of tokens.</summary>
    public int MaxSize { get; init; } = SpikingTransformerEngine.MaxSize;

    /// <summary>Largest number of timesteps.</summary>
    public int MaxTimesteps { get; init; } = SpikingTransformerEngine.MaxTimesteps;

    /// <summary>Largest number of classes.</summary>
    public int MaxClasses { get; init; } = SpikingTransformerEngine.MaxClasses;

    /// <summary>1: cycles, waits and additions of each step are counted, for a profile; 0: none is.</summary>
    public int Counts { get; init; } = SpikingTransformerEngine.Counts;

    /// <summary>Largest left shift.</summary>
    public int LeftShift => (1 << LeftShiftBits) - 1;

    /// <summary>Bits of a cycle's transfer to or from memory, those of a word of weights unless it is generated with another
    /// port.</summary>
    public int PortBits { get; init; } = EnginePort.Bits;

    /// <summary>Cycles from a read to its data: for estimates.</summary>
    public int MemoryLatency { get; init; } = 32;

    /// <summary>Bytes that the memory gives in a cycle, where that is less than the port takes: for estimates.</summary>
    public double? MemoryBytesPerCycle { get; init; }

    /// <summary>Groups of 16 lanes.</summary>
    public int LaneGroups => Lanes / ChannelMap.GroupChannels;

    /// <summary>Rows of weights of a tile in one half of the banks.</summary>
    public int TileRows => 4 * (BankRows - 1);

    internal override EngineLimits SmallestFor(SpikingTransformerModel model) => EventEngineSizing.Smallest([model], this);

    internal override EngineProgram Compile(SpikingTransformerModel model, bool trace) => EventProgram.Compile(model, this, trace);

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> ToReplacements()
    {
        var values = new Dictionary<string, int>
        {
            [nameof(Lanes)] = Lanes,
            [nameof(Cores)] = Cores,
            [nameof(SpikeWords)] = SpikeWords,
            [nameof(ShortcutRows)] = ShortcutRows,
            [nameof(BankRows)] = BankRows,
            [nameof(AccumulatorBits)] = AccumulatorBits,
            [nameof(ShortcutBits)] = ShortcutBits,
            [nameof(MembraneBits)] = MembraneBits,
            [nameof(KeyBits)] = KeyBits,
            [nameof(AttentionUnits)] = AttentionUnits,
            [nameof(ProductRows)] = ProductRows,
            [nameof(KeyRows)] = KeyRows,
            [nameof(ProductBits)] = ProductBits,
            [nameof(LeftShiftBits)] = LeftShiftBits,
            [nameof(PoolRows)] = PoolRows,
            [nameof(MaxSize)] = MaxSize,
            [nameof(MaxTimesteps)] = MaxTimesteps,
            [nameof(MaxClasses)] = MaxClasses,
            [nameof(Counts)] = Counts,
        };
        return values.ToImmutableSortedDictionary(
            static v => Prefix + v.Key, static v => v.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Limits of an engine generated with replacements.</summary>
    /// <param name="replacements">As the transformer takes them, for instance <c>Accel.Engine.Lanes</c> to <c>64</c>; other keys have no
    /// meaning here.</param>
    /// <exception cref="ArgumentException">A value is not a whole number, or one that no engine can have.</exception>
    public static EventEngineLimits FromReplacements(IReadOnlyDictionary<string, string> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        var limits = new EventEngineLimits
        {
            Lanes = Get(nameof(Lanes), Default.Lanes),
            Cores = Get(nameof(Cores), Default.Cores),
            SpikeWords = Get(nameof(SpikeWords), Default.SpikeWords),
            ShortcutRows = Get(nameof(ShortcutRows), Default.ShortcutRows),
            BankRows = Get(nameof(BankRows), Default.BankRows),
            AccumulatorBits = Get(nameof(AccumulatorBits), Default.AccumulatorBits),
            ShortcutBits = Get(nameof(ShortcutBits), Default.ShortcutBits),
            MembraneBits = Get(nameof(MembraneBits), Default.MembraneBits),
            KeyBits = Get(nameof(KeyBits), Default.KeyBits),
            AttentionUnits = Get(nameof(AttentionUnits), Default.AttentionUnits),
            ProductRows = Get(nameof(ProductRows), Default.ProductRows),
            KeyRows = Get(nameof(KeyRows), Default.KeyRows),
            ProductBits = Get(nameof(ProductBits), Default.ProductBits),
            LeftShiftBits = Get(nameof(LeftShiftBits), Default.LeftShiftBits),
            PoolRows = Get(nameof(PoolRows), Default.PoolRows),
            MaxSize = Get(nameof(MaxSize), Default.MaxSize),
            MaxTimesteps = Get(nameof(MaxTimesteps), Default.MaxTimesteps),
            MaxClasses = Get(nameof(MaxClasses), Default.MaxClasses),
            Counts = Get(nameof(Counts), Default.Counts),
        };
        return limits.Impossible is { } wrong ? throw wrong.Refused() : limits;

        int Get(string name, int otherwise) => Replacement.Get(replacements, Prefix + name, otherwise);
    }
}
