using System.Collections.Immutable;

namespace Accel.Host.EventEngine;

/// <summary>The engine's limits in the identity of a device: 12 cells, small numbers side by side.</summary>
internal static class EventLimitCells
{
    private const int Most = 1 << 24;
    private const int MostLanes = 1024;
    private const int MostUnits = 256;
    private const int MostBits = 64;

    /// <summary>The cells.</summary>
    public static ImmutableArray<uint> Encode(EventEngineLimits limits)
    {
        ReadOnlySpan<int> cells =
        [
            limits.Lanes | (limits.AttentionUnits << 16),
            limits.AccumulatorBits | (limits.ShortcutBits << 8) | (limits.MembraneBits << 16) | (limits.KeyBits << 24),
            limits.ProductBits,
            limits.SpikeWords,
            limits.ShortcutRows,
            limits.BankRows,
            limits.ProductRows,
            limits.KeyRows,
            limits.PoolRows,
            limits.MaxSize,
            limits.MaxTimesteps,
            limits.MaxClasses,
        ];
        var encoded = ImmutableArray.CreateBuilder<uint>(cells.Length);
        foreach (int cell in cells)
        {
            encoded.Add((uint)cell);
        }

        return encoded.MoveToImmutable();
    }

    /// <summary>The limits that cells tell; whether they can be is for <see cref="Impossible"/> to judge.</summary>
    public static EventEngineLimits Decode(ReadOnlySpan<uint> cells)
    {
        int Size(uint cell) => (int)Math.Min(cell, int.MaxValue);
        return new EventEngineLimits
        {
            Lanes = (int)(cells[0] & 0xFFFF),
            AttentionUnits = (int)(cells[0] >> 16),
            AccumulatorBits = (int)(cells[1] & 255),
            ShortcutBits = (int)((cells[1] >> 8) & 255),
            MembraneBits = (int)((cells[1] >> 16) & 255),
            KeyBits = (int)(cells[1] >> 24),
            ProductBits = Size(cells[2]),
            SpikeWords = Size(cells[3]),
            ShortcutRows = Size(cells[4]),
            BankRows = Size(cells[5]),
            ProductRows = Size(cells[6]),
            KeyRows = Size(cells[7]),
            PoolRows = Size(cells[8]),
            MaxSize = Size(cells[9]),
            MaxTimesteps = Size(cells[10]),
            MaxClasses = Size(cells[11]),
        };
    }

    /// <summary>The first limit that no engine has.</summary>
    public static (string Name, long Value, long Most)? Impossible(EventEngineLimits limits)
    {
        ReadOnlySpan<(string Name, int Value, int Most)> all =
        [
            ("lanes", limits.Lanes, MostLanes),
            ("attention units", limits.AttentionUnits, MostUnits),
            ("bits of an accumulator", limits.AccumulatorBits, MostBits),
            ("bits of the shortcut", limits.ShortcutBits, MostBits),
            ("bits of a membrane", limits.MembraneBits, MostBits),
            ("bits of K", limits.KeyBits, MostBits),
            ("bits of K^T V", limits.ProductBits, MostBits),
            ("words of spikes", limits.SpikeWords, Most),
            ("rows of U", limits.ShortcutRows, Most),
            ("rows of a bank of weights", limits.BankRows, Most),
            ("rows of K^T V", limits.ProductRows, Most),
            ("rows of keys", limits.KeyRows, Most),
            ("rows of the pool", limits.PoolRows, Most),
            ("largest height, width and number of tokens", limits.MaxSize, Most),
            ("largest number of timesteps", limits.MaxTimesteps, Most),
            ("largest number of classes", limits.MaxClasses, Most),
        ];
        foreach (var (name, value, most) in all)
        {
            if (value < 1 || value > most)
            {
                return (name, value, most);
            }
        }

        // The compiler works with whole groups of lanes.
        return limits.Lanes % ChannelMap.GroupChannels == 0 ? null : ("lanes, a multiple of 16", limits.Lanes, MostLanes);
    }
}
