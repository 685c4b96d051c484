namespace Accel.Host.EventEngine;

/// <summary>
/// Spikes as they lie in a spike buffer: one vector of bits, position by position, for four timesteps at once; then the next four.
/// </summary>
/// <param name="Name">For errors and the trace.</param>
/// <param name="Height">Rows of positions; tokens are one column of them.</param>
/// <param name="Width">Positions of a row.</param>
/// <param name="Channels">Where the channels lie in a position.</param>
/// <param name="Timesteps">Of the tensor; 1 for an image, which is the same in every timestep.</param>
internal sealed record SpikeTensor(string Name, int Height, int Width, ChannelMap Channels, int Timesteps)
{
    /// <summary>Bits of a word, for each of its four timesteps.</summary>
    public const int WordBits = 128;

    /// <summary>Timesteps that a word holds.</summary>
    public const int WordTimesteps = 4;

    /// <summary>A map of the stem, which a trace shows channels first.</summary>
    public bool IsMap { get; init; }

    /// <summary>The tensor whose bits these are, seen as other positions and channels; null for a tensor of its own.</summary>
    public SpikeTensor? ViewOf { get; init; }

    /// <summary>The tensor that is stored.</summary>
    internal SpikeTensor Stored => ViewOf ?? this;

    public int Positions => Height * Width;

    /// <summary>Groups of four timesteps.</summary>
    public int Groups => (Timesteps + WordTimesteps - 1) / WordTimesteps;

    public long GroupWords => (((long)Positions * Channels.Size) + WordBits - 1) / WordBits;

    /// <summary>Pieces from one group of timesteps to the next; 0 where there is only one.</summary>
    public int GroupPieces => Groups == 1 ? 0 : (int)GroupWords * (WordBits / ChannelMap.PieceChannels);

    public long Words => Groups * GroupWords;

    /// <summary>Behind a pool of 3x3, stride 2, padding 1.</summary>
    public (int Height, int Width) Pooled => ((Height + 1) / 2, (Width + 1) / 2);
}
