using System.Collections.Immutable;
using Accel.Models;
using Accel.Models.Widths;

namespace Accel.Host.EventEngine;

/// <summary>
/// The head: the weights of all spikes of a range of tokens add up in rows of U, four timesteps at a time; the ranges, as many as the
/// numbers
/// of U ask for, are added when the logits are written.
/// </summary>
internal sealed class HeadPlanner(SpikingTransformerModel model, EventEngineLimits limits, StepList steps)
{
    private readonly ModelConfiguration _c = model.Configuration;
    private readonly ChannelMap _classes = ChannelMap.Dense(model.Configuration.Classes);

    private int Tiles => ShortcutSpace.Tiles(_classes, limits);

    private int RangeRows => Tiles * limits.LaneGroups;

    /// <exception cref="ModelDoesNotFitException">U has too few rows for the ranges.</exception>
    public void Plan(SpikeTensor spikes)
    {
        var layer = new EventLayer
        {
            Name = model.Head.Name,
            Source = spikes,
            Rows = RowTable.Of(model.Head, 1, spikes.Channels, _classes),
            Outputs = _classes,
            Bias = model.Head.Bias,
            Shift = model.Head.Shift,
            Timesteps = _c.Timesteps,
            Schedule = SetSchedule.Summed,
            Shortcut = ShortcutUse.Add,
            WeightBits = _c.WeightBits,
        };
        int tokens = TokensOfRange();
        int ranges = (model.Tokens + tokens - 1) / tokens;
        long rows = (long)ranges * RangeRows;
        if (rows > limits.ShortcutRows)
        {
            throw new ModelDoesNotFitException(_c.Name, "rows of U for the sums of the head", rows, limits.ShortcutRows);
        }

        steps.Space.IsLive = false;
        var parts = new TileParts(layer, limits, _c.Name);
        for (int tile = 0; tile < Tiles; tile++)
        {
            var blocks = parts.Of(tile);
            for (int range = 0; range < ranges; range++)
            {
                steps.Steps.AddRange(Range(layer, blocks, tile, range, tokens));
            }
        }

        steps.Steps.Add(new EventStep(StepKind.Logits, layer.Name)
        {
            Count = _c.Classes,
            Ranges = ranges,
            RangeRows = RangeRows,
            Stores = new ShortcutRows("head", 0, 0, 0),
            ClassBias = model.Head.Bias,
        });
    }

    private IEnumerable<EventStep> Range(EventLayer layer, ImmutableArray<WeightBlock> parts, int tile, int range, int tokens)
    {
        var rows = new ShortcutRows($"head, tile {tile}, range {range}", (range * RangeRows) + (tile * limits.LaneGroups), 0, 0);
        var step = new EventStep(StepKind.Empty, layer.Name)
        {
            Tile = tile,
            Groups = ShortcutSpace.GroupsOf(_classes, tile, limits),
            Visited = limits.LaneGroups,
            Stores = rows,
            Parameters = LaneParameters.Of(layer, tile, limits.Lanes, hasBias: false, digit: 0, fires: false),
        };
        yield return step;
        for (int i = 0; i < parts.Length; i++)
        {
            yield return step with
            {
                Kind = StepKind.Sums,
                Part = i,
                Parts = parts.Length,
                Height = model.Tokens,
                FirstRow = range * tokens,
                RowCount = Math.Min(tokens, model.Tokens - (range * tokens)),
                Timesteps = _c.Timesteps,
                Schedule = SetSchedule.Summed,
                Source = layer.Source,
                Weights = parts[i],
                WeightBits = _c.WeightBits == 4 && parts[i].IsNarrow ? 4 : 8,
                Adds = rows,
                Parameters = LaneParameters.Of(layer, tile, limits.Lanes, hasBias: false, digit: 0, fires: false),
            };
        }
    }

    // The most tokens whose sums have room in U; at least one, which the proof of widths then refuses.
    private int TokensOfRange()
    {
        var head = model.Head;
        int most = model.Tokens;
        for (int c = 0; c < head.Outputs; c++)
        {
            while (most > 1 && LayerRange.Weights(head, c).Times((long)most * _c.Timesteps).Bits > limits.ShortcutBits)
            {
                most = (most + 1) / 2;
            }
        }

        return most;
    }
}
