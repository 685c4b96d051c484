using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Loops;

/// <summary>
/// Powers of a factor below 1, in 2^-30, until one differs from the one before by less than 1e-8. Each is the product of the one before, so
/// that an iteration takes as long as a multiplication. Memory: the factor, then the last power.
/// </summary>
public class Fixed
{
    private const int One = 1 << 30;
    private const int Least = One / 100_000_000;

    /// <summary>Multiplies.</summary>
    [Pipeline("i", InitiationInterval = 0)]
    [Range("power", 0, One)]
    [Range("factor", 0, One)]
    public virtual void Run(SimpleMemory memory)
    {
        int factor = memory.ReadInt32(0);
        int power = One;
        int change = One;
        for (int i = 0; change >= Least; i++)
        {
            int next = (int)(((long)power * factor) >> 30);
            change = power - next;
            power = next;
        }

        memory.WriteInt32(1, power);
    }
}
