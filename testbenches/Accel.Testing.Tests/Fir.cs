using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Testing.Tests;

/// <summary>A filter: cell 0 says how many samples lie behind it, which become the sums.</summary>
public class Fir
{
    private static readonly int[] _taps = [1, -2, 3, 5];

    [Replaceable("Fir.Offset")]
    private static readonly int _offset = 0;

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
            int sum = _offset;
            for (int k = 0; k < 4; k++)
            {
                sum += line[k] * _taps[k];
            }

            memory.WriteInt32(1 + i, sum);
        }
    }

    public virtual void Clear(SimpleMemory memory)
    {
        Store(
            0, memory);
    }

    private static void Store(int value, SimpleMemory memory)
    {
        for (int i = 0; i < 4; i++)
            memory.WriteInt32(number: value, cellIndex: i);
    }

    /// <summary>A kernel inside of a class, that host code stands beside.</summary>
    public class Inner
    {
        public virtual void Run(SimpleMemory memory) => memory.WriteInt32(0, memory.ReadInt32(0) + 1);

        public static string Told(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(static n => n + 1));
    }
}
