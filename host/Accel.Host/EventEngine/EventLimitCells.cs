using System.Collections.Immutable;
using Accel.Host.Engine;

namespace Accel.Host.EventEngine;

/// <summary>The engine's limits in the identity of a device: 12 cells, small numbers side by side.</summary>
internal static class EventLimitCells
{
    private const int Most = 1 << 24;
    private const int MostLanes = 1024;
    private const int MostUnits = 16;
    private const int MostCores = 16;
    private const int MostBits = 64;
    private const int MostShiftBits = 5;

    /// <summary>The cells.</summary>
    public static ImmutableArray<uint> Encode(EventEngineLimits limits)
    {
        ReadOnlySpan<int> cells =
        [
            limits.Lanes | (limits.AttentionUnits << 16),
            limits.AccumulatorBits | (limits.ShortcutBits << 8) | (limits.MembraneBits << 16) | (limits.KeyBits << 24),
            limits.ProductBits | (limits.LeftShiftBits << 8) | ((limits.Cores - 1) << 16) | (limits.Counts << 24),
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
        return new EventEngineLimits
        {
            Lanes = (int)(cells[0] & 0xFFFF),
            AttentionUnits = (int)(cells[0] >> 16),
            AccumulatorBits = (int)(cells[1] & 255),
            ShortcutBits = (int)((cells[1] >> 8) & 255),
            MembraneBits = (int)((cells[1] >> 16) & 255),
            KeyBits = (int)(cells[1] >> 24),
            ProductBits = (int)(cells[2] & 255),
            LeftShiftBits = (int)((cells[2] >> 8) & 255),
            Cores = (int)((cells[2] >> 16) & 255) + 1,
            Counts = (int)(cells[2] >> 24),
            SpikeWords = LimitCells.Size(cells[3]),
            ShortcutRows = LimitCells.Size(cells[4]),
            BankRows = LimitCells.Size(cells[5]),
            ProductRows = LimitCells.Size(cells[6]),
            KeyRows = LimitCells.Size(cells[7]),
            PoolRows = LimitCells.Size(cells[8]),
            MaxSize = LimitCells.Size(cells[9]),
            MaxTimesteps = LimitCells.Size(cells[10]),
            MaxClasses = LimitCells.Size(cells[11]),
        };
    }

    /// <summary>The first limit that no engine has.</summary>
    public static ToldLimit? Impossible(EventEngineLimits limits)
    {
        ReadOnlySpan<ToldLimit> all =
        [
            new("lanes", limits.Lanes, 1, MostLanes),
            new("cores", limits.Cores, 1, MostCores),
            new("attention units", limits.AttentionUnits, 1, MostUnits),
            new("bits of an accumulator", limits.AccumulatorBits, 1, MostBits),
            new("bits of the shortcut", limits.ShortcutBits, 1, MostBits),
            new("bits of a membrane", limits.MembraneBits, 1, MostBits),
            new("bits of K", limits.KeyBits, 1, MostBits),
            new("bits of K^T V", limits.ProductBits, 1, MostBits),
            new("bits of a left shift", limits.LeftShiftBits, 1, MostShiftBits),
            new("words of spikes", limits.SpikeWords, 1, Most),
            new("rows of U", limits.ShortcutRows, 1, Most),
            new("rows of a bank of weights", limits.BankRows, 1, Most),
            new("rows of K^T V", limits.ProductRows, 1, Most),
            new("rows of keys", limits.KeyRows, 1, Most),
            new("rows of the pool", limits.PoolRows, 1, Most),
            new("largest height, width and number of tokens", limits.MaxSize, 1, Most),
            new("largest number of timesteps", limits.MaxTimesteps, 1, Most),
            new("largest number of classes", limits.MaxClasses, 1, Most),
            new("counters (1 for some)", limits.Counts, 0, 1),
        ];
        // The compiler works with whole groups of lanes.
        return LimitCells.FirstImpossible(all)
            ?? (limits.Lanes % ChannelMap.GroupChannels == 0 ? null : new ToldLimit("lanes, a multiple of 16", limits.Lanes, 1, MostLanes));
    }
}
