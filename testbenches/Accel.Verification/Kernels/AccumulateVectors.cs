using System.Numerics;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the loops that accumulate by if/else or by a function, expected from the recurrence over whole numbers.</summary>
internal sealed class AccumulateVectors(bool isCalled) : IKernelVectors
{
    public string Kernel => isCalled ? nameof(CalledAccumulate) : nameof(ConditionalAccumulate);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: both branches in turn", 0, 1000, 700),
        Make("recorded: the sum goes negative and wraps around", 0, int.MinValue, int.MaxValue),
        Make("recorded: never at the limit", 0, int.MaxValue, 1),
        Make("recorded: every bit", 0, -1, -1),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        return Make($"random {seed}", seed, Number(random), Number(random));
    }

    public void RunPlain(SimpleMemory memory, int member)
    {
        if (isCalled)
        {
            new CalledAccumulate().Run(memory);
        }
        else
        {
            new ConditionalAccumulate().Run(memory);
        }
    }

    private static int Number(SeededRandom random) => random.Between(0, 1) == 0 ? random.Between(-2000, 2000) : random.Between(int.MinValue, int.MaxValue);

    private KernelCase Make(string name, int seed, int limit, int step)
    {
        BigInteger sum = 0;
        for (int i = 0; i < AccumulateLayout.Iterations; i++)
        {
            sum = Wrap(isCalled ? (sum ^ limit) + (i & (BigInteger)step) : sum < limit ? sum + i : sum - step);
        }

        var image = new CellImage(AccumulateLayout.Cells);
        image.Set(AccumulateLayout.LimitCell, limit);
        image.Set(AccumulateLayout.StepCell, step);
        image.Set(AccumulateLayout.ResultCell, unchecked((int)0xDEAD_BEEF));
        var tensor = new NamedTensor("sum", [1], [(int)sum]);
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(), Expected = [ExpectedRegion.OfCells(tensor, AccumulateLayout.ResultCell)] };
    }

    // To the signed 32-bit number that is congruent modulo 2^32.
    private static BigInteger Wrap(BigInteger value)
    {
        var modulus = BigInteger.One << 32;
        var rest = BigInteger.Remainder(value, modulus);
        rest = rest.Sign < 0 ? rest + modulus : rest;
        return rest >= modulus / 2 ? rest - modulus : rest;
    }
}
