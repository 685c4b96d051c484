using System.Collections.Immutable;
using Accel.Host.Engine;

namespace Accel.Host.EventEngine;

/// <summary>The engine's limits in the identity of a device: 12 cells, small numbers side by side.</summary>
internal static class EventLimitCells
{
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

    /// <summary>The limits that cells tell; whether they can be is for <see cref="EngineLimits.Impossible"/> to judge.</summary>
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
}
