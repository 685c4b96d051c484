using System.Collections.Immutable;
using Accel.Models;
using Accel.Models.Widths;

namespace Accel.Host.EventEngine;

/// <summary>Cuts a layer's inputs into parts whose rows the banks have room for and whose sums fit the accumulators.</summary>
internal sealed class TileParts
{
    // Parts that cost no rows of U are no larger than this: the weights of the next part come while one works.
    private const int OverlappedRows = 1020;

    private readonly EventLayer _layer;
    private readonly EventEngineLimits _limits;
    private readonly Dictionary<int, ImmutableArray<WeightBlock>> _blocks = [];
    private readonly int _digits;

    /// <exception cref="ModelDoesNotFitException">Even 32 rows have sums that are too wide.</exception>
    public TileParts(EventLayer layer, EventEngineLimits limits, string model)
    {
        (_layer, _limits) = (layer, limits);
        _digits = WeightDigits.Count(layer.Rows.All);
        Choose(model);
    }

    /// <summary>The parts of a tile: the first has the lowest digit, parts without weights are left out.</summary>
    public ImmutableArray<WeightBlock> Of(int tile)
        => [.. _blocks[tile].Where((b, i) => i == 0 || !b.IsZero)];

    private void Choose(string model)
    {
        bool accumulatesInShortcut = _layer.Shortcut != ShortcutUse.None && !_layer.PoolsMaximum;
        (Interval Widest, int Channel) worst = default;
        var ways = _layer.Copies == 1
            ? TapPartition.Of(_layer.Rows.Side, _layer.Rows.Inputs)
            : [[SideBySide.TapsOf(_layer.Copies, _layer.Source.Channels.Size / _layer.Copies)]];
        foreach (var taps in ways)
        {
            int most = accumulatesInShortcut ? Math.Min(_limits.TileRows, OverlappedRows) : _limits.TileRows;
            if (taps.Max(t => t.Rows(_layer.Rows.Inputs)) <= most)
            {
                worst = Widest(taps);
                if (worst.Widest.Bits <= _limits.AccumulatorBits)
                {
                    return;
                }
            }
        }

        throw new ModelDoesNotFitException(
            model, _layer.Name, "sum of 32 inputs", worst.Channel, worst.Widest.Bits, _limits.AccumulatorBits);
    }

    private (Interval Widest, int Channel) Widest(ImmutableArray<Taps> taps)
    {
        int count = _layer.Schedule == SetSchedule.Summed ? Math.Min(_layer.Timesteps, SpikeTensor.WordTimesteps) : 1;
        int[] channels = _layer.Outputs.Inverse();
        (Interval Widest, int Channel) worst = default;
        for (int tile = 0; tile < ShortcutSpace.Tiles(_layer.Outputs, _limits); tile++)
        {
            _blocks[tile] = [.. Blocks(taps, tile)];
            foreach (var block in _blocks[tile])
            {
                for (int lane = 0; lane < block.Sums.Count; lane++)
                {
                    var sum = block.Sums[lane].Times(count);
                    worst = sum.Bits > worst.Widest.Bits ? (sum, channels[(tile * _limits.Lanes) + lane]) : worst;
                }
            }
        }

        return worst;
    }

    private IEnumerable<WeightBlock> Blocks(ImmutableArray<Taps> taps, int tile)
        => Enumerable.Range(0, _digits).SelectMany(digit => taps.Select(t => WeightBlock.Of(_layer, t, digit, tile, _limits.Lanes)));
}
