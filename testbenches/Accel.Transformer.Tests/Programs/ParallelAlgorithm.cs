using System.Threading.Tasks;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>An embarrassingly parallel computation: many equal tasks that accumulate in a loop.</summary>
public class ParallelAlgorithm
{
    private const int InputIndex = 0;
    private const int OutputIndex = 0;

    [Replaceable(nameof(ParallelAlgorithm) + "." + nameof(MaxDegreeOfParallelism))]
    public static readonly int MaxDegreeOfParallelism = 260;

    [Replaceable(nameof(ParallelAlgorithm) + "." + nameof(Rounds))]
    public static readonly int Rounds = 999;

    public virtual void Run(SimpleMemory memory)
    {
        var input = memory.ReadUInt32(InputIndex);
        var tasks = new Task<uint>[MaxDegreeOfParallelism];

        for (uint i = 0; i < MaxDegreeOfParallelism; i++)
        {
            tasks[i] = Task.Factory.StartNew(
                indexObject =>
                {
                    var index = (uint)indexObject;
                    uint result = input + (index * 2);

                    var even = true;
                    for (int j = 2; j < Rounds; j++)
                    {
                        if (even)
                        {
                            result += index;
                        }
                        else
                        {
                            result -= index;
                        }

                        even = !even;
                    }

                    return result;
                },
                i);
        }

        Task.WhenAll(tasks).Wait();

        uint output = 0;
        for (int i = 0; i < MaxDegreeOfParallelism; i++)
        {
            output += tasks[i].Result;
        }

        memory.WriteUInt32(OutputIndex, output);
    }
}
