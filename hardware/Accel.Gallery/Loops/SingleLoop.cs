using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Loops;

/// <summary>
/// Products until one reaches 1000. Iterations start before it is known whether the loop goes on; what those behind the last one compute is
/// not kept. Memory: a and b, then c.
/// </summary>
public class SingleLoop
{
    /// <summary>Elements.</summary>
    public const int Size = 1000;

    // So many iterations later it is looked whether one was the last.
    private const int Late = 4;

    /// <summary>Loads, multiplies, stores.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    [Pipeline("i")]
    public virtual void Run(SimpleMemory memory)
    {
        int[] a = new int[Size];
        int[] b = new int[Size];
        int[] c = new int[Size];
        bool[] wasOver = new bool[Late];
        for (int cell = 0; cell < Size; cell++)
        {
            a[cell] = memory.ReadInt32(cell);
        }

        for (int cell = 0; cell < Size; cell++)
        {
            b[cell] = memory.ReadInt32(Size + cell);
        }

        bool isOver = false;
        for (int i = 0; i < Size; i++)
        {
            if (wasOver[(i + 1) & (Late - 1)])
            {
                break;
            }

            int product = a[i] * b[i];
            if (!isOver)
            {
                c[i] = product;
            }

            isOver = isOver || product >= 1000;
            wasOver[i & (Late - 1)] = isOver;
        }

        for (int cell = 0; cell < Size; cell++)
        {
            memory.WriteInt32((2 * Size) + cell, c[cell]);
        }
    }
}
