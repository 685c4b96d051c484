namespace Accel.Host.EventEngine;

/// <summary>
/// Who has which rows of U. The tokens' own shortcut lies tile by tile from row 0, from the last layer of the stem to the last block; all
/// rows behind it (all rows before and after) are scratch, which a layer has for itself.
/// </summary>
internal sealed class ShortcutSpace(EventEngineLimits limits, int tokens, int timesteps, ChannelMap channels)
{
    /// <summary>Rows of the tokens' shortcut.</summary>
    public long TokenRows => FirstRow(Tiles(channels, limits));

    /// <summary>Whether the tokens' shortcut holds what is still read.</summary>
    public bool IsLive { get; set; }

    /// <summary>First row of scratch.</summary>
    public int ScratchFirst => IsLive ? (int)TokenRows : 0;

    /// <summary>Rows of scratch.</summary>
    public int ScratchRows => limits.ShortcutRows - ScratchFirst;

    /// <summary>Rows of a tile of the tokens' shortcut.</summary>
    public ShortcutRows OfTokens(int tile)
    {
        int visited = Visited(GroupsOf(channels, tile, limits));
        return new ShortcutRows($"U of tile {tile}", (int)FirstRow(tile), timesteps * visited, visited);
    }

    /// <summary>
    /// Groups that a visit takes: at least four, and so many that eight cycles go by before the next position, so that what a pool reads of
    /// U
    /// or of spikes has been written.
    /// </summary>
    public int Visited(int groups) => Math.Min(Math.Max(groups, timesteps == 1 ? 8 : 4), limits.LaneGroups);

    /// <summary>Tiles of a tensor.</summary>
    public static int Tiles(ChannelMap channels, EventEngineLimits limits) => (channels.Size + limits.Lanes - 1) / limits.Lanes;

    /// <summary>Groups of 16 that have channels in a tile, an even number.</summary>
    public static int GroupsOf(ChannelMap channels, int tile, EventEngineLimits limits)
        => Math.Min(limits.Lanes, channels.Size - (tile * limits.Lanes)) / ChannelMap.GroupChannels;

    private long FirstRow(int tile)
        => Enumerable.Range(0, tile).Sum(before => (long)tokens * timesteps * Visited(GroupsOf(channels, before, limits)));
}
