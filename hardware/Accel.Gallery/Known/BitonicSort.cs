using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// Batcher's bitonic sort of 32-bit integers, a comparison per cycle; each step reads one memory and writes the other one. Memory: cell 0
/// on the numbers, which are in ascending order afterwards.
/// </summary>
public class BitonicSort
{
    /// <summary>Numbers.</summary>
    [Replaceable("BitonicSort.Count"), Allowed(4, 4096, PowerOfTwo = true)]
    public const int Count = 1024;

    /// <summary>Sorts.</summary>
    [Pipeline("index", InitiationInterval = 0)]
    [Pipeline("pair", InitiationInterval = 0)]
    [Memory("even", MemoryKind.Block)]
    [Memory("odd", MemoryKind.Block)]
    public virtual void Run(SimpleMemory memory)
    {
        int[] even = new int[Count];
        int[] odd = new int[Count];
        bool isOdd = false;
        for (int index = 0; index < Count; index++)
        {
            even[index] = memory.ReadInt32(index);
        }

        for (int block = 2; block <= Count; block <<= 1)
        {
            for (int step = block >> 1; step > 0; step >>= 1)
            {
                for (int pair = 0; pair < Count / 2; pair++)
                {
                    // The partner has the bit of the step, which the first of both has not.
                    int low = ((pair & ~(step - 1)) << 1) | (pair & (step - 1));
                    int high = low | step;
                    int first = isOdd ? odd[low] : even[low];
                    int second = isOdd ? odd[high] : even[high];
                    bool isSwapped = (first > second) != ((low & block) != 0);
                    if (isOdd)
                    {
                        even[low] = isSwapped ? second : first;
                        even[high] = isSwapped ? first : second;
                    }
                    else
                    {
                        odd[low] = isSwapped ? second : first;
                        odd[high] = isSwapped ? first : second;
                    }
                }

                isOdd = !isOdd;
            }
        }

        for (int index = 0; index < Count; index++)
        {
            memory.WriteInt32(index, isOdd ? odd[index] : even[index]);
        }
    }
}
