namespace Accel.Host.Engine;

/// <summary>The two sums by which an engine knows a damaged part of its program.</summary>
internal static class RunningSums
{
    /// <summary>The sum of some cells, and the sum of the values that it has after each (mod 2^32).</summary>
    public static (uint Sum, uint Sums) Of(ReadOnlySpan<uint> cells)
    {
        uint sum = 0, sums = 0;
        foreach (uint cell in cells)
        {
            sum += cell;
            sums += sum;
        }

        return (sum, sums);
    }
}
