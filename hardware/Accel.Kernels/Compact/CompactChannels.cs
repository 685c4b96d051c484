using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>The output channels of one layer, one after the other.</summary>
internal static class CompactChannels
{
    /// <summary>Runs the layer.</summary>
    [Width("tileCell", SpikingTransformerCompactEngine.AddressBits + 1)]
    [Range("channel", 0, CompactSizes.MostWords * CompactSizes.WordChannels)]
    [Range("headStart", 0, SpikingTransformerCompactEngine.MaxDim)]
    [Range("headEnd", 0, SpikingTransformerCompactEngine.MaxDim * 2)]
    [Width("theta", SpikingTransformerCompactEngine.MembraneBits)]
    [Width("bias", SpikingTransformerCompactEngine.AccumulatorBits)]
    [Range("shift", 0, 31)]
    [Width("largest", SpikingTransformerCompactEngine.AccumulatorBits)]
    [Width("sum", SpikingTransformerCompactEngine.AccumulatorBits)]
    [Width("positionCell", SpikingTransformerCompactEngine.AddressBits + 1)]
    [Width("traceCell", SpikingTransformerCompactEngine.AddressBits + 1)]
    public static void Run(
        SimpleMemory memory, CompactNetwork network, CompactLayer layer, byte[] spikes, byte[] keys, sbyte[] values, int[] shortcut, short[] row)
    {
        int tileCell = layer.WeightCell;
        int positionCell = layer.PositionCell;
        int traceCell = layer.TraceCell;
        int headStart = 0;
        int headEnd = layer.Count;
        int best = 0;
        int largest = 0;
        for (int channel = 0; channel < layer.Outputs; channel++)
        {
            int lane = channel & (WeightTile.Lanes - 1);
            int bias = memory.ReadInt32(tileCell + lane);
            int theta = memory.ReadInt32(tileCell + WeightTile.Lanes + lane);
            int shift = memory.ReadInt32(tileCell + (2 * WeightTile.Lanes) + lane);
            if (layer.IsAttention)
            {
                if (channel == headEnd)
                {
                    headStart = headEnd;
                    headEnd += layer.Count;
                }

                CompactRow.MultiplyKeysAndValues(network, layer.Inputs, headStart, layer.Count, channel, keys, values, row);
            }
            else
            {
                CompactRow.LoadWeights(memory, tileCell + (3 * WeightTile.Lanes) + (lane << 2), layer.Inputs, row);
            }

            int nextTrace = traceCell;
            int sum = CompactVisits.Run(
                memory, network, layer, channel, headStart, bias, theta, shift, positionCell + lane, ref nextTrace, spikes, keys, values, shortcut, row);
            if (layer.IsHead)
            {
                // Of equal logits the first is the class.
                memory.WriteInt32(network.ResultCell + SpikingTransformerEngineLayout.LogitOffset + lane, sum);
                bool isBetter = lane < layer.Classes && (lane == 0 || sum > largest);
                largest = isBetter ? sum : largest;
                best = isBetter ? lane : best;
            }

            if (lane == WeightTile.Lanes - 1)
            {
                tileCell += (3 * WeightTile.Lanes) + (layer.IsAttention ? 0 : layer.Inputs << 2);
                positionCell += network.Tokens << 4;
                traceCell = nextTrace;
            }
        }

        if (layer.IsHead)
        {
            memory.WriteInt32(network.ResultCell + SpikingTransformerEngineLayout.ClassOffset, best);
        }
    }
}
