using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Gallery.Known;

/// <summary>
/// A low-pass filter of 16 taps over signed samples, sums in 32 bits that wrap around. Memory: cell 0 the number of samples, cell 1 on the
/// samples, which the sums replace.
/// </summary>
public class Fir
{
    /// <summary>Taps of the filter.</summary>
    public const int Taps = 16;

    private static readonly int[] _taps = [-3, -7, -6, 11, 45, 94, 141, 170, 170, 141, 94, 45, 11, -6, -7, -3];

    /// <summary>Filters.</summary>
    [Pipeline("sample", InitiationInterval = 0)]
    [Unroll("tap")]
    public virtual void Run(SimpleMemory memory)
    {
        int samples = memory.ReadInt32(0);
        int[] line = new int[Taps];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int tap = Taps - 1; tap > 0; tap--)
            {
                line[tap] = line[tap - 1];
            }

            line[0] = memory.ReadInt32(1 + sample);
            int sum = 0;
            for (int tap = 0; tap < Taps; tap++)
            {
                sum += line[tap] * _taps[tap];
            }

            memory.WriteInt32(1 + sample, sum);
        }
    }
}
