using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// O = Q K^T V of one head with 16 tokens of 16 channels, binary Q, K in 0..15 and ternary V, as Q (K^T V): a row of K and of V at a time is
/// added to the 256 products, then each row of Q chooses among them. Memory: <see cref="Attention16Layout"/>.
/// </summary>
[AdditionOnly]
public class Attention16
{
    private const int Size = Attention16Layout.Size;

    // A product is a sum of 16 numbers of -15..15, an output one of 16 products.
    private const int LargestProduct = Size * 15;

    /// <summary>Reads Q, K and V, writes O.</summary>
    [Memory("positive", MemoryKind.Registers)]
    [Memory("negative", MemoryKind.Registers)]
    [Pipeline("half", InitiationInterval = 0)]
    [Pipeline("token", InitiationInterval = 0)]
    [Pipeline("query", InitiationInterval = 0)]
    [Range("products", -LargestProduct, LargestProduct)]
    public virtual void Run(SimpleMemory memory)
    {
        // V in two halves: the +1 that come first move on when the -1 follow.
        ushort[] positive = new ushort[Size];
        ushort[] negative = new ushort[Size];
        for (int half = 0; half < 2; half++)
        {
            for (int row = 0; row < Size; row++)
            {
                positive[row] = negative[row];
                negative[row] = (ushort)memory.ReadUInt32(Attention16Layout.ValueCell + (half << 4) + row);
            }
        }

        // K^T V: element [k, d] lies at 16 k + d. The rows of Q are fetched on the way.
        ushort[] queries = new ushort[Size];
        int[] products = new int[Size * Size];
        for (int token = 0; token < Size; token++)
        {
            queries[token] = (ushort)memory.ReadUInt32(Attention16Layout.QueryCell + token);
            uint signs = positive[token] | ((uint)negative[token] << 16);
            for (int k = 0; k < Size; k++)
            {
                int key = memory.ReadInt32(Attention16Layout.KeyCell + (token << 4) + k) & 15;
                for (int d = 0; d < Size; d++)
                {
                    products[(k << 4) + d] += GatedSum.Ternary(signs, d, key);
                }
            }
        }

        for (int query = 0; query < Size; query++)
        {
            int spikes = queries[query];
            for (int d = 0; d < Size; d++)
            {
                int sum = 0;
                for (int k = 0; k < Size; k++)
                {
                    sum += ((spikes >> k) & 1) != 0 ? products[(k << 4) + d] : 0;
                }

                memory.WriteInt32(Attention16Layout.OutputCell + (query << 4) + d, sum);
            }
        }
    }
}
