using System.Collections.Immutable;
using Accel.Host.Engine;

namespace Accel.Host.EventEngine;

/// <summary>A tensor that the engine wrote.</summary>
internal sealed class EventTraceRegion : TraceRegion
{
    private readonly TraceTensor _tensor;
    private readonly Func<int, (int Groups, int Visited)> _groups;
    private readonly int _lanes;

    public EventTraceRegion(TraceTensor tensor, int cell, int cells, int lanes, Func<int, (int Groups, int Visited)> groups)
        : base(tensor.Name, ShapeOf(tensor), cell, cells)
        => (_tensor, _lanes, _groups) = (tensor, lanes, groups);

    private static ImmutableArray<int> ShapeOf(TraceTensor tensor)
    {
        int channels = tensor.Channels.Positions.Length;
        return tensor.Element == TraceElement.Logit ? [channels]
            : tensor.ChannelsFirst ? [tensor.Timesteps, channels, tensor.Positions]
            : [tensor.Timesteps, tensor.Positions, channels];
    }

    private protected override int[] Values(ReadOnlySpan<uint> cells)
    {
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

        return values;
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
