namespace Accel.Kernels;

/// <summary>Sizes of the compact engine's on-chip arrays, from its limits. Spikes lie there one an element.</summary>
internal static class CompactSizes
{
    /// <summary>Channels of a word of the program.</summary>
    public const int WordChannels = 16;

    /// <summary>Bit planes of a pixel.</summary>
    public const int Planes = 8;

    /// <summary>The last cell that addresses reach.</summary>
    public const int LastCell = (1 << SpikingTransformerCompactEngine.AddressBits) - 1;

    public const int DimWords = SpikingTransformerCompactEngine.MaxDim / WordChannels;
    public const int HiddenWords = SpikingTransformerCompactEngine.MaxHiddenDim / WordChannels;
    public const int HeadWords = SpikingTransformerCompactEngine.MaxHeadDim / WordChannels;
    public const int MostWords = HiddenWords > DimWords ? HiddenWords : DimWords;

    /// <summary>Where a head ends, at most: one head behind the last channel; in a linear layer, which has none, its inputs.</summary>
    public const int LastHeadEnd = 2 * SpikingTransformerCompactEngine.MaxDim > SpikingTransformerCompactEngine.MaxHiddenDim
        ? 2 * SpikingTransformerCompactEngine.MaxDim
        : SpikingTransformerCompactEngine.MaxHiddenDim;

    /// <summary>From an image's first plane to its last, at most.</summary>
    public const int PlaneStride = (Planes - 1) * SpikingTransformerCompactEngine.MaxDim;

    /// <summary>From a token's channels to the next token's, at most.</summary>
    public const int VisitStride = SpikingTransformerCompactEngine.MaxTimesteps * SpikingTransformerCompactEngine.MaxDim;

    /// <summary>Pairs of token and timestep.</summary>
    public const int Visits = SpikingTransformerCompactEngine.MaxTokens * SpikingTransformerCompactEngine.MaxTimesteps;

    /// <summary>The tokens' spikes; as many Q, K, V, A and U.</summary>
    public const int TokenChannels = Visits * SpikingTransformerCompactEngine.MaxDim;

    public const int HiddenChannels = Visits * SpikingTransformerCompactEngine.MaxHiddenDim;

    public const int TokensBase = 0;
    public const int HiddenBase = TokenChannels;
    public const int AttendedBase = HiddenBase + TokenChannels;

    private const int PlaneBits = SpikingTransformerCompactEngine.MaxTokens * Planes * SpikingTransformerCompactEngine.MaxDim;
    private const int HiddenOrPlanes = HiddenChannels > PlaneBits ? HiddenChannels : PlaneBits;

    /// <summary>All spikes: the tokens', then whatever is largest of hidden channels, an image's bit planes, and Q with A.</summary>
    public const int Spikes = HiddenBase + (HiddenOrPlanes > 2 * TokenChannels ? HiddenOrPlanes : 2 * TokenChannels);

    private const int HeadRow = SpikingTransformerCompactEngine.MaxTimesteps * SpikingTransformerCompactEngine.MaxHeadDim;
    private const int LinearRow = SpikingTransformerCompactEngine.MaxHiddenDim > SpikingTransformerCompactEngine.MaxDim
        ? SpikingTransformerCompactEngine.MaxHiddenDim
        : SpikingTransformerCompactEngine.MaxDim;

    /// <summary>One output channel's weights, or its K^T V of all timesteps.</summary>
    public const int Row = LinearRow > HeadRow ? LinearRow : HeadRow;

    /// <summary>The largest element of K^T V.</summary>
    public const int MaxProduct = 15 * SpikingTransformerCompactEngine.MaxTokens;

    /// <summary>The smallest number of a row: of signed bytes and of K^T V.</summary>
    public const int LeastInRow = MaxProduct > 128 ? -MaxProduct : -128;

    /// <summary>The largest number of a row.</summary>
    public const int MostInRow = MaxProduct > 127 ? MaxProduct : 127;

    /// <summary>Bits of a bias, a threshold and a shift, which pass through each other's registers.</summary>
    public const int ParameterBits = SpikingTransformerCompactEngine.MembraneBits > SpikingTransformerCompactEngine.AccumulatorBits
        ? SpikingTransformerCompactEngine.MembraneBits
        : SpikingTransformerCompactEngine.AccumulatorBits;

    /// <summary>Bits of a current on its way to the neuron, and of U.</summary>
    public const int CurrentBits = SpikingTransformerCompactEngine.ShortcutBits > SpikingTransformerCompactEngine.AccumulatorBits
        ? SpikingTransformerCompactEngine.ShortcutBits
        : SpikingTransformerCompactEngine.AccumulatorBits;
}
