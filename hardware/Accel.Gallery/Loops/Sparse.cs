using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Loops;

/// <summary>
/// A sum of products until it is negative. Iterations start before it is known whether the loop goes on; what those behind the last one add
/// is not kept. Memory: a and x, then the sum.
/// </summary>
public class Sparse
{
    /// <summary>Elements.</summary>
    public const int Size = 1000;

    // So many iterations later it is looked whether one was the last.
    private const int Late = 8;

    /// <summary>Loads, adds up, stores.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    [Pipeline("i")]
    public virtual void Run(SimpleMemory memory)
    {
        int[] a = new int[Size];
        int[] x = new int[Size];
        bool[] wasOver = new bool[Late];
        for (int cell = 0; cell < Size; cell++)
        {
            a[cell] = memory.ReadInt32(cell);
        }

        for (int cell = 0; cell < Size; cell++)
        {
            x[cell] = memory.ReadInt32(Size + cell);
        }

        int sum = 0;
        for (int i = 0; i < Size; i++)
        {
            if (wasOver[(i + 1) & (Late - 1)])
            {
                break;
            }

            int product = a[i] * x[i];
            sum += sum < 0 ? 0 : product;
            wasOver[i & (Late - 1)] = sum < 0;
        }

        memory.WriteInt32(2 * Size, sum);
    }
}
