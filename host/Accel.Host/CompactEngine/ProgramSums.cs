namespace Accel.Host.CompactEngine;

/// <summary>What the header and each layer carry so that the engine knows a damaged one.</summary>
internal static class ProgramSums
{
    /// <summary>Writes behind some numbers their sum, and the sum of all values that it had.</summary>
    /// <param name="cells">The numbers, then room for the two.</param>
    public static void Seal(Span<uint> cells)
    {
        uint sum = 0, sums = 0;
        foreach (uint cell in cells[..^2])
        {
            sum += cell;
            sums += sum;
        }

        cells[^2] = sum;
        cells[^1] = sums;
    }
}
