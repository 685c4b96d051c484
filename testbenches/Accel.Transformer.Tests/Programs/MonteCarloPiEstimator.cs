using System.Threading.Tasks;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>Counts random points in a circle; each task has a generator of its own.</summary>
public class MonteCarloPiEstimator
{
    private const int IterationsCountIndex = 0;
    private const int RandomSeedIndex = 1;
    private const int InCircleCountSumIndex = 0;

    [Replaceable(nameof(MonteCarloPiEstimator) + "." + nameof(MaxDegreeOfParallelism))]
    public static readonly int MaxDegreeOfParallelism = 77;

    public virtual void EstimatePi(SimpleMemory memory)
    {
        var iterationsCount = memory.ReadUInt32(IterationsCountIndex);
        var randomSeed = (ushort)memory.ReadUInt32(RandomSeedIndex);
        var iterationsPerTask = iterationsCount / MaxDegreeOfParallelism;
        var tasks = new Task<uint>[MaxDegreeOfParallelism];

        for (uint i = 0; i < MaxDegreeOfParallelism; i++)
        {
            tasks[i] = Task.Factory.StartNew(
                indexObject =>
                {
                    var index = (uint)indexObject;
                    var random = new RandomXorshift { State = (ushort)(randomSeed + index + 1) };
                    uint inCircleCount = 0;

                    for (var j = 0; j < iterationsPerTask; j++)
                    {
                        uint a = random.NextUInt16();
                        uint b = random.NextUInt16();
                        if ((ulong)(a * a) + (b * b) <= ((uint)ushort.MaxValue * ushort.MaxValue))
                        {
                            inCircleCount++;
                        }
                    }

                    return inCircleCount;
                },
                i);
        }

        Task.WhenAll(tasks).Wait();

        uint inCircleCountSum = 0;
        for (int i = 0; i < MaxDegreeOfParallelism; i++)
        {
            inCircleCountSum += tasks[i].Result;
        }

        memory.WriteUInt32(InCircleCountSumIndex, inCircleCountSum);
    }
}

/// <summary>A xorshift generator of 16 bits.</summary>
public class RandomXorshift
{
    /// <summary>Not 0.</summary>
    public ushort State { get; set; } = 49813;

    public ushort NextUInt16()
    {
        State ^= (ushort)(State >> 7);
        State ^= (ushort)(State << 9);
        State ^= (ushort)(State >> 13);
        return State;
    }
}
