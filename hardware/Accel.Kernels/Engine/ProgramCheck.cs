using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Finds damage: the sum of all cells, and the sum of the sums after each, are 0.</summary>
internal static class ProgramCheck
{
    /// <summary>Whether cells add up.</summary>
    /// <param name="memory">Where they lie.</param>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="isHeader">They are the header: the two pointers that may change count as 0.</param>
    [Pipeline("index", InitiationInterval = 0)]
    [Range("index", 0, EngineStepLayout.Cells)]
    [Range("count", 0, EngineStepLayout.Cells)]
    public static bool AddsUp(SimpleMemory memory, int first, int count, bool isHeader)
    {
        uint sum = 0;
        uint sums = 0;
        for (int index = 0; index < count; index++)
        {
            bool changes = isHeader && (index == SpikingTransformerEngineLayout.InputPointerCell || index == SpikingTransformerEngineLayout.ResultPointerCell);
            uint number = memory.ReadUInt32(first + index);
            sum += changes ? 0 : number;
            sums += sum;
        }

        return sum == 0 && sums == 0;
    }
}
