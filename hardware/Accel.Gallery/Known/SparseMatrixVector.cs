using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// A sparse matrix in compressed rows times a vector, 32-bit integers modulo 2^32. Memory: the vector; for each row the number of elements
/// up to its end; the product; the elements, a cell with the column and one with the value.
/// </summary>
public class SparseMatrixVector
{
    /// <summary>Rows and columns.</summary>
    [Replaceable("SparseMatrixVector.Size"), Allowed(2, 4096, PowerOfTwo = true)]
    public const int Size = 512;

    /// <summary>Most elements.</summary>
    public const int MostElements = 65536;

    private const int EndCell = Size;
    private const int ProductCell = 2 * Size;
    private const int ElementCell = 3 * Size;

    /// <summary>Multiplies.</summary>
    [Pipeline("row", InitiationInterval = 0)]
    [Pipeline("element", InitiationInterval = 0)]
    [Memory("ends", MemoryKind.Distributed)]
    [Range("from", 0, MostElements)]
    [Range("element", 0, MostElements)]
    public virtual void Run(SimpleMemory memory)
    {
        int[] vector = new int[Size];
        int[] ends = new int[Size];
        int[] product = new int[Size];
        for (int row = 0; row < Size; row++)
        {
            vector[row] = memory.ReadInt32(row);
            ends[row] = memory.ReadInt32(EndCell + row);
        }

        int from = 0;
        for (int row = 0; row < Size; row++)
        {
            int sum = 0;
            int end = ends[row];
            for (int element = from; element < end; element++)
            {
                int column = memory.ReadInt32(ElementCell + (2 * element)) & (Size - 1);
                sum += memory.ReadInt32(ElementCell + (2 * element) + 1) * vector[column];
            }

            product[row] = sum;
            from = end;
        }

        for (int row = 0; row < Size; row++)
        {
            memory.WriteInt32(ProductCell + row, product[row]);
        }
    }
}
