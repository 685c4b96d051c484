namespace Accel.Kernels;

/// <summary>Sizes of the engine's on-chip arrays, from its limits.</summary>
internal static class EngineSizes
{
    /// <summary>Bit planes of a pixel.</summary>
    public const int Planes = 8;

    public const int DimWords = SpikingTransformerEngine.MaxDim / 16;
    public const int HiddenWords = SpikingTransformerEngine.MaxHiddenDim / 16;
    public const int HeadWords = SpikingTransformerEngine.MaxHeadDim / 16;

    /// <summary>Pairs of token and timestep.</summary>
    public const int Visits = SpikingTransformerEngine.MaxTokens * SpikingTransformerEngine.MaxTimesteps;

    /// <summary>Words of the tokens' spikes, of Q, K, V and A.</summary>
    public const int TokenWords = Visits * DimWords;

    public const int TokensBase = 0;
    public const int HiddenBase = TokenWords;
    public const int QueryBase = HiddenBase;
    public const int AttendedBase = HiddenBase + TokenWords;

    private const int PlaneWords = SpikingTransformerEngine.MaxTokens * Planes * DimWords;
    private const int HiddenOrPlanes = Visits * HiddenWords > PlaneWords ? Visits * HiddenWords : PlaneWords;
    private const int SharedWords = HiddenOrPlanes > 2 * TokenWords ? HiddenOrPlanes : 2 * TokenWords;

    /// <summary>Spikes are fetched ahead: up to one token past the end.</summary>
    public const int SpikeWords = HiddenBase + SharedWords + DimWords;

    /// <summary>K and V are fetched one token ahead.</summary>
    public const int KeyWords = TokenWords + (SpikingTransformerEngine.MaxTimesteps * DimWords);

    /// <summary>K^T V of all timesteps, in two digits.</summary>
    private const int ProductRows = SpikingTransformerEngine.MaxTimesteps * 2 * HeadWords;

    private const int LinearRows = HiddenWords > DimWords ? HiddenWords : DimWords;

    /// <summary>Rows of 16 inputs of the weight memory.</summary>
    public const int WeightRows = LinearRows > ProductRows ? LinearRows : ProductRows;
}
