using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Rows of numbers of 16 lanes in a memory: element 16 row + lane.</summary>
internal static class LaneRows
{
    /// <summary>A row.</summary>
    [Unroll("lane")]
    public static LaneNumbers Load(int[] memory, int row)
    {
        var numbers = default(LaneNumbers);
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            numbers.Set(lane, memory[(row * EngineSizes.Group) + lane]);
        }

        return numbers;
    }

    /// <summary>Puts numbers into a row.</summary>
    [Unroll("lane")]
    public static void Store(int[] memory, int row, in LaneNumbers numbers)
    {
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            memory[(row * EngineSizes.Group) + lane] = numbers.Of(lane);
        }
    }
}
