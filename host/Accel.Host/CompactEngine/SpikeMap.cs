namespace Accel.Host.CompactEngine;

/// <summary>Spikes on chip: [line, column, timestep or plane, channel], of tokens without a map one line.</summary>
/// <param name="Name">What an error calls them.</param>
/// <param name="Height">Lines.</param>
/// <param name="Width">Positions of a line.</param>
/// <param name="Rounds">Timesteps, or planes of an image.</param>
/// <param name="Channels">Channels of a position.</param>
internal sealed record SpikeMap(string Name, int Height, int Width, int Rounds, int Channels)
{
    /// <summary>Address of the first one.</summary>
    public int Address { get; init; }

    /// <summary>From a position to the next.</summary>
    public int Stride => Rounds * Channels;

    /// <summary>How many.</summary>
    public long Count => (long)Height * Width * Stride;

    /// <summary>The positions as one line.</summary>
    public SpikeMap Flat => this with { Height = 1, Width = Height * Width };

    /// <summary>The same lines and columns after a pool of 3x3, stride 2, padding 1.</summary>
    public SpikeMap Pooled => this with { Height = (Height + 1) / 2, Width = (Width + 1) / 2 };
}
