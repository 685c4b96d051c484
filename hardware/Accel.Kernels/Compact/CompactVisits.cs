using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>One output channel of one layer, for every token and timestep: a gated sum, then a neuron.</summary>
internal static class CompactVisits
{
    /// <summary>Runs the channel; returns its last sum, which for the head is its logit.</summary>
    [Pipeline("input")]
    [Range("address", 0, CompactSizes.Spikes + SpikingTransformerCompactEngine.MaxDim)]
    [Range("element", 0, CompactSizes.Row)]
    [Range("offset", 0, CompactSizes.HiddenChannels + CompactSizes.TokenChannels)]
    [Width("acc", SpikingTransformerCompactEngine.AccumulatorBits)]
    [Width("bias", CompactSizes.ParameterBits)]
    [Width("theta", CompactSizes.ParameterBits)]
    [Width("shift", CompactSizes.ParameterBits)]
    [Width("x", CompactSizes.CurrentBits)]
    [Width("u", SpikingTransformerCompactEngine.MembraneBits)]
    [Width("membrane", SpikingTransformerCompactEngine.MembraneBits)]
    public static int Run(
        SimpleMemory memory, CompactNetwork network, CompactLayer layer, CompactWord word, int channel, int lane, int headStart,
        byte[] spikes, byte[] keys, sbyte[] values, int[] shortcut, short[] row)
    {
        int bias = 0;
        int theta = 0;
        int shift = 0;
        int cell = layer.WeightCell;
        for (int parameter = 0; parameter < 3; parameter++)
        {
            bias = theta;
            theta = shift;
            shift = memory.ReadInt32(cell);
            cell = CompactCells.At(cell + WeightTile.Lanes);
        }

        int lastPlane = layer.IsImage ? CompactSizes.Planes - 1 : 0;
        int position = layer.PositionCell;
        int trace = layer.TraceCell;
        int address = layer.Source + headStart;
        int offset = channel;
        int element = 0;
        int acc = 0;
        for (int token = 0; token < network.Tokens; token++)
        {
            if (layer.HasPosition)
            {
                bias = memory.ReadInt32(position);
                position = CompactCells.At(position + WeightTile.Lanes);
            }

            int membrane = 0;
            for (int t = 0; t < network.Timesteps; t++)
            {
                // An image's sums are the same in every timestep; the head adds up all tokens and timesteps.
                if (!layer.IsImage || t == 0)
                {
                    acc = layer.IsHead ? acc : 0;
                    for (int plane = 0; plane <= lastPlane; plane++)
                    {
                        // The row of attention has a part for each timestep.
                        element = layer.IsAttention && t != 0 ? element : 0;
                        acc = layer.IsImage ? acc << 1 : acc;
                        for (int input = 0; input < layer.Count; input++)
                        {
                            acc += spikes[address] != 0 ? row[element] : 0;
                            address++;
                            element++;
                        }
                    }

                    address += layer.Inputs - layer.Count;
                }

                if (!layer.IsHead)
                {
                    // The left shift of a current, or the right shift of K, whose last bit that is lost rounds.
                    int x = acc + bias;
                    if (layer.IsRelu && x < 0)
                    {
                        x = 0;
                    }

                    int round = 0;
                    for (int count = shift & 31; count != 0; count--)
                    {
                        round = x & 1;
                        x = layer.IsRelu ? x >> 1 : x << 1;
                    }

                    bool positive = false;
                    bool negative = false;
                    int key = 0;
                    if (layer.IsRelu)
                    {
                        key = x >= network.KeyMaximum ? network.KeyMaximum : (x & 15) + round;
                        keys[offset] = (byte)key;
                    }
                    else
                    {
                        if (layer.HasShortcut)
                        {
                            x = layer.AddsShortcut ? shortcut[offset] + x : x;
                            shortcut[offset] = x;
                        }

                        int u = membrane + x;
                        int over = u - theta;
                        int under = u + theta;
                        positive = Neuron.FiresPositive(over, network.IsAbove);
                        negative = layer.IsTernary && Neuron.FiresNegative(under, network.IsAbove);
                        membrane = Neuron.Next(u, over, under, positive, negative, network.IsSoft, network.Leak);
                        if (layer.IsTernary)
                        {
                            values[offset] = (sbyte)(positive ? 1 : negative ? -1 : 0);
                        }
                        else
                        {
                            spikes[layer.Destination + offset] = (byte)(positive ? 1 : 0);
                        }
                    }

                    if (network.IsTraced)
                    {
                        CompactTrace.Write(memory, layer, word, ref trace, lane, layer.HasShortcut ? x : acc + bias, positive, negative, key);
                    }

                    offset += layer.Outputs;
                }
            }
        }

        // The next channel's bias is one cell further on; a tile's last channel leads to where the next tile begins.
        bool endsTile = lane == WeightTile.Lanes - 1;
        layer.PositionCell = CompactCells.At(endsTile ? position - (WeightTile.Lanes - 1) : layer.PositionCell + 1);
        layer.TraceCell = endsTile ? trace : layer.TraceCell;
        return acc + bias;
    }
}
