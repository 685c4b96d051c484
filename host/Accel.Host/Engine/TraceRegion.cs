using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.Engine;

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

/// <summary>Where a layer's output lies in the engine's memory after it has run. Regions may share cells.</summary>
public sealed class TraceRegion
{
    private readonly TraceElement _element;
    private readonly int _cellsPerVisit;
    private readonly int _offset;
    private readonly ImmutableArray<int> _channels;

    internal TraceRegion(
        string name, ImmutableArray<int> shape, int cell, int cells, TraceElement element, int cellsPerVisit, int offset, ImmutableArray<int> channels)
        => (Name, Shape, Cell, Cells, _element, _cellsPerVisit, _offset, _channels) = (name, shape, cell, cells, element, cellsPerVisit, offset, channels);

    /// <summary>The tensor's name, for instance <c>block.0.attn.q</c>.</summary>
    public string Name { get; }

    /// <summary>[T, N, C], or [classes] for the logits.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>First cell.</summary>
    public int Cell { get; }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>The tensor that the region's cells hold.</summary>
    /// <param name="cells">The <see cref="Cells"/> cells from <see cref="Cell"/> on, with any content.</param>
    public NamedTensor Decode(ReadOnlySpan<uint> cells)
    {
        if (cells.Length != Cells)
        {
            throw new ArgumentException($"{Name} takes {Cells} cells, not {cells.Length}", nameof(cells));
        }

        int[] values = new int[Shape.Aggregate(1, static (a, b) => a * b)];
        if (_element == TraceElement.Logit)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (int)cells[i];
            }

            return new NamedTensor(Name, Shape, values);
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

        return new NamedTensor(Name, Shape, values);
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
