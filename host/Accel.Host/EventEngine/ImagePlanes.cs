namespace Accel.Host.EventEngine;

/// <summary>The input's bits of a position: bit planes of its channels, then one bit per token where positions have biases.</summary>
/// <param name="Channels">Elements of a position: channels of a pixel, or of a whole patch.</param>
/// <param name="Planes">8 for an image, 1 for spikes.</param>
/// <param name="Tokens">Tokens that have a bit of their own, or 0.</param>
internal sealed record ImagePlanes(int Channels, int Planes, int Tokens)
{
    /// <summary>The first token's bit.</summary>
    public int FirstToken => Channels * Planes;

    public ChannelMap Map { get; } = ChannelMap.Dense((Channels * Planes) + Tokens);
}
