using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>The output channels of one layer, one after the other.</summary>
internal static class CompactChannels
{
    /// <summary>Runs the layer.</summary>
    [Range("channel", 0, CompactSizes.MaxOutputs)]
    [Range("headStart", 0, CompactSizes.MaxOutputs)]
    [Range("headEnd", 0, CompactSizes.MaxOutputs + CompactSizes.Row)]
    [Width("largest", SpikingTransformerCompactEngine.AccumulatorBits)]
    public static void Run(
        SimpleMemory memory, CompactNetwork network, CompactLayer layer, CompactWord word, byte[] spikes, byte[] keys, sbyte[] values, int[] shortcut, short[] row)
    {
        int headStart = 0;
        int headEnd = layer.Count;
        int best = 0;
        int largest = 0;
        int logitCell = CompactReader.At(network.ResultCell + CompactEngineLayout.LogitOffset);
        for (int channel = 0; channel < layer.Outputs; channel++)
        {
            if (layer.IsAttention)
            {
                if (channel == headEnd)
                {
                    headStart = headEnd;
                    headEnd += layer.Count;
                }

                CompactRow.MultiplyKeysAndValues(network, layer, headStart, channel, keys, values, row);
            }
            else
            {
                CompactRow.LoadWeights(memory, layer, word, row);
            }

            int sum = CompactVisits.Run(memory, network, layer, word, channel, headStart, spikes, keys, values, shortcut, row);
            if (layer.IsHead)
            {
                // Of equal logits the first is the class.
                if (channel == 0 || sum > largest)
                {
                    largest = sum;
                    best = channel;
                }

                memory.WriteInt32(logitCell, sum);
                logitCell = CompactReader.At(logitCell + 1);
            }
        }

        if (layer.IsHead)
        {
            memory.WriteInt32(CompactReader.At(network.ResultCell + CompactEngineLayout.ClassOffset), best);
        }
    }
}
