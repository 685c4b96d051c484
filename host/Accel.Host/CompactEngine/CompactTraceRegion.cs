using System.Collections.Immutable;
using Accel.Host.Engine;

namespace Accel.Host.CompactEngine;

/// <summary>What a traced element is made of.</summary>
internal enum TraceElement
{
    /// <summary>A number: a cell.</summary>
    Number,
    /// <summary>0 or 1, or -1, 0 or 1: four bits, signed.</summary>
    Spike,
    /// <summary>0..15: four bits.</summary>
    Key,
}

/// <summary>How a layer's trace lies in memory: one channel after the other, of each the visits of every position and timestep.</summary>
/// <param name="Visits">Positions times timesteps.</param>
/// <param name="HasNumbers">Each visit has a number as well.</param>
internal readonly record struct TraceShape(int Visits, bool HasNumbers)
{
    /// <summary>Visits that share a cell of spikes.</summary>
    private const int Group = 8;

    /// <summary>Cells of a channel: its numbers, and a cell behind each group of visits and behind the last one.</summary>
    public long ChannelCells => (HasNumbers ? Visits : 0) + (Visits / Group) + 1;

    /// <summary>The cell of a visit's number, from the channel's first on.</summary>
    public static int NumberCell(int visit) => visit + (visit / Group);

    /// <summary>The cell of what a visit fired, and the first of its four bits. A group's bits are shifted down, those of one that is not
    /// whole not all the way.</summary>
    public (int Cell, int Bit) SpikeCell(int visit)
    {
        int group = visit / Group;
        int visits = Math.Min(Group, Visits - (group * Group));
        return (group + (HasNumbers ? (group * Group) + visits : 0), 4 * (Group - visits + (visit % Group)));
    }
}

/// <summary>A tensor that the compact engine wrote to a layer's trace: [T, N, C], or [T, C, positions] of a map.</summary>
internal sealed class CompactTraceRegion(
    string name, ImmutableArray<int> shape, int cell, int cells, TraceElement element, TraceShape layout, bool isMap) : TraceRegion(name,
    shape, cell, cells)
{
    private protected override int[] Values(ReadOnlySpan<uint> cells)
    {
        var (timesteps, channels, positions) = isMap ? (Shape[0], Shape[1], Shape[2]) : (Shape[0], Shape[2], Shape[1]);
        int[] values = new int[timesteps * channels * positions];
        for (int channel = 0; channel < channels; channel++)
        {
            var own = cells.Slice(channel * (int)layout.ChannelCells, (int)layout.ChannelCells);
            for (int visit = 0; visit < layout.Visits; visit++)
            {
                var (position, t) = (visit / timesteps, visit % timesteps);
                int to = isMap ? (((t * channels) + channel) * positions) + position : (((t * positions) + position) * channels) + channel;
                values[to] = Element(own, visit);
            }
        }

        return values;
    }

    private int Element(ReadOnlySpan<uint> cells, int visit)
    {
        if (element == TraceElement.Number)
        {
            return (int)cells[TraceShape.NumberCell(visit)];
        }

        var (cell, bit) = layout.SpikeCell(visit);
        int bits = (int)(cells[cell] >> bit) & 15;
        return element == TraceElement.Spike && bits >= 8 ? bits - 16 : bits;
    }
}

/// <summary>The logits, in the result.</summary>
internal sealed class CompactLogitRegion(int classes, int cell) : TraceRegion("logits", [classes], cell, classes)
{
    private protected override int[] Values(ReadOnlySpan<uint> cells)
    {
        int[] values = new int[cells.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (int)cells[i];
        }

        return values;
    }
}
