using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// logits[c] = bias[c] + the gated sum of weights[c, d] over all timesteps and tokens; the class is the smallest index among the largest
/// logits. Memory: <see cref="ClassifierHeadLayout"/>.
/// </summary>
[AdditionOnly]
public class ClassifierHead
{
    /// <summary>Words of 16 channels that the weight memory has room for.</summary>
    [Replaceable("Accel.ClassifierHead.MaxInputWords")]
    [Allowed(1, 4096)]
    public const int MaxInputWords = 16;

    /// <summary>Reads spikes and weights, writes logits and the class.</summary>
    [Banked("weights", Banks = 4)]
    [Memory("weights", MemoryKind.Distributed)]
    [Unroll("slot")]
    [Range("words", 0, MaxInputWords)]
    [Range("word", 0, MaxInputWords)]
    public virtual void Run(SimpleMemory memory)
    {
        int rows = memory.ReadInt32(ClassifierHeadLayout.RowsCell);
        int requestedWords = memory.ReadInt32(ClassifierHeadLayout.InputWordsCell);
        int classes = memory.ReadInt32(ClassifierHeadLayout.ClassesCell);
        int firstSpike = memory.ReadInt32(ClassifierHeadLayout.SpikePointerCell);
        int weightCell = memory.ReadInt32(ClassifierHeadLayout.WeightPointerCell);
        int logitCell = memory.ReadInt32(ClassifierHeadLayout.LogitPointerCell);
        if (requestedWords < 1 || requestedWords > MaxInputWords)
        {
            memory.WriteInt32(ClassifierHeadLayout.StatusCell, ClassifierHeadLayout.StatusTooManyInputs);
            return;
        }

        int words = requestedWords;
        uint[] weights = new uint[MaxInputWords << 2];
        int best = 0;
        int largest = 0;
        for (int candidate = 0; candidate < classes; candidate++)
        {
            int logit = memory.ReadInt32(weightCell);
            weightCell++;
            for (int word = 0; word < words; word++)
            {
                for (int slot = 0; slot < 4; slot++)
                {
                    weights[(word << 2) + slot] = memory.ReadUInt32(weightCell + slot);
                }

                weightCell += 4;
            }

            int spike = firstSpike;
            for (int row = 0; row < rows; row++)
            {
                for (int word = 0; word < words; word++)
                {
                    int spikes = memory.ReadInt32(spike);
                    spike++;
                    int first = word << 2;
                    logit += GatedSum.Of16(spikes, weights[first], weights[first + 1], weights[first + 2], weights[first + 3]);
                }
            }

            memory.WriteInt32(logitCell + candidate, logit);
            if (candidate == 0 || logit > largest)
            {
                best = candidate;
                largest = logit;
            }
        }

        memory.WriteInt32(ClassifierHeadLayout.ClassCell, best);
        memory.WriteInt32(ClassifierHeadLayout.StatusCell, ClassifierHeadLayout.StatusDone);
    }
}
