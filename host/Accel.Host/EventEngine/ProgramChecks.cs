using Accel.Host.Engine;
using Layout = Accel.Kernels.SpikingTransformerEngineLayout;

namespace Accel.Host.EventEngine;

/// <summary>What a program carries so that the engine knows a damaged one, or one of another engine.</summary>
internal static class ProgramChecks
{
    /// <summary>
    /// Sets the last two cells of a step so that the sum of all cells, and the sum of the sums after each, are 0 (mod 2^32).
    /// </summary>
    public static void Seal(Span<uint> cells)
    {
        var (sum, sums) = RunningSums.Of(cells[..^2]);
        cells[^2] = 0 - (sums + sum);
        cells[^1] = sums;
    }

    /// <summary>The same for a header, whose two pointers that change from run to run count as 0.</summary>
    public static void SealHeader(Span<uint> header)
    {
        Span<uint> cells = stackalloc uint[Layout.HeaderCells];
        header[..Layout.HeaderCells].CopyTo(cells);
        cells[Layout.InputPointerCell] = 0;
        cells[Layout.ResultPointerCell] = 0;
        Seal(cells);
        cells[^2..].CopyTo(header[(Layout.HeaderCells - 2)..]);
    }

    /// <summary>
    /// A number that engines of different limits have different, but for chance: a polynomial of the limits that programs depend on.
    /// </summary>
    public static uint Fingerprint(EventEngineLimits limits)
    {
        ReadOnlySpan<int> numbers =
        [
            limits.Lanes, limits.Cores, limits.SpikeWords, limits.ShortcutRows, limits.BankRows, limits.AccumulatorBits,
            limits.ShortcutBits, limits.MembraneBits, limits.KeyBits, limits.AttentionUnits, limits.ProductRows, limits.KeyRows,
            limits.ProductBits, limits.LeftShiftBits, limits.PoolRows, limits.MaxSize, limits.MaxTimesteps, limits.MaxClasses,
            limits.Counts,
        ];
        uint sum = 0;
        foreach (int number in numbers)
        {
            sum = (sum * 31) + (uint)number;
        }

        return sum;
    }
}
