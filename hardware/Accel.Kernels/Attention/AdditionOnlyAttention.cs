using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// O = Q K^T V of one head with binary Q, K in 0..15 and ternary V, in the order of products that needs fewer additions: (Q K^T) V costs
/// about 2 N N Dh of them, Q (K^T V) 2 N Dh Dh. Memory: <see cref="AdditionOnlyAttentionLayout"/>.
/// </summary>
[AdditionOnly]
public class AdditionOnlyAttention
{
    /// <summary>Largest number of tokens N.</summary>
    [Replaceable("Accel.AdditionOnlyAttention.MaxTokens")]
    [Allowed(1, MostSum / MaxKey)]
    public const int MaxTokens = 64;

    /// <summary>Largest number of words of 16 channels of the head.</summary>
    [Replaceable("Accel.AdditionOnlyAttention.MaxHeadWords")]
    [Allowed(1, MostSum / (16 * MaxKey))]
    public const int MaxHeadWords = 4;

    private const int MaxKey = 15;

    // Of a score, the keys of a head's channels, and of an element of K^T V, those of the tokens.
    private const int MostSum = 1023;
    private const int Words = MaxTokens * MaxHeadWords;
    private const int Products = MaxTokens > 16 * MaxHeadWords ? MaxTokens : 16 * MaxHeadWords;

    /// <summary>Reads Q, K and V, writes O.</summary>
    [Memory("queries", MemoryKind.Distributed)]
    [Memory("keys", MemoryKind.Distributed)]
    [Memory("values", MemoryKind.Distributed)]
    [Range("tokens", 0, MaxTokens)]
    [Range("words", 0, MaxHeadWords)]
    public virtual void Run(SimpleMemory memory)
    {
        int requestedTokens = memory.ReadInt32(AdditionOnlyAttentionLayout.TokensCell);
        int requestedWords = memory.ReadInt32(AdditionOnlyAttentionLayout.HeadWordsCell);
        int query = memory.ReadInt32(AdditionOnlyAttentionLayout.QueryPointerCell);
        int key = memory.ReadInt32(AdditionOnlyAttentionLayout.KeyPointerCell);
        int value = memory.ReadInt32(AdditionOnlyAttentionLayout.ValuePointerCell);
        int output = memory.ReadInt32(AdditionOnlyAttentionLayout.OutputPointerCell);
        if (requestedTokens < 1 || requestedTokens > MaxTokens || requestedWords < 1 || requestedWords > MaxHeadWords)
        {
            memory.WriteInt32(AdditionOnlyAttentionLayout.StatusCell, AdditionOnlyAttentionLayout.StatusTooLarge);
            return;
        }

        int tokens = requestedTokens;
        int words = requestedWords;
        ushort[] queries = new ushort[Words];
        ulong[] keys = new ulong[Words];
        uint[] values = new uint[Words];
        int filled = 0;
        for (int token = 0; token < tokens; token++)
        {
            for (int word = 0; word < words; word++)
            {
                queries[filled] = (ushort)memory.ReadUInt32(query);
                uint low = memory.ReadUInt32(key);
                uint high = memory.ReadUInt32(key + 1);
                keys[filled] = ((ulong)high << 32) | low;
                values[filled] = memory.ReadUInt32(value);
                query++;
                key += 2;
                value++;
                filled++;
            }
        }

        // N N Dh against N Dh Dh.
        bool scoresFirst = tokens < words << 4;
        if (scoresFirst)
        {
            ScoresFirst(memory, output, tokens, words, queries, keys, values);
        }
        else
        {
            ProductsFirst(memory, output, tokens, words, queries, keys, values);
        }

        memory.WriteInt32(AdditionOnlyAttentionLayout.OrderCell, scoresFirst ? 1 : 0);
        memory.WriteInt32(AdditionOnlyAttentionLayout.StatusCell, AdditionOnlyAttentionLayout.StatusDone);
    }

    /// <summary>(Q K^T) V, token by token: the scores of one token against all keys, then the values gated by nothing but their signs.</summary>
    [Memory("scores", MemoryKind.Distributed)]
    [Memory("acc", MemoryKind.Registers)]
    [Unroll("lane")]
    [Range("scores", 0, MostSum)]
    [Range("queryRow", 0, Words)]
    [Range("keyRow", 0, Words)]
    [Range("valueRow", 0, Words + MaxHeadWords)]
    private static void ScoresFirst(SimpleMemory memory, int output, int tokens, int words, ushort[] queries, ulong[] keys, uint[] values)
    {
        int[] scores = new int[Products];
        int[] acc = new int[WeightTile.Lanes];
        int queryRow = 0;
        for (int token = 0; token < tokens; token++)
        {
            int keyRow = 0;
            for (int other = 0; other < tokens; other++)
            {
                int score = 0;
                for (int word = 0; word < words; word++)
                {
                    score += GatedSum.OfKeys16(queries[queryRow + word], keys[keyRow]);
                    keyRow++;
                }

                scores[other] = score;
            }

            for (int word = 0; word < words; word++)
            {
                for (int lane = 0; lane < WeightTile.Lanes; lane++)
                {
                    acc[lane] = 0;
                }

                int valueRow = word;
                for (int other = 0; other < tokens; other++)
                {
                    int score = scores[other];
                    uint signs = values[valueRow];
                    valueRow += words;
                    for (int lane = 0; lane < WeightTile.Lanes; lane++)
                    {
                        acc[lane] += GatedSum.Ternary(signs, lane, score);
                    }
                }

                LaneWriter.Write(memory, output, acc);
                output += WeightTile.Lanes;
            }

            queryRow += words;
        }
    }

    /// <summary>Q (K^T V), for 16 channels of V at a time: their products with every channel of K, then the rows whose query spikes are 1.</summary>
    [Banked("products", Banks = WeightTile.Lanes)]
    [Memory("products", MemoryKind.Distributed)]
    [Memory("acc", MemoryKind.Registers)]
    [Unroll("lane")]
    [Range("products", -MostSum - 1, MostSum)]
    [Range("keyRow", 0, Words + MaxHeadWords)]
    [Range("valueRow", 0, Words + MaxHeadWords)]
    private static void ProductsFirst(SimpleMemory memory, int output, int tokens, int words, ushort[] queries, ulong[] keys, uint[] values)
    {
        int[] products = new int[16 * MaxHeadWords * WeightTile.Lanes];
        int[] acc = new int[WeightTile.Lanes];
        int headDim = words << 4;
        for (int word = 0; word < words; word++)
        {
            for (int channel = 0; channel < headDim; channel++)
            {
                for (int lane = 0; lane < WeightTile.Lanes; lane++)
                {
                    acc[lane] = 0;
                }

                int keyRow = channel >> 4;
                int valueRow = word;
                for (int token = 0; token < tokens; token++)
                {
                    int key = (int)(keys[keyRow] >> ((channel & 15) << 2)) & 15;
                    uint signs = values[valueRow];
                    keyRow += words;
                    valueRow += words;
                    for (int lane = 0; lane < WeightTile.Lanes; lane++)
                    {
                        acc[lane] += GatedSum.Ternary(signs, lane, key);
                    }
                }

                for (int lane = 0; lane < WeightTile.Lanes; lane++)
                {
                    products[(channel << 4) + lane] = acc[lane];
                }
            }

            int queryRow = 0;
            for (int token = 0; token < tokens; token++)
            {
                for (int lane = 0; lane < WeightTile.Lanes; lane++)
                {
                    acc[lane] = 0;
                }

                for (int channel = 0; channel < headDim; channel++)
                {
                    bool open = ((queries[queryRow + (channel >> 4)] >> (channel & 15)) & 1) != 0;
                    for (int lane = 0; lane < WeightTile.Lanes; lane++)
                    {
                        acc[lane] += open ? products[(channel << 4) + lane] : 0;
                    }
                }

                queryRow += words;
                LaneWriter.Write(memory, output, acc);
                output += WeightTile.Lanes;
            }
        }
    }
}
