using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Steps on their way from memory to the lanes.</summary>
internal static class LaneSteps
{
    /// <summary>Reads steps as <see cref="LaneStepLayout"/> has them.</summary>
    /// <param name="memory">Where they lie.</param>
    /// <param name="firstCell">First cell, at the beginning of four.</param>
    /// <param name="pairs">Half their number.</param>
    /// <param name="to">Where they go.</param>
    [Pipeline("pair", InitiationInterval = 0)]
    [Range("pair", 0, LaneStepLayout.MostSteps / 2)]
    [Range("pairs", 0, LaneStepLayout.MostSteps / 2)]
    public static void Load(SimpleMemory memory, int firstCell, int pairs, Stream<LaneStep> to)
    {
        for (int pair = 0; pair < pairs; pair++)
        {
            int cell = firstCell + (pair << 2);
            to.Write(Of(memory.ReadUInt32(cell), memory.ReadUInt32(cell + 1), false));
            to.Write(Of(memory.ReadUInt32(cell + 2), memory.ReadUInt32(cell + 3), pair == pairs - 1));
        }
    }

    private static LaneStep Of(uint low, uint high, bool isLast) => new()
    {
        Rows = (low & 0x7FFFFFF) | ((ulong)(high & 0x1FF) << 27),
        Addend = (int)(high >> LaneStepLayout.AddendBit) & 3,
        KeepsFirst = ((high >> LaneStepLayout.KeepsFirstBit) & 1) != 0,
        KeepsSecond = ((high >> LaneStepLayout.KeepsSecondBit) & 1) != 0,
        Saves = ((high >> LaneStepLayout.SavesBit) & 1) != 0,
        IsLast = isLast,
    };
}
