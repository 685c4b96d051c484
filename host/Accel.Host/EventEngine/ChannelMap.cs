using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>Where a tensor's channels lie among the bits of a position.</summary>
internal sealed class ChannelMap
{
    /// <summary>Channels that a group of lanes works at side by side: what a head is padded to.</summary>
    public const int GroupChannels = 16;

    /// <summary>Channels of a piece of spikes: what a position is padded to.</summary>
    public const int PieceChannels = 32;

    private ChannelMap(ImmutableArray<int> positions, int used)
        => (Positions, Size) = (positions, PadTo(used, PieceChannels));

    /// <summary>Place of each channel.</summary>
    public ImmutableArray<int> Positions { get; }

    /// <summary>Places, padding included: a multiple of <see cref="PieceChannels"/>.</summary>
    public int Size { get; }

    /// <summary>Channels without gaps.</summary>
    public static ChannelMap Dense(int channels) => new([.. Enumerable.Range(0, channels)], channels);

    /// <summary>Heads of equal size, each padded to whole groups.</summary>
    public static ChannelMap Heads(int channels, int heads)
    {
        int size = channels / heads;
        int padded = PadTo(size, GroupChannels);
        return new([.. Enumerable.Range(0, channels).Select(c => (c / size * padded) + (c % size))], padded * heads);
    }

    /// <summary>The channels of several positions side by side, copy by copy.</summary>
    public ChannelMap Repeated(int copies)
        => new([.. Enumerable.Range(0, copies).SelectMany(copy => Positions.Select(place => (copy * Size) + place))], copies * Size);

    /// <summary>The channel at each place, -1 for padding.</summary>
    public int[] Inverse()
    {
        int[] channels = new int[Size];
        Array.Fill(channels, -1);
        for (int c = 0; c < Positions.Length; c++)
        {
            channels[Positions[c]] = c;
        }

        return channels;
    }

    /// <summary>The next multiple of a size.</summary>
    public static int PadTo(int count, int multiple) => (count + multiple - 1) / multiple * multiple;
}
