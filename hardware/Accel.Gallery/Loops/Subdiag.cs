using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Loops;

/// <summary>
/// Where an element falls to a thousandth of its neighbours, as a search for small subdiagonals does: e is in millionths. Iterations start
/// before it is known whether the loop goes on. Memory: d and e, then the place.
/// </summary>
public class Subdiag
{
    /// <summary>Elements.</summary>
    public const int Size = 1000;

    // So many iterations later it is looked whether one was the last.
    private const int Late = 4;

    private const int Thousandth = 1000;

    /// <summary>Loads, searches, stores.</summary>
    [Pipeline("cell", InitiationInterval = 0)]
    [Pipeline("i")]
    [Memory("d", MemoryKind.Block)]
    public virtual void Run(SimpleMemory memory)
    {
        int[] d = new int[Size];
        int[] e = new int[Size];
        bool[] wasOver = new bool[Late];
        for (int cell = 0; cell < Size; cell++)
        {
            d[cell] = memory.ReadInt32(cell);
        }

        for (int cell = 0; cell < Size; cell++)
        {
            e[cell] = memory.ReadInt32(Size + cell);
        }

        int place = 0;
        bool isOver = false;
        for (int i = 0; i < Size - 1; i++)
        {
            if (wasOver[(i + 1) & (Late - 1)])
            {
                break;
            }

            place = isOver ? place : i;
            isOver = isOver || e[i] <= Thousandth * (d[i] + d[i + 1]);
            wasOver[i & (Late - 1)] = isOver;
        }

        memory.WriteInt32(2 * Size, isOver ? place : Size - 1);
    }
}
