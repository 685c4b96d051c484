using Hast.Transformer.SimpleMemory;

namespace My.Kernel_1;

/// <summary>A filter: cell 0 says how many samples lie behind it, which become the weighted sums of the last four.</summary>
public class My_Kernel_1Kernel
{
    /// <summary>The cell with the number of samples.</summary>
    public const int Count = 0;

    /// <summary>The first sample.</summary>
    public const int Samples = 1;

    private static readonly int[] _taps = [1, -2, 3, 5];

    /// <summary>What becomes hardware: everything that this reaches.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        int[] line = new int[4];
        int count = memory.ReadInt32(Count);
        for (int i = 0; i < count; i++)
        {
            for (int k = 3; k > 0; k--)
            {
                line[k] = line[k - 1];
            }

            line[0] = memory.ReadInt32(Samples + i);
            int sum = 0;
            for (int k = 0; k < 4; k++)
            {
                sum += line[k] * _taps[k];
            }

            memory.WriteInt32(Samples + i, sum);
        }
    }

    /// <summary>What an application calls; host code beside the entry point may use whatever it likes.</summary>
    public int[] Filter(IReadOnlyList<int> samples)
    {
        var memory = SimpleMemory.CreateSoftwareMemory(Samples + samples.Count);
        memory.WriteInt32(Count, samples.Count);
        for (int i = 0; i < samples.Count; i++)
        {
            memory.WriteInt32(Samples + i, samples[i]);
        }

        Run(memory);
        return [.. Enumerable.Range(0, samples.Count).Select(i => memory.ReadInt32(Samples + i))];
    }
}
