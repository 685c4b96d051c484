using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// Who has which rows of U. The tokens' own shortcut lies in each core share by share from row 0, from the last layer of the stem to the
/// last block; all rows behind it (all rows before and after) are scratch, which a layer has for itself.
/// </summary>
internal sealed class ShortcutSpace
{
    private readonly EventEngineLimits _limits;
    private readonly ChannelMap _channels;
    private readonly int _timesteps;
    private readonly int _lineTokens;

    private readonly bool _pools;

    private ShortcutSpace(EventEngineLimits limits, ChannelMap channels, int timesteps, (int Lines, int Tokens) grid, bool pools)
    {
        (_limits, _channels, _timesteps, Lines, _lineTokens) = (limits, channels, timesteps, grid.Lines, grid.Tokens);
        _pools = pools;
        Shares = TileShare.Of(Tiles(channels, limits), grid.Lines, limits.Cores);
    }

    /// <summary>What each core has of the tokens' shortcut, in lines of tokens.</summary>
    public ImmutableArray<TileShare> Shares { get; }

    /// <summary>Lines of tokens.</summary>
    public int Lines { get; }

    /// <summary>Rows of the tokens' shortcut, of the core that has most.</summary>
    public long TokenRows => Shares.GroupBy(static share => share.Core).Max(core => core.Sum(Taken));

    /// <summary>Whether the tokens' shortcut holds what is still read.</summary>
    public bool IsLive { get; set; }

    /// <summary>First row of scratch.</summary>
    public int ScratchFirst => IsLive ? (int)TokenRows : 0;

    /// <summary>Rows of scratch.</summary>
    public int ScratchRows => _limits.ShortcutRows - ScratchFirst;

    /// <summary>Of a model.</summary>
    public static ShortcutSpace Of(SpikingTransformerModel model, EventEngineLimits limits)
    {
        var c = model.Configuration;
        var (height, width, pools) = (model.Tokens, 1, false);
        if (c.Stem is ConvolutionStem stem)
        {
            var size = stem.Stages.Aggregate((c.Image.Height, c.Image.Width), static (size, stage) => stage.OutputSize(size));
            (height, width, pools) = (size.Item1, size.Item2, stem.Stages[^1].Pool);
        }

        return new ShortcutSpace(limits, ChannelMap.Dense(c.Dim), c.Timesteps, (height, width), pools);
    }

    /// <summary>Rows of a share of the tokens' shortcut in its core.</summary>
    public ShortcutRows OfTokens(TileShare share)
    {
        share = Shares.First(own => (own.Tile, own.Core) == (share.Tile, share.Core));
        long first = Shares.TakeWhile(other => other != share)
            .Where(other => other.Core == share.Core).Sum(Taken);
        int visited = VisitedOf(share.Tile);
        first += Taken(share) - Rows(share);
        return new ShortcutRows($"U of tile {share.Tile} in core {share.Core}", (int)first, _timesteps * visited, visited);
    }

    /// <summary>Rows of a share.</summary>
    public long Rows(TileShare share) => (long)share.Lines * _lineTokens * _timesteps * VisitedOf(share.Tile);

    /// <summary>Groups that a visit takes.</summary>
    public int Visited(int groups) => Visited(groups, _timesteps, _limits);

    /// <summary>
    /// Groups that a visit takes: at least four, and so many that eight cycles go by before the next position, so that what a pool reads of
    /// U
    /// or of spikes has been written.
    /// </summary>
    public static int Visited(int groups, int timesteps, EventEngineLimits limits)
        => Math.Min(Math.Max(groups, timesteps == 1 ? 8 : 4), limits.LaneGroups);

    /// <summary>Tiles of a tensor.</summary>
    public static int Tiles(ChannelMap channels, EventEngineLimits limits) => (channels.Size + limits.Lanes - 1) / limits.Lanes;

    /// <summary>Groups of 16 that have channels in a tile, an even number.</summary>
    public static int GroupsOf(ChannelMap channels, int tile, EventEngineLimits limits)
        => Math.Min(limits.Lanes, channels.Size - (tile * limits.Lanes)) / ChannelMap.GroupChannels;

    // A pool whose first line is in the middle of its outputs has a line of them before its own.
    private long Taken(TileShare share) => Rows(share) + (_pools && share.FirstLine > 0 ? Rows(share with { Lines = 1 }) : 0);

    private int VisitedOf(int tile) => Visited(GroupsOf(_channels, tile, _limits));
}
