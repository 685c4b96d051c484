using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>The output channels of one layer, one after the other.</summary>
internal static class CompactChannels
{
    /// <summary>Runs the layer.</summary>
    [Range("channel", 0, CompactSizes.MostWords * CompactSizes.WordChannels)]
    [Range("headStart", 0, SpikingTransformerCompactEngine.MaxDim)]
    [Range("headEnd", 0, CompactSizes.LastHeadEnd)]
    [Width("largest", SpikingTransformerCompactEngine.AccumulatorBits)]
    public static void Run(
        SimpleMemory memory, CompactNetwork network, CompactLayer layer, CompactWord word, byte[] spikes, byte[] keys, sbyte[] values, int[] shortcut, short[] row)
    {
        int headStart = 0;
        int headEnd = layer.Count;
        int best = 0;
        int largest = 0;
        for (int channel = 0; channel < layer.Outputs; channel++)
        {
            int lane = channel & (WeightTile.Lanes - 1);
            bool endsTile = lane == WeightTile.Lanes - 1;
            int cell = 0;
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
                // Each lane's weights are 4 cells further on than those of the lane before; the bias is 1.
                cell = CompactCells.At(layer.WeightCell + (3 * WeightTile.Lanes) + (lane << 1) + lane);
                CompactRow.LoadWeights(memory, ref cell, layer, word, row);
            }

            int sum = CompactVisits.Run(memory, network, layer, word, channel, lane, headStart, spikes, keys, values, shortcut, row);
            if (endsTile && !layer.IsAttention)
            {
                layer.WeightCell = cell;
            }
            else
            {
                layer.WeightCell = CompactCells.At(layer.WeightCell + (endsTile ? (3 * WeightTile.Lanes) - (WeightTile.Lanes - 1) : 1));
            }

            if (layer.IsHead)
            {
                // Of equal logits the first is the class.
                if (lane < layer.Classes && (lane == 0 || sum > largest))
                {
                    largest = sum;
                    best = lane;
                }

                memory.WriteInt32(CompactCells.At(network.ResultCell + CompactEngineLayout.LogitOffset + lane), sum);
            }
        }

        if (layer.IsHead)
        {
            memory.WriteInt32(CompactCells.At(network.ResultCell + CompactEngineLayout.ClassOffset), best);
        }
    }
}
