using Accel.Hast;
using Hast.Synthesis.Attributes;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// A linear layer over binary spikes: x[o] = (bias[o] + gated sum of weights[o, i]) &lt;&lt; shift[o] for any number of rows (timesteps and
/// tokens), 16 outputs by 16 inputs a step. Memory: <see cref="SpikingLinearLayout"/>.
/// </summary>
[AdditionOnly]
public class SpikingLinear
{
    /// <summary>Words of 16 inputs that the weight memory has room for.</summary>
    [Replaceable("Accel.SpikingLinear.MaxInputWords")]
    [Allowed(1, WeightTile.MostRows)]
    public const int MaxInputWords = 16;

    /// <summary>Reads spikes and weights, writes currents.</summary>
    [Banked("weights", Banks = WeightTile.RowWords)]
    [Memory("weights", MemoryKind.Distributed)]
    [Memory("bias", MemoryKind.Registers)]
    [Memory("shift", MemoryKind.Registers)]
    [Memory("acc", MemoryKind.Registers)]
    [Unroll("lane")]
    [Range("shift", 0, 31)]
    [Range("words", 0, MaxInputWords)]
    [Range("word", 0, MaxInputWords)]
    public virtual void Run(SimpleMemory memory)
    {
        int rows = memory.ReadInt32(SpikingLinearLayout.RowsCell);
        int requestedWords = memory.ReadInt32(SpikingLinearLayout.InputWordsCell);
        int tiles = memory.ReadInt32(SpikingLinearLayout.OutputTilesCell);
        int firstSpike = memory.ReadInt32(SpikingLinearLayout.SpikePointerCell);
        int weightCell = memory.ReadInt32(SpikingLinearLayout.WeightPointerCell);
        int output = memory.ReadInt32(SpikingLinearLayout.OutputPointerCell);
        if (requestedWords < 1 || requestedWords > MaxInputWords)
        {
            memory.WriteInt32(SpikingLinearLayout.StatusCell, SpikingLinearLayout.StatusTooManyInputs);
            return;
        }

        int words = requestedWords;
        uint[] weights = new uint[MaxInputWords * WeightTile.RowWords];
        int[] bias = new int[WeightTile.Lanes];
        int[] shift = new int[WeightTile.Lanes];
        int[] acc = new int[WeightTile.Lanes];
        for (int tile = 0; tile < tiles; tile++)
        {
            WeightTile.LoadParameter(memory, weightCell, bias);
            WeightTile.LoadParameter(memory, weightCell + WeightTile.Lanes, shift);
            weightCell += 2 * WeightTile.Lanes;
            WeightTile.LoadWeights(memory, weightCell, words, weights);
            weightCell += words << 6;

            int spike = firstSpike;
            for (int row = 0; row < rows; row++)
            {
                for (int lane = 0; lane < WeightTile.Lanes; lane++)
                {
                    acc[lane] = bias[lane];
                }

                for (int word = 0; word < words; word++)
                {
                    int spikes = memory.ReadInt32(spike);
                    spike++;
                    int first = word << 6;
                    for (int lane = 0; lane < WeightTile.Lanes; lane++)
                    {
                        acc[lane] += GatedSum.Of16(
                            spikes,
                            weights[first + (lane << 2)],
                            weights[first + (lane << 2) + 1],
                            weights[first + (lane << 2) + 2],
                            weights[first + (lane << 2) + 3]);
                    }
                }

                for (int lane = 0; lane < WeightTile.Lanes; lane++)
                {
                    acc[lane] = acc[lane] << shift[lane];
                }

                LaneWriter.Write(memory, output, acc);
                output += WeightTile.Lanes;
            }
        }

        memory.WriteInt32(SpikingLinearLayout.StatusCell, SpikingLinearLayout.StatusDone);
    }
}
