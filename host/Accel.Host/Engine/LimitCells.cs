namespace Accel.Host.Engine;

/// <summary>What devices tell of their limits, before anybody believes it.</summary>
internal static class LimitCells
{
    /// <summary>A size as a cell has it; one that no array has is the largest that one could have.</summary>
    public static int Size(uint cell) => (int)Math.Min(cell, int.MaxValue);
}
