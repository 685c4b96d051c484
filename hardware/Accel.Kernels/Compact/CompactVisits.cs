using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>One output channel of one layer, for every position and timestep: a gated sum, then a neuron.</summary>
internal static class CompactVisits
{
    /// <summary>Runs the channel; returns its last sum, which for the head is its logit.</summary>
    [Pipeline("input")]
    [Range("address", 0, CompactSizes.LastSpike)]
    [Range("element", 0, CompactSizes.Row)]
    [Range("tapInput", 1, CompactSizes.MaxChannels + 1)]
    [Range("column", 0, 2)]
    [Range("line", 0, 3)]
    [Range("offset", 0, CompactSizes.LastSpike)]
    [Range("target", 0, CompactSizes.LastSpike)]
    [Range("visit", 0, 7)]
    [Width("acc", SpikingTransformerCompactEngine.AccumulatorBits)]
    [Width("bias", CompactSizes.ParameterBits)]
    [Width("theta", CompactSizes.ParameterBits)]
    [Width("shift", CompactSizes.ParameterBits)]
    [Width("x", CompactSizes.CurrentBits)]
    [Width("current", CompactSizes.CurrentBits)]
    [Width("u", SpikingTransformerCompactEngine.MembraneBits)]
    [Width("membrane", SpikingTransformerCompactEngine.MembraneBits)]
    public static int Run(
        SimpleMemory memory, CompactNetwork network, CompactLayer layer, CompactWord word, int channel, int headStart,
        byte[] spikes, byte[] keys, sbyte[] values, int[] shortcut, short[] row)
    {
        int bias = 0;
        int theta = 0;
        int shift = 0;
        for (int parameter = 0; parameter < 3; parameter++)
        {
            bias = theta;
            theta = shift;
            shift = memory.ReadInt32(layer.WeightCell);
            layer.WeightCell = CompactReader.At(layer.WeightCell + 1);
        }

        bool isConvolution = CompactSizes.HasConvolution && layer.IsConvolution;
        bool pools = CompactSizes.HasConvolution && (layer.PoolsSpikes || layer.PoolsMaximum);
        bool poolsMaximum = CompactSizes.HasConvolution && layer.PoolsMaximum;
        int height = CompactSizes.HasConvolution ? layer.Height : 1;
        int lastPlane = layer.IsImage ? CompactSizes.Planes - 1 : 0;
        int address = (layer.Source + headStart) & CompactSizes.LastSpike;
        int offset = channel;
        int element = 0;
        int visit = 0;
        int acc = 0;
        for (int y = 0; y < height; y++)
        {
            bool isTop = y == 0;
            bool isBottom = y == height - 1;
            for (int x0 = 0; x0 < layer.Width; x0++)
            {
                bool isLeft = x0 == 0;
                bool isRight = x0 == layer.Width - 1;
                if (layer.HasPosition)
                {
                    bias = memory.ReadInt32(layer.PositionCell);
                    layer.PositionCell = CompactReader.At(layer.PositionCell + 1);
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
                            int tapInput = 1;
                            int column = 0;
                            int line = 0;
                            for (int input = 0; input < layer.Count; input++)
                            {
                                // Of the taps around a position at the border some lie outside.
                                bool isOutside = isConvolution
                                    && ((isLeft && column == 0) || (isRight && column == 2) || (isTop && line == 0)
                                    || (isBottom && line == 2));
                                acc += spikes[address] != 0 && !isOutside ? row[element] : 0;
                                element++;
                                bool endsTap = isConvolution && tapInput == layer.Inputs;
                                bool endsLine = endsTap && column == 2;
                                address = (address + (endsLine ? layer.TapLine : endsTap ? layer.Tap : 1)) & CompactSizes.LastSpike;
                                tapInput = endsTap ? 1 : tapInput + 1;
                                column = endsLine ? 0 : endsTap ? column + 1 : column;
                                line = endsLine ? line + 1 : line;
                            }

                            address = (address + layer.Back) & CompactSizes.LastSpike;
                        }
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
                            key = x >= network.KeyMaximum ? network.KeyMaximum : (x & CompactSizes.MaxKey) + round;
                            keys[offset] = (byte)key;
                        }
                        else
                        {
                            int target = offset;
                            bool isRepeat = false;
                            bool isBeside = false;
                            bool isBelow = false;
                            bool more;
                            do
                            {
                                int current = x;
                                bool isFirst = !pools || ((isBelow || isTop) && (isBeside || isLeft));
                                if (layer.HasShortcut)
                                {
                                    int held = shortcut[target];
                                    current = layer.AddsShortcut ? held + x : poolsMaximum && !isFirst && held > x ? held : x;
                                    shortcut[target] = current;
                                }

                                if (!isRepeat)
                                {
                                    x = pools ? x : current;
                                    int u = membrane + x;
                                    int over = u - theta;
                                    int under = u + theta;
                                    positive = Neuron.FiresPositive(over, network.IsAbove);
                                    negative = layer.IsTernary && Neuron.FiresNegative(under, network.IsAbove);
                                    membrane = Neuron.Next(u, over, under, positive, negative, network.IsSoft, network.Leak);
                                }

                                if (layer.IsTernary)
                                {
                                    values[target] = (sbyte)(positive ? 1 : negative ? -1 : 0);
                                }
                                else if (!poolsMaximum && (isFirst || positive))
                                {
                                    spikes[(layer.Destination + target) & CompactSizes.LastSpike] = (byte)(positive ? 1 : 0);
                                }

                                // A position on an odd line or column belongs to the outputs on either side, but for the last of an even
                                // number.
                                bool goesBeside = pools && !isRepeat && (x0 & 1) != 0 && !isRight;
                                bool goesBelow = pools && !isBelow && !goesBeside && (y & 1) != 0 && !isBottom;
                                bool goesBack = pools && isRepeat && isBelow && isBeside && (x0 & 1) != 0 && !isRight;
                                more = goesBeside || goesBelow || goesBack;
                                target += goesBeside ? layer.Stride : goesBelow ? layer.OutputLine : goesBack ? -layer.Stride : 0;
                                isBeside = goesBeside || (isBeside && !goesBack);
                                isBelow = isBelow || goesBelow;
                                isRepeat = true;
                            }
                            while (more);
                        }

                        if (layer.IsTraced)
                        {
                            CompactTrace.Write(memory, layer, word, visit == 7, layer.HasShortcut
                                ? x : acc + bias, positive, negative, key);
                            visit = (visit + 1) & 7;
                        }

                        offset += layer.Outputs;
                    }
                }

                // Two columns are pooled to one, and two lines.
                offset -= pools && (x0 & 1) == 0 && !isRight ? layer.Stride : 0;
            }

            offset -= pools && (y & 1) == 0 ? layer.OutputLine : 0;
        }

        if (layer.IsTraced)
        {
            CompactTrace.Flush(memory, layer, word);
        }

        return acc + bias;
    }
}
