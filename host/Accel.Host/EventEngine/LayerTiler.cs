using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>
/// Cuts a layer into steps: tile by tile of outputs, each over ranges of positions, each of these part by part of the inputs. Parts add up
/// in
/// U where the layer changes U anyhow, else in scratch rows of U; the last one fires.
/// </summary>
internal sealed class LayerTiler(EventLayer layer, EventEngineLimits limits, ShortcutSpace space, string model)
{
    private readonly TileParts _parts = new(layer, limits, model);

    /// <summary>Timesteps that scratch rows are kept for: an image's sums are the same in all.</summary>
    private int ScratchTimesteps => layer.Schedule == SetSchedule.Static ? 1 : layer.Timesteps;

    public IEnumerable<EventStep> Steps()
        => Enumerable.Range(0, ShortcutSpace.Tiles(layer.Outputs, limits)).SelectMany(Tile);

    private IEnumerable<EventStep> Tile(int tile)
    {
        var parts = _parts.Of(tile);
        CheckParts(parts);
        var steps = NeedsScratch(parts) ? WithScratch(parts, tile) : InShortcut(parts, tile);
        return layer.PoolsMaximum ? steps.Append(FireBehindPool(tile)) : steps;
    }

    private bool NeedsScratch(ImmutableArray<WeightBlock> parts)
        => parts.Length > 1 && (layer.Shortcut == ShortcutUse.None || layer.PoolsMaximum);

    private void CheckParts(ImmutableArray<WeightBlock> parts)
    {
        if (parts.Length > 1 && layer.PoolsMaximum && !limits.AddsBeforePool)
        {
            throw new ModelDoesNotFitException(
                model,
                $"{layer.Name} before a max pool in {parts.Length} parts",
                layer.Schedule == SetSchedule.Static
                    ? "Put a stage without a pool before it: numbers of 8 bits hold none of the first stage's weights times 128."
                    : "Generate the engine with more rows of weights (Accel.Engine.BankRows) or wider sums (.AccumulatorBits).");
        }
    }

    private IEnumerable<EventStep> InShortcut(ImmutableArray<WeightBlock> parts, int tile)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            var rows = layer.Shortcut == ShortcutUse.None ? null : space.OfTokens(tile);
            bool adds = layer.Shortcut == ShortcutUse.Add || i > 0;
            yield return Step(parts, i, tile) with
            {
                Adds = adds ? rows : null,
                Stores = rows,
                PoolsMaximum = layer.PoolsMaximum,
            };
        }
    }

    private IEnumerable<EventStep> WithScratch(ImmutableArray<WeightBlock> parts, int tile)
    {
        int height = layer.Source.Height, width = layer.Source.Width;
        int lines = LinesOfScratch(tile);
        int visited = space.Visited(ShortcutSpace.GroupsOf(layer.Outputs, tile, limits));
        if (lines == 0)
        {
            long rows = space.ScratchFirst + ((long)width * ScratchTimesteps * visited);
            throw new ModelDoesNotFitException(model, $"rows of U for the parts of {layer.Name}", rows, limits.ShortcutRows);
        }

        for (int line = 0; line < height; line += lines)
        {
            // The same sum is added in every timestep of an image.
            var scratch = new ShortcutRows("scratch", space.ScratchFirst, ScratchTimesteps * visited, ScratchTimesteps == 1 ? 0 : visited);
            for (int i = 0; i < parts.Length; i++)
            {
                bool last = i == parts.Length - 1;
                yield return Step(parts, i, tile) with
                {
                    FirstRow = line,
                    RowCount = Math.Min(lines, height - line),
                    Timesteps = last ? layer.Timesteps : ScratchTimesteps,
                    Adds = i > 0 ? scratch : null,
                    Stores = !last ? scratch : layer.PoolsMaximum ? space.OfTokens(tile) : null,
                    PoolsMaximum = last && layer.PoolsMaximum,
                };
            }
        }
    }

    private int LinesOfScratch(int tile)
    {
        long line = (long)layer.Source.Width * ScratchTimesteps * space.Visited(ShortcutSpace.GroupsOf(layer.Outputs, tile, limits));
        return (int)Math.Min(layer.Source.Height, space.ScratchRows / line);
    }

    private EventStep Step(ImmutableArray<WeightBlock> parts, int part, int tile)
    {
        bool fires = part == parts.Length - 1 && !layer.PoolsMaximum;
        int groups = ShortcutSpace.GroupsOf(layer.Outputs, tile, limits);
        return new EventStep(StepKind.Sums, layer.Name)
        {
            Tile = tile,
            Part = part,
            Parts = parts.Length,
            Groups = layer.Destination is null ? UsedGroups(tile) : groups,
            Visited = space.Visited(groups),
            Height = layer.Source.Height,
            Width = layer.Source.Width,
            RowCount = layer.Source.Height,
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

    private EventStep FireBehindPool(int tile)
    {
        int groups = ShortcutSpace.GroupsOf(layer.Outputs, tile, limits);
        var (height, width) = layer.Source.Pooled;
        return new EventStep(StepKind.Empty, layer.Name)
        {
            Tile = tile,
            Groups = groups,
            Visited = space.Visited(groups),
            Height = height,
            Width = width,
            RowCount = height,
            Timesteps = layer.Timesteps,
            Adds = space.OfTokens(tile),
            Neuron = layer.Neuron,
            Target = layer.Target,
            Destination = layer.Destination,
            Parameters = LaneParameters.OfThreshold(layer.Outputs, layer.Threshold, [], tile, limits.Lanes),
        };
    }
}
