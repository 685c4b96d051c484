using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Writes the 16 lanes' numbers to 16 cells.</summary>
internal static class LaneWriter
{
    /// <summary>Lane 0 first. The numbers move through a chain of registers, so no lane has to be selected; they are lost.</summary>
    [Unroll("lane")]
    public static void Write(SimpleMemory memory, int cell, int[] numbers)
    {
        for (int index = 0; index < WeightTile.Lanes; index++)
        {
            memory.WriteInt32(cell + index, numbers[0]);
            for (int lane = 0; lane < WeightTile.Lanes - 1; lane++)
            {
                numbers[lane] = numbers[lane + 1];
            }
        }
    }
}
