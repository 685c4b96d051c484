using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// Cuts a layer into steps: tile by tile of outputs, each over ranges of positions, each of these part by part of the inputs. Parts add up
/// in
/// U where the layer changes U anyhow, else in scratch rows of U; the last one fires.
/// </summary>
internal sealed class LayerTiler(EventLayer layer, EventEngineLimits limits, ShortcutSpace space, ModelConfiguration configuration)
{
    private readonly TileParts _parts = new(layer, limits, configuration.Name);

    /// <summary>Timesteps that scratch rows are kept for: an image's sums are the same in all.</summary>
    private int ScratchTimesteps => layer.Schedule == SetSchedule.Static ? 1 : layer.Timesteps;

    private int Height => layer.Source.Height;

    public IEnumerable<EventStep> Steps() => Shares().SelectMany(Of);

    // Tokens stay with the core that has their U, heads with that of their attention units.
    private IEnumerable<TileShare> Shares()
    {
        int tiles = ShortcutSpace.Tiles(layer.Outputs, limits);
        if (layer.Shortcut != ShortcutUse.None)
        {
            return layer.PoolsMaximum ? space.Shares : space.Shares.Select(share => share.Times(Height / space.Lines));
        }

        var heads = new HeadPlaces(configuration, limits);
        return layer.Destination is null
            ? Enumerable.Range(0, tiles).Select(tile => new TileShare(tile, heads.Core(tile), 0, Height))
            : TileShare.Of(tiles, layer.PoolsSpikes ? layer.Source.Pooled.Height : Height, limits.Cores);
    }

    private IEnumerable<EventStep> Of(TileShare share)
    {
        var parts = _parts.Of(share.Tile);
        CheckParts(parts);
        bool pools = layer.PoolsMaximum || layer.PoolsSpikes;
        var visited = pools ? share.BeforePool(Height) : share;
        var steps = NeedsScratch(parts) ? WithScratch(parts, visited) : InShortcut(parts, visited);
        steps = pools ? Cut(steps, visited) : steps;
        return layer.PoolsMaximum ? steps.Append(FireBehindPool(share)) : steps;
    }

    // Outputs at either end that lines of another core belong to as well are that one's, or this one's, alone.
    private IEnumerable<EventStep> Cut(IEnumerable<EventStep> steps, TileShare visited) => steps.Select(step => step with
    {
        StartsBelow = visited.FirstLine > 0 && step.FirstRow == visited.FirstLine,
        EndsAbove = step.FirstRow + step.RowCount == visited.FirstLine + visited.Lines && visited.FirstLine + visited.Lines < Height,
    });

    // Of a pool: as if there were rows for all lines of outputs, of which those of the share are used.
    private ShortcutRows Pooled(TileShare visited)
    {
        var rows = space.OfTokens(visited);
        int line = rows.PositionStride * layer.Source.Pooled.Width;
        return rows with { First = rows.First - ((visited.FirstLine + 1) / 2 * line) };
    }

    private bool NeedsScratch(ImmutableArray<WeightBlock> parts)
        => parts.Length > 1 && layer.Shortcut == ShortcutUse.None;

    private void CheckParts(ImmutableArray<WeightBlock> parts)
    {
        if (parts.Length > 1 && layer.PoolsMaximum)
        {
            throw new ModelDoesNotFitException(
                configuration.Name,
                $"{layer.Name} before a max pool in {parts.Length} parts",
                layer.Schedule == SetSchedule.Static
                    ? "Put a stage without a pool before it: numbers of 8 bits hold none of the first stage's weights times 128."
                    : "Generate the engine with more rows of weights (Accel.Engine.BankRows) or wider sums (.AccumulatorBits).");
        }
    }

    private IEnumerable<EventStep> InShortcut(ImmutableArray<WeightBlock> parts, TileShare share)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            var rows = layer.Shortcut == ShortcutUse.None ? null : layer.PoolsMaximum ? Pooled(share) : space.OfTokens(share);
            bool adds = layer.Shortcut == ShortcutUse.Add || i > 0;
            yield return Step(parts, i, share) with
            {
                Adds = adds ? rows : null,
                Stores = rows,
                PoolsMaximum = layer.PoolsMaximum,
            };
        }
    }

    private IEnumerable<EventStep> WithScratch(ImmutableArray<WeightBlock> parts, TileShare share)
    {
        int lines = LinesOfScratch(share.Tile);
        int visited = space.Visited(ShortcutSpace.GroupsOf(layer.Outputs, share.Tile, limits));
        if (lines == 0)
        {
            long rows = space.ScratchFirst + ((long)layer.Source.Width * ScratchTimesteps * visited);
            throw new ModelDoesNotFitException(configuration.Name, $"rows of U for the parts of {layer.Name}", rows, limits.ShortcutRows);
        }

        for (int line = 0; line < share.Lines; line += lines)
        {
            // The same sum is added in every timestep of an image.
            var scratch = new ShortcutRows("scratch", space.ScratchFirst, ScratchTimesteps * visited, ScratchTimesteps == 1 ? 0 : visited);
            for (int i = 0; i < parts.Length; i++)
            {
                bool last = i == parts.Length - 1;
                yield return Step(parts, i, share) with
                {
                    FirstRow = share.FirstLine + line,
                    RowCount = Math.Min(lines, share.Lines - line),
                    Timesteps = last ? layer.Timesteps : ScratchTimesteps,
                    Adds = i > 0 ? scratch : null,
                    Stores = last ? null : scratch,
                };
            }
        }
    }

    private int LinesOfScratch(int tile)
    {
        long line = (long)layer.Source.Width * ScratchTimesteps * space.Visited(ShortcutSpace.GroupsOf(layer.Outputs, tile, limits));
        return (int)Math.Min(layer.Source.Height, space.ScratchRows / line);
    }

    private EventStep Step(ImmutableArray<WeightBlock> parts, int part, TileShare share)
    {
        int tile = share.Tile;
        bool fires = part == parts.Length - 1 && !layer.PoolsMaximum;
        int groups = ShortcutSpace.GroupsOf(layer.Outputs, tile, limits);
        return new EventStep(StepKind.Sums, layer.Name)
        {
            Tile = tile,
            Core = share.Core,
            Part = part,
            Parts = parts.Length,
            Groups = layer.Destination is null ? UsedGroups(tile) : groups,
            Visited = space.Visited(groups),
            Height = layer.Source.Height,
            Width = layer.Source.Width,
            FirstRow = share.FirstLine,
            RowCount = share.Lines,
            Timesteps = layer.Timesteps,
            Schedule = layer.Schedule,
            Source = layer.Source,
            Weights = parts[part],
            WeightBits = layer.WeightBits == 4 && parts[part].IsNarrow ? 4 : 8,
            Neuron = fires ? layer.Neuron : NeuronKind.None,
            Target = fires ? layer.Target : SpikeTarget.None,
            Destination = fires ? layer.Destination : null,
            PoolsSpikes = fires && layer.PoolsSpikes,
            Parameters = LaneParameters.Of(layer, tile, limits.Lanes, part == 0, parts[part].Digit, fires),
        };
    }

    // Attention units have heads that exist, and none for the padding of the last piece.
    private int UsedGroups(int tile)
    {
        int places = Math.Min(limits.Lanes, layer.Outputs.Positions[^1] + 1 - (tile * limits.Lanes));
        return ChannelMap.PadTo(places, ChannelMap.GroupChannels) / ChannelMap.GroupChannels;
    }

    private EventStep FireBehindPool(TileShare share)
    {
        int tile = share.Tile;
        int groups = ShortcutSpace.GroupsOf(layer.Outputs, tile, limits);
        var (height, width) = layer.Source.Pooled;
        return new EventStep(StepKind.Empty, layer.Name)
        {
            Tile = tile,
            Core = share.Core,
            Groups = groups,
            Visited = space.Visited(groups),
            Height = height,
            Width = width,
            FirstRow = share.FirstLine,
            RowCount = share.Lines,
            Timesteps = layer.Timesteps,
            Adds = space.OfTokens(share),
            Neuron = layer.Neuron,
            Target = layer.Target,
            Destination = layer.Destination,
            Parameters = LaneParameters.OfThreshold(layer.Outputs, layer.Threshold, [], tile, limits.Lanes),
        };
    }
}
