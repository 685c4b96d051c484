using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the 16 x 16 attention that benchmarks measure.</summary>
internal sealed class Attention16Vectors : IKernelVectors
{
    private const int Size = Attention16Layout.Size;

    public string Kernel => nameof(Attention16);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: everything open, largest outputs", 0, static _ => 1, static _ => 15, static _ => 1),
        Make("recorded: everything open, smallest outputs", 0, static _ => 1, static _ => 15, static _ => -1),
        Make("recorded: one spike a row, each column its own number", 0, static i => i % (Size + 1) == 0 ? (sbyte)1 : (sbyte)0, static i => i % Size, static i => (sbyte)((i % 3) - 1)),
        Make("recorded: nothing fires", 0, static _ => 0, static _ => 0, static _ => 0),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        int density = random.Between(5, 95);
        return Make(
            $"random {seed}", seed, _ => random.Between(0, 99) < density ? (sbyte)1 : (sbyte)0, _ => random.Between(0, 15), _ => (sbyte)random.Between(-1, 1));
    }

    public void RunPlain(SimpleMemory memory, int member) => new Attention16().Run(memory);

    private static KernelCase Make(string name, int seed, Func<int, sbyte> query, Func<int, int> key, Func<int, sbyte> value)
    {
        sbyte[] q = [.. Enumerable.Range(0, Size * Size).Select(query)];
        int[] k = [.. Enumerable.Range(0, Size * Size).Select(key)];
        sbyte[] v = [.. Enumerable.Range(0, Size * Size).Select(value)];
        var image = new CellImage(0);
        image.Add(CellImage.Words(q, Size));
        image.Add(k);
        image.Add(CellImage.Words(v, Size).Select(static word => word & 0xffff));
        image.Add(CellImage.Words(v, Size).Select(static word => word >> 16));
        int output = image.Reserve(Size * Size);
        var (golden, _, _) = Attention.Of(q, k, v, timesteps: 1, Size, heads: 1);
        return new KernelCase
        {
            Name = name,
            Seed = seed,
            Memory = image.ToArray(),
            Expected = [ExpectedRegion.OfCells(new NamedTensor("o", [1, Size, Size], VectorConfiguration.Narrow(golden)), output)],
        };
    }
}
