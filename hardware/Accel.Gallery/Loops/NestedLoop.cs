using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Loops;

/// <summary>
/// Products until one reaches 1000, twice over. Iterations start before it is known whether the inner loop goes on; what those behind the
/// last one compute is not kept. Memory: a and b, then c.
/// </summary>
public class NestedLoop
{
    /// <summary>Elements.</summary>
    public const int Size = 1000;

    // So many iterations later it is looked whether one was the last.
    private const int Late = 4;

    private const int Times = 2;
    private const int Room = 400;

    /// <summary>Loads, multiplies, stores.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    [Pipeline("i")]
    public virtual void Run(SimpleMemory memory)
    {
        int[] a = new int[Size];
        int[] b = new int[Size];
        int[] c = new int[Size];
        for (int cell = 0; cell < Size; cell++)
        {
            a[cell] = memory.ReadInt32(cell);
        }

        for (int cell = 0; cell < Size; cell++)
        {
            b[cell] = memory.ReadInt32(Size + cell);
        }

        for (int time = 0; time < Times; time++)
        {
            bool isOver = false;
            bool[] wasOver = new bool[Late];
            for (int i = 0; i < Size - Room; i++)
            {
                if (wasOver[(i + 1) & (Late - 1)])
                {
                    break;
                }

                int product = a[i] * b[i];
                if (!isOver)
                {
                    c[i + (time * Room)] = product;
                }

                isOver = isOver || product >= 1000;
                wasOver[i & (Late - 1)] = isOver;
            }
        }

        for (int cell = 0; cell < Size; cell++)
        {
            memory.WriteInt32((2 * Size) + cell, c[cell]);
        }
    }
}
