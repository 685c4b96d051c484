namespace Accel.Host.EventEngine;

/// <summary>What a traced tensor is made of in memory.</summary>
internal enum TraceElement
{
    /// <summary>Words of a spike buffer: 16 cells, four pieces of 32 bits for each of four timesteps.</summary>
    SpikeWord,
    /// <summary>Rows of U: [tile, position, timestep, group, 16 numbers].</summary>
    ShortcutRow,
    /// <summary>Numbers of the visits: [tile, position, timestep, group, 16 numbers].</summary>
    Number,
    /// <summary>What was fired: [tile, position, timestep, group, 4 cells], spikes 1 in bits 0..15 of the first cell, -1 above.</summary>
    Spike,
    /// <summary>What was fired: [tile, position, timestep, group, 4 cells], numbers of 8 bits.</summary>
    Key,
    /// <summary>A cell per class.</summary>
    Logit,
}

/// <summary>A tensor that a trace shows: names and shapes are the golden model's.</summary>
internal sealed record TraceTensor(string Name, TraceElement Element, ChannelMap Channels, int Positions, int Timesteps)
{
    /// <summary>Shape [T, C, positions] in place of [T, positions, C].</summary>
    public bool ChannelsFirst { get; init; }
}
