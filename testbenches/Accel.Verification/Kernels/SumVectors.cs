using System.Numerics;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the sum of 256 cells.</summary>
internal sealed class SumVectors : IKernelVectors
{
    public string Kernel => nameof(Sum256);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: every cell its own number", 0, static i => (uint)i),
        Make("recorded: the sum wraps around", 0, static i => uint.MaxValue - (uint)i),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        return Make($"random {seed}", seed, _ => (uint)random.Between(int.MinValue, int.MaxValue));
    }

    public void RunPlain(SimpleMemory memory, int member) => new Sum256().Run(memory);

    private static KernelCase Make(string name, int seed, Func<int, uint> cell)
    {
        var image = new CellImage(0);
        uint[] cells = [.. Enumerable.Range(0, Sum256.Cells).Select(cell)];
        image.Add(cells);
        int result = image.Reserve(1);
        var sum = cells.Aggregate(BigInteger.Zero, static (total, next) => total + next);
        var tensor = new NamedTensor("sum", [1], [unchecked((int)(uint)(sum % (BigInteger.One << 32)))]);
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(), Expected = [ExpectedRegion.OfCells(tensor, result)] };
    }
}
