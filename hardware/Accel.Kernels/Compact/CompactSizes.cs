namespace Accel.Kernels;

/// <summary>Sizes of the compact engine's on-chip arrays, from its limits.</summary>
internal static class CompactSizes
{
    /// <summary>Bit planes of a pixel.</summary>
    public const int Planes = 8;

    /// <summary>Taps of a convolution.</summary>
    public const int Taps = 9;

    /// <summary>The last cell that addresses reach.</summary>
    public const int LastCell = (1 << SpikingTransformerCompactEngine.AddressBits) - 1;

    /// <summary>Whether the engine has convolutions.</summary>
    public const bool HasConvolution = SpikingTransformerCompactEngine.MaxSide != 0;

    public const int MaxChannels = SpikingTransformerCompactEngine.MaxHiddenDim > SpikingTransformerCompactEngine.MaxDim
        ? SpikingTransformerCompactEngine.MaxHiddenDim
        : SpikingTransformerCompactEngine.MaxDim;

    public const int MaxOutputs = MaxChannels > SpikingTransformerCompactEngine.MaxClasses
        ? MaxChannels : SpikingTransformerCompactEngine.MaxClasses;

    /// <summary>Positions of a line.</summary>
    public const int MaxWidth = SpikingTransformerCompactEngine.MaxSide > SpikingTransformerCompactEngine.MaxTokens
        ? SpikingTransformerCompactEngine.MaxSide
        : SpikingTransformerCompactEngine.MaxTokens;

    public const int MaxHeight = HasConvolution ? SpikingTransformerCompactEngine.MaxSide : 1;

    /// <summary>Pairs of token and timestep.</summary>
    public const int Visits = SpikingTransformerCompactEngine.MaxTokens * SpikingTransformerCompactEngine.MaxTimesteps;

    /// <summary>The tokens' spikes; as many Q, K, V, A and U.</summary>
    public const int TokenChannels = Visits * SpikingTransformerCompactEngine.MaxDim;

    /// <summary>From a position's channels to the next position's, at most.</summary>
    public const int MaxStride = SpikingTransformerCompactEngine.MaxTimesteps * MaxOutputs;

    private const int HiddenChannels = Visits * SpikingTransformerCompactEngine.MaxHiddenDim;
    private const int PlaneBits = SpikingTransformerCompactEngine.MaxTokens * Planes * SpikingTransformerCompactEngine.MaxDim;
    private const int HiddenOrPlanes = HiddenChannels > PlaneBits ? HiddenChannels : PlaneBits;

    /// <summary>Spikes of the tokens, and whatever is largest of hidden channels, an image's bit planes, and Q with A.</summary>
    private const int TokenSpikes = TokenChannels + (HiddenOrPlanes > 2 * TokenChannels ? HiddenOrPlanes : 2 * TokenChannels);
    private const int MostSpikes = SpikingTransformerCompactEngine.MaxMapSpikes > TokenSpikes
        ? SpikingTransformerCompactEngine.MaxMapSpikes : TokenSpikes;
    private const int Spread2 = (MostSpikes - 1) | ((MostSpikes - 1) >> 1);
    private const int Spread4 = Spread2 | (Spread2 >> 2);
    private const int Spread8 = Spread4 | (Spread4 >> 4);
    private const int Spread16 = Spread8 | (Spread8 >> 8);

    /// <summary>The last spike's address; one less than a power of two, so that spike addresses run in a circle.</summary>
    public const int LastSpike = Spread16 | (Spread16 >> 16);

    /// <summary>The largest number in a cell of header and layers.</summary>
    public const int LastNumber = LastCell | LastSpike | ((1 << CompactLayerLayout.ChoiceBits) - 1);

    private const int HeadRow = SpikingTransformerCompactEngine.MaxTimesteps * SpikingTransformerCompactEngine.MaxHeadDim;
    private const int LinearRow = MaxChannels > HeadRow ? MaxChannels : HeadRow;
    private const int ConvolutionRow = HasConvolution ? Taps * SpikingTransformerCompactEngine.MaxDim : 0;

    /// <summary>One output channel's weights, or its K^T V of all timesteps.</summary>
    public const int Row = LinearRow > ConvolutionRow ? LinearRow : ConvolutionRow;

    /// <summary>The largest element of K.</summary>
    public const int MaxKey = (1 << SpikingTransformerCompactEngine.KeyBits) - 1;

    /// <summary>The largest element of K^T V.</summary>
    public const int MaxProduct = MaxKey * SpikingTransformerCompactEngine.MaxTokens;

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
