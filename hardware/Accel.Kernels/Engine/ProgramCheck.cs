using System.Runtime.CompilerServices;
using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Fetches the cells of a header or a step, and finds damage: the sum of all cells, and the sum of the sums after each, are
/// 0.</summary>
internal static class ProgramCheck
{
    /// <summary>Fetches cells.</summary>
    /// <param name="memory">Where they lie.</param>
    /// <param name="first">The first one.</param>
    /// <param name="count">How many.</param>
    /// <param name="isHeader">They are the header: the two pointers that may change count as 0.</param>
    /// <param name="cells">Where they go.</param>
    /// <returns>Whether they add up.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [Pipeline("index", InitiationInterval = 0)]
    [Range("index", 0, EngineStepLayout.Cells)]
    [Range("count", 0, EngineStepLayout.Cells)]
    public static bool Fetch(SimpleMemory memory, int first, int count, bool isHeader, int[] cells)
    {
        int sum = 0;
        int sums = 0;
        for (int index = 0; index < count; index++)
        {
            bool changes = isHeader && (index == SpikingTransformerEngineLayout.InputPointerCell
                || index == SpikingTransformerEngineLayout.ResultPointerCell);
            int number = memory.ReadInt32(first + index);
            cells[index] = number;
            sum += changes ? 0 : number;
            sums += sum;
        }

        return sum == 0 && sums == 0;
    }
}
