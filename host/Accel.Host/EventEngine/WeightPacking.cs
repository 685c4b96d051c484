namespace Accel.Host.EventEngine;

/// <summary>Weights and parameters as cells.</summary>
internal static class WeightPacking
{
    private const int BiasBits = 24;

    /// <summary>Weights in order, the first in the lowest bits of a cell: four of 8 bits, or eight of 4.</summary>
    /// <param name="weights">Rows of lanes; a multiple of 8.</param>
    /// <param name="bits">8 or 4.</param>
    public static uint[] Pack(ReadOnlySpan<sbyte> weights, int bits)
    {
        int perCell = 32 / bits;
        uint[] cells = new uint[weights.Length / perCell];
        for (int i = 0; i < weights.Length; i++)
        {
            uint weight = (uint)weights[i] & ((1u << bits) - 1);
            cells[i / perCell] |= weight << (i % perCell * bits);
        }

        return cells;
    }

    /// <summary>A lane's first parameter cell: 24 bits of bias, then the shift.</summary>
    public static uint Pack(int bias, int shift) => ((uint)bias & ((1u << BiasBits) - 1)) | ((uint)shift << BiasBits);
}
