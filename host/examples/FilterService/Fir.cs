using Hast.Transformer.SimpleMemory;

namespace FilterService;

/// <summary>A filter: cell 0 says how many samples lie behind it, which become the sums.</summary>
public class Fir
{
    private static readonly int[] _taps = [1, -2, 3, 5];

    public virtual void Run(SimpleMemory memory)
    {
        int[] line = new int[4];
        for (int i = 0; i < memory.ReadInt32(0); i++)
        {
            for (int k = 3; k > 0; k--)
            {
                line[k] = line[k - 1];
            }

            line[0] = memory.ReadInt32(1 + i);
            int sum = 0;
            for (int k = 0; k < 4; k++)
            {
                sum += line[k] * _taps[k];
            }

            memory.WriteInt32(1 + i, sum);
        }
    }
}
