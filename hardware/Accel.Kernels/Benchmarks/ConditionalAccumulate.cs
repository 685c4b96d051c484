using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// Adds the numbers 0..255, but takes <c>step</c> away instead whenever the sum has reached <c>limit</c>; modulo 2^32. Each decision depends on
/// the one before it: what a recurrence can do. Memory: <see cref="AccumulateLayout"/>.
/// </summary>
[AdditionOnly]
public class ConditionalAccumulate
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
            if (sum < limit)
            {
                sum += i;
            }
            else
            {
                sum -= step;
            }
        }

        memory.WriteInt32(AccumulateLayout.ResultCell, sum);
    }
}
