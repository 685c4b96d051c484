using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Loops;

/// <summary>
/// Steps of one or two through a list, two where place times element is below 10,000, and a mark where each ends. Where a step ends depends
/// on the element where it begins; whether an element makes a step of two does not, so that all elements are looked at, one per cycle, and
/// those that are stepped over count for nothing. Memory: a, then b.
/// </summary>
public class IfConvert
{
    /// <summary>Elements of a.</summary>
    public const int Size = 200;

    private const int End = Size - 1;

    /// <summary>Loads, steps, stores.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    [Pipeline("i")]
    public virtual void Run(SimpleMemory memory)
    {
        int[] a = new int[Size];
        int[] b = new int[Size + 1];
        for (int cell = 0; cell < Size; cell++)
        {
            a[cell] = memory.ReadInt32(cell);
        }

        // Whether the next place is one that a step ends at, and the one behind it.
        bool isReached = true, isNextReached = false;
        for (int i = 1; i < End; i++)
        {
            bool isLong = i * a[i] < 10_000;
            bool isBehindReached = isReached && isLong;
            bool isStep = isNextReached || (isReached && !isLong);
            if (isStep || i == 1)
            {
                b[i + 1] = isStep ? 1 : 0;
            }

            isReached = isStep;
            isNextReached = isBehindReached;
        }

        // A step from the last place but one may end behind the end.
        b[Size] = isNextReached ? 1 : 0;
        for (int cell = 0; cell <= Size; cell++)
        {
            memory.WriteInt32(Size + cell, b[cell]);
        }
    }
}
