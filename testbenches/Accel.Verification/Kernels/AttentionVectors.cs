using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the attention of one head; both orders of products occur.</summary>
internal sealed class AttentionVectors : IKernelVectors
{
    private const int Lanes = 16;

    public string Kernel => nameof(AdditionOnlyAttention);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: everything open, scores first", 0, 3, 8, static _ => 1, static _ => 15, static i => (sbyte)(i % 2 == 0 ? 1 : -1)),
        Make("recorded: everything open, products first", 0, 20, 8, static _ => 1, static _ => 15, static _ => -1),
        Make("recorded: one token, one channel", 0, 1, 1, static _ => 1, static _ => 9, static _ => 1),
        Make("recorded: as large as there is room for", 0, AdditionOnlyAttention.MaxTokens, Lanes * AdditionOnlyAttention.MaxHeadWords, static i => (sbyte)(i % 3 == 0 ? 1 : 0), static i => i % 16, static i => (sbyte)((i % 3) - 1)),
        Make("recorded: as many tokens as channels", 0, Lanes, Lanes, static i => (sbyte)(i % 2), static i => i % 16, static i => (sbyte)((i % 3) - 1)),
        Refused("recorded: no tokens", 0, 1),
        Refused("recorded: less than no tokens", -1, 1),
        Refused("recorded: one token too many", AdditionOnlyAttention.MaxTokens + 1, 1),
        Refused("recorded: no channels", 1, 0),
        Refused("recorded: less than no channels", 1, -1),
        Refused("recorded: one word of channels too many", 1, AdditionOnlyAttention.MaxHeadWords + 1),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        int density = random.Between(5, 95);
        return Make(
            $"random {seed}", seed, random.Of(random.Between(1, 12), random.Between(16, 40)), random.Between(1, 40),
            _ => random.Between(0, 99) < density ? (sbyte)1 : (sbyte)0,
            _ => random.Of(0, 15, random.Between(0, 15)),
            _ => (sbyte)random.Between(-1, 1));
    }

    public void RunPlain(SimpleMemory memory, int member) => new AdditionOnlyAttention().Run(memory);

    private static KernelCase Make(string name, int seed, int tokens, int headDim, Func<int, sbyte> query, Func<int, int> key, Func<int, sbyte> value)
    {
        sbyte[] q = [.. Enumerable.Range(0, tokens * headDim).Select(query)];
        int[] k = [.. Enumerable.Range(0, tokens * headDim).Select(key)];
        sbyte[] v = [.. Enumerable.Range(0, tokens * headDim).Select(value)];
        int words = (headDim + Lanes - 1) / Lanes;
        var image = new CellImage(AdditionOnlyAttentionLayout.HeaderCells);
        image.Set(AdditionOnlyAttentionLayout.TokensCell, tokens);
        image.Set(AdditionOnlyAttentionLayout.HeadWordsCell, words);
        image.Set(AdditionOnlyAttentionLayout.QueryPointerCell, image.Add(CellImage.Words(q, headDim)));
        image.Set(AdditionOnlyAttentionLayout.KeyPointerCell, image.Add(Keys(k, headDim, words)));
        image.Set(AdditionOnlyAttentionLayout.ValuePointerCell, image.Add(CellImage.Words(v, headDim)));
        int output = image.Reserve(tokens * words * Lanes);
        image.Set(AdditionOnlyAttentionLayout.OutputPointerCell, output);

        var (golden, _, _) = Attention.Of(q, k, v, timesteps: 1, headDim, heads: 1);
        var tensor = new NamedTensor("o", [1, tokens, headDim], VectorConfiguration.Narrow(golden));

        // The order of products decides the order of results; the padded head's size decides the order of products.
        bool scoresFirst = tokens < words * Lanes;
        var region = new ExpectedRegion(tensor, output, tokens * words * Lanes, cells =>
        [
            .. Enumerable.Range(0, tokens * headDim).Select(i =>
            {
                int n = i / headDim, j = i % headDim;
                int row = scoresFirst ? (n * words) + (j / Lanes) : (j / Lanes * tokens) + n;
                return (int)cells[(row * Lanes) + (j % Lanes)];
            }),
        ]);
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(), Expected = [region, ExpectedRegion.OfStatus(AdditionOnlyAttentionLayout.StatusCell, AdditionOnlyAttentionLayout.StatusDone)] };
    }

    private static KernelCase Refused(string name, int tokens, int words)
    {
        var sound = Make(name, 0, 1, 1, static _ => 1, static _ => 9, static _ => 1);
        sound.Memory[AdditionOnlyAttentionLayout.TokensCell] = (uint)tokens;
        sound.Memory[AdditionOnlyAttentionLayout.HeadWordsCell] = (uint)words;
        int output = (int)sound.Memory[AdditionOnlyAttentionLayout.OutputPointerCell];
        return sound with
        {
            Expected =
            [
                ExpectedRegion.OfUntouched(sound.Memory, output, Lanes),
                ExpectedRegion.OfStatus(AdditionOnlyAttentionLayout.StatusCell, AdditionOnlyAttentionLayout.StatusTooLarge),
            ],
        };
    }

    private static IEnumerable<uint> Keys(int[] keys, int headDim, int words)
    {
        for (int row = 0; row < keys.Length; row += headDim)
        {
            for (int first = 0; first < words * Lanes; first += 8)
            {
                uint cell = 0;
                for (int c = first; c < Math.Min(first + 8, headDim); c++)
                {
                    cell |= (uint)keys[row + c] << (4 * (c - first));
                }

                yield return cell;
            }
        }
    }
}
