using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>256 calls of a function that folds the number of the call into a sum, modulo 2^32: what a call costs. Memory: <see cref="AccumulateLayout"/>.</summary>
[AdditionOnly]
public class CalledAccumulate
{
    /// <summary>Reads limit and step, writes the sum.</summary>
    [Pipeline("i", InitiationInterval = 1)]
    public virtual void Run(SimpleMemory memory)
    {
        int limit = memory.ReadInt32(AccumulateLayout.LimitCell);
        int step = memory.ReadInt32(AccumulateLayout.StepCell);
        int sum = 0;
        for (int i = 0; i < AccumulateLayout.Iterations; i++)
        {
            sum = Fold(sum, i, limit, step);
        }

        memory.WriteInt32(AccumulateLayout.ResultCell, sum);
    }

    private static int Fold(int sum, int i, int limit, int step) => (sum ^ limit) + (i & step);
}
