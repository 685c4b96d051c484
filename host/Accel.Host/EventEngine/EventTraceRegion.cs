using System.Collections.Immutable;
using Accel.Models;

namespace Accel.Host.EventEngine;

/// <summary>Where a tensor lies in the engine's memory after it has run.</summary>
public sealed class EventTraceRegion
{
    private readonly TraceTensor _tensor;
    private readonly Func<int, (int Groups, int Visited)> _groups;
    private readonly int _lanes;

    internal EventTraceRegion(TraceTensor tensor, int cell, int cells, int lanes, Func<int, (int Groups, int Visited)> groups)
    {
        (_tensor, Cell, Cells, _lanes, _groups) = (tensor, cell, cells, lanes, groups);
        int channels = tensor.Channels.Positions.Length;
        Shape = tensor.Element == TraceElement.Logit ? [channels]
            : tensor.ChannelsFirst ? [tensor.Timesteps, channels, tensor.Positions]
            : [tensor.Timesteps, tensor.Positions, channels];
    }

    /// <summary>The tensor's name, for instance <c>block.0.attn.q</c>.</summary>
    public string Name => _tensor.Name;

    /// <summary>The golden model's: [T, N, C] for most, [T, C, positions] for the stem's maps, [classes] for the logits.</summary>
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

        int channels = _tensor.Channels.Positions.Length;
        int[] values = new int[_tensor.Timesteps * _tensor.Positions * channels];
        for (int c = 0; c < channels; c++)
        {
            int place = _tensor.Channels.Positions[c];
            int tileCell = TileCell(place / _lanes);
            for (int t = 0; t < _tensor.Timesteps; t++)
            {
                for (int p = 0; p < _tensor.Positions; p++)
                {
                    int index = _tensor.ChannelsFirst
                        ? (((t * channels) + c) * _tensor.Positions) + p
                        : (((t * _tensor.Positions) + p) * channels) + c;
                    values[index] = Element(cells, place, tileCell, p, t);
                }
            }
        }

        return new NamedTensor(Name, Shape, values);
    }

    private int TileCell(int tile)
    {
        int cell = 0;
        for (int before = 0; before < tile; before++)
        {
            cell += _tensor.Positions * _tensor.Timesteps * RowsOf(before) * CellsOfRow;
        }

        return cell;
    }

    private int CellsOfRow => _tensor.Element is TraceElement.Spike or TraceElement.Key ? 4 : 16;

    private int RowsOf(int tile) => _tensor.Element == TraceElement.ShortcutRow ? _groups(tile).Visited : _groups(tile).Groups;

    private int Element(ReadOnlySpan<uint> cells, int place, int tileCell, int position, int t)
    {
        switch (_tensor.Element)
        {
            case TraceElement.Logit:
                return (int)cells[place];
            case TraceElement.SpikeWord:
                return SpikeOfWord(cells, ((long)position * _tensor.Channels.Size) + place, t);
        }

        int lane = place % _lanes, group = lane / ChannelMap.GroupChannels, i = lane % ChannelMap.GroupChannels;
        int row = tileCell + (((((position * _tensor.Timesteps) + t) * RowsOf(place / _lanes)) + group) * CellsOfRow);
        return _tensor.Element switch
        {
            TraceElement.Spike => (int)((cells[row] >> i) & 1) - (int)((cells[row] >> (i + ChannelMap.GroupChannels)) & 1),
            TraceElement.Key => (int)((cells[row + (i / 4)] >> (8 * (i % 4))) & 255),
            _ => (int)cells[row + i],
        };
    }

    private int SpikeOfWord(ReadOnlySpan<uint> cells, long bit, int t)
    {
        long groupWords = (((long)_tensor.Positions * _tensor.Channels.Size) + SpikeTensor.WordBits - 1) / SpikeTensor.WordBits;
        long word = (t / SpikeTensor.WordTimesteps * groupWords) + (bit / SpikeTensor.WordBits);
        int piece = (int)(bit % SpikeTensor.WordBits) / ChannelMap.PieceChannels;
        uint cell = cells[(int)(word * EventInputEncoder.CellsOfWord) + (t % SpikeTensor.WordTimesteps * 4) + piece];
        return (int)((cell >> (int)(bit % ChannelMap.PieceChannels)) & 1);
    }
}
