using System.Collections.Immutable;

namespace Accel.Host.CompactEngine;

/// <summary>Where a tensor's channels lie among the engine's words of 16: each group of channels (a head, or all) starts a word.</summary>
internal sealed class ChannelPlacement
{
    private const int WordChannels = 16;

    private ChannelPlacement(ImmutableArray<int> positions, int words) => (Positions, Words) = (positions, words);

    /// <summary>Position of each channel.</summary>
    public ImmutableArray<int> Positions { get; }

    /// <summary>Words of 16.</summary>
    public int Words { get; }

    /// <summary>Channels without gaps.</summary>
    public static ChannelPlacement Dense(int channels) => Grouped(channels, 1);

    /// <summary>Groups of equal size, each padded to whole words.</summary>
    public static ChannelPlacement Grouped(int channels, int groups)
    {
        int size = channels / groups;
        int words = WordsOf(size);
        return new ChannelPlacement([.. Enumerable.Range(0, channels).Select(c => (c / size * words * WordChannels) + (c % size))], words * groups);
    }

    /// <summary>Words that channels take.</summary>
    public static int WordsOf(int channels) => (channels + WordChannels - 1) / WordChannels;

    /// <summary>The channel at each position, or -1 for padding.</summary>
    public int[] Inverse()
    {
        int[] channels = new int[Words * WordChannels];
        Array.Fill(channels, -1);
        for (int c = 0; c < Positions.Length; c++)
        {
            channels[Positions[c]] = c;
        }

        return channels;
    }
}
