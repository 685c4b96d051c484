using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// The product of two square matrices of 32-bit integers, modulo 2^32, <see cref="Lanes"/> products per cycle. Memory: the first factor row
/// by row, behind it the second one, behind that the product.
/// </summary>
public class IntegerMatrixProduct
{
    /// <summary>Rows and columns.</summary>
    [Replaceable("IntegerMatrixProduct.Size"), Allowed(2, 128)]
    [Requires(Size % Lanes == 0, "the columns are whole groups of lanes")]
    public const int Size = 32;

    /// <summary>Columns that are computed at once.</summary>
    [Replaceable("IntegerMatrixProduct.Lanes"), Allowed(1, 64)]
    public const int Lanes = 8;

    /// <summary>Multiplies.</summary>
    [Pipeline("place")]
    [Pipeline("cell", InitiationInterval = 0)]
    [Unroll("lane")]
    [Banked("second", Banks = Lanes)]
    [Banked("product", Banks = Lanes)]
    public virtual void Run(SimpleMemory memory)
    {
        int[] first = new int[Size * Size];
        int[] second = new int[Size * Size];
        int[] product = new int[Size * Size];
        for (int cell = 0; cell < Size * Size; cell++)
        {
            first[cell] = memory.ReadInt32(cell);
        }

        for (int cell = 0; cell < Size * Size; cell++)
        {
            second[cell] = memory.ReadInt32((Size * Size) + cell);
        }

        int[] sums = new int[Lanes];
        for (int row = 0; row < Size; row++)
        {
            for (int group = 0; group < Size; group += Lanes)
            {
                for (int place = 0; place < Size; place++)
                {
                    for (int lane = 0; lane < Lanes; lane++)
                    {
                        int sum = place == 0 ? 0 : sums[lane];
                        sum += first[(row * Size) + place] * second[(place * Size) + group + lane];
                        sums[lane] = sum;
                        product[(row * Size) + group + lane] = sum;
                    }
                }
            }
        }

        for (int cell = 0; cell < Size * Size; cell++)
        {
            memory.WriteInt32((2 * Size * Size) + cell, product[cell]);
        }
    }
}
