using System.Collections.Immutable;
using Accel.Host.Engine;

namespace Accel.Host.CompactEngine;

/// <summary>What a traced element is made of.</summary>
internal enum TraceElement
{
    /// <summary>A number of a lane.</summary>
    Number,
    /// <summary>A bit: 0 or 1.</summary>
    Binary,
    /// <summary>Two bits: -1, 0 or 1.</summary>
    Ternary,
    /// <summary>Four bits: 0..15.</summary>
    Key,
    /// <summary>A cell an element, in order.</summary>
    Logit,
}

/// <summary>A tensor that the compact engine wrote.</summary>
internal sealed class CompactTraceRegion : TraceRegion
{
    private readonly TraceElement _element;
    private readonly int _cellsPerVisit;
    private readonly int _offset;
    private readonly ImmutableArray<int> _channels;

    public CompactTraceRegion(
        string name, ImmutableArray<int> shape, int cell, int cells, TraceElement element, int cellsPerVisit, int offset, ImmutableArray<int> channels)
        : base(name, shape, cell, cells)
        => (_element, _cellsPerVisit, _offset, _channels) = (element, cellsPerVisit, offset, channels);

    private protected override int[] Values(ReadOnlySpan<uint> cells)
    {
        int[] values = new int[Shape.Aggregate(1, static (a, b) => a * b)];
        if (_element == TraceElement.Logit)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (int)cells[i];
            }

            return values;
        }

        int next = 0;
        for (int t = 0; t < Shape[0]; t++)
        {
            for (int n = 0; n < Shape[1]; n++)
            {
                foreach (int channel in _channels)
                {
                    int tile = channel / WeightLanes, lane = channel % WeightLanes;
                    int first = ((((((tile * Shape[1]) + n) * Shape[0]) + t) * _cellsPerVisit) + _offset);
                    values[next++] = Element(cells[first..], lane);
                }
            }
        }

        return values;
    }

    /// <summary>Channels of a tile.</summary>
    internal const int WeightLanes = 16;

    private int Element(ReadOnlySpan<uint> cells, int lane) => _element switch
    {
        TraceElement.Number => (int)cells[lane],
        TraceElement.Binary => (int)((cells[0] >> lane) & 1),
        TraceElement.Ternary => (int)((cells[0] >> lane) & 1) - (int)((cells[0] >> (lane + WeightLanes)) & 1),
        _ => (int)((cells[lane / 8] >> (4 * (lane % 8))) & 15),
    };
}
