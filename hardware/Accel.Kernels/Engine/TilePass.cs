using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>One tile of 16 output channels of one layer, for every token and timestep: gated sums, then neurons.</summary>
internal static class TilePass
{
    /// <summary>
    /// Runs the tile. The words of spikes are fetched one step before they are added, and the 16 sums of a step join their accumulators one
    /// step later, so that a step is one short cycle.
    /// </summary>
    [Unroll("lane")]
    [Range("address", -EngineSizes.HeadWords, EngineSizes.SpikeWords * 2)]
    [Range("row", 0, EngineSizes.WeightRows - 1)]
    [Range("wordRow", 0, EngineSizes.WeightRows - 1)]
    [Range("group", 0, EngineSizes.WeightRows)]
    [Range("plane", 0, EngineSizes.Planes)]
    [Range("visit", 0, EngineSizes.SpikeWords * 2)]
    [Range("shortcutAddress", 0, EngineSizes.TokenWords * 2)]
    [Width("total", SpikingTransformerEngine.AccumulatorBits)]
    [Width("current", SpikingTransformerEngine.ShortcutBits)]
    [Width("u", SpikingTransformerEngine.MembraneBits)]
    public static void Run(
        SimpleMemory memory, EngineNetwork network, EngineLayer layer, int tile, int headStart, int rows,
        ushort[] spikes, ulong[] keys, uint[] values, int[] shortcut, uint[] weights,
        int[] bias, int[] theta, int[] shift, int[] acc, int[] sum, int[] membrane, int[] number)
    {
        // Attention reads a head's words twice, for the two digits of K^T V, and jumps over the other heads' words.
        int groups = layer.IsAttention ? layer.HeadWords : layer.InputWords;
        int lastGroup = groups - 1;
        int lastPlane = layer.IsImage ? EngineSizes.Planes - 1 : layer.IsAttention ? 1 : 0;
        int planeStride = layer.IsAttention ? 1 - groups : 1;
        int visitStride = 1 + layer.InputWords - groups;
        int lastRow = rows - 1;
        int address = layer.Source + headStart;
        int row = 0;
        int group = 0;
        int plane = 0;

        // The first step adds this word of zeros while it fetches the first one.
        int word = 0;
        int wordRow = 0;
        bool wordIsFirst = false;
        bool wordIsLast = false;
        bool sumIsFirst = false;
        bool isFresh = true;

        int visit = tile;
        int shortcutAddress = layer.HasShortcut ? tile : 0;
        int shortcutStride = layer.HasShortcut ? layer.OutputTiles : 0;
        int lastTimestep = network.Timesteps - 1;
        bool writesSpikes = !layer.IsHead && !layer.IsTernary && !layer.IsRelu;
        bool tracesNumbers = network.IsTraced && (layer.HasShortcut || layer.IsAttention);
        for (int token = 0; token < network.Tokens; token++)
        {
            if (layer.HasPosition)
            {
                WeightTile.LoadParameter(memory, layer.PositionCell, bias);
                layer.PositionCell += WeightTile.Lanes;
            }

            for (int lane = 0; lane < WeightTile.Lanes; lane++)
            {
                membrane[lane] = 0;
            }

            int t = 0;
            bool isLastTimestep;
            do
            {
                bool isLast;
                do
                {
                    isLast = wordIsLast;
                    for (int lane = 0; lane < WeightTile.Lanes; lane++)
                    {
                        int before = Scale(acc[lane], sumIsFirst, layer.IsImage, layer.IsAttention);
                        acc[lane] = isFresh ? 0 : before + sum[lane];
                        sum[lane] = GatedSum.Of16(
                            word,
                            weights[(wordRow << 6) + (lane << 2)],
                            weights[(wordRow << 6) + (lane << 2) + 1],
                            weights[(wordRow << 6) + (lane << 2) + 2],
                            weights[(wordRow << 6) + (lane << 2) + 3]);
                    }

                    sumIsFirst = wordIsFirst;
                    isFresh = false;
                    word = spikes[address];
                    wordRow = row;
                    wordIsFirst = group == 0;
                    bool endsPlane = group == lastGroup;
                    wordIsLast = endsPlane && plane == lastPlane;
                    address += wordIsLast ? visitStride : endsPlane ? planeStride : 1;
                    row = row == lastRow ? 0 : row + 1;
                    group = endsPlane ? 0 : group + 1;
                    plane = wordIsLast ? 0 : endsPlane ? plane + 1 : plane;
                }
                while (!isLast);

                // An image's sums are the same in every timestep: only its neurons go on.
                bool isRepeated;
                do
                {
                    // The head adds up all tokens and timesteps; its logits leave through the neurons' path after the last.
                    isLastTimestep = t == lastTimestep;
                    bool isEnd = token == network.Tokens - 1 && isLastTimestep;
                    if (!layer.IsHead || isEnd)
                    {
                        uint positives = 0;
                        uint negatives = 0;
                        ulong keyWord = 0;
                        for (int lane = 0; lane < WeightTile.Lanes; lane++)
                        {
                            int total = Scale(acc[lane], sumIsFirst, layer.IsImage, layer.IsAttention) + sum[lane] + bias[lane];
                            int key = Neuron.Relu(total, shift[lane], network.KeyMaximum);
                            int x = layer.IsRelu ? 0 : total << shift[lane];
                            int old = shortcut[(shortcutAddress << 4) + lane];
                            int current = layer.AddsShortcut ? old + x : x;
                            if (layer.HasShortcut)
                            {
                                shortcut[(shortcutAddress << 4) + lane] = current;
                            }

                            number[lane] = layer.HasShortcut ? current : total;
                            int u = membrane[lane] + current;
                            int over = u - theta[lane];
                            int under = u + theta[lane];
                            bool positive = Neuron.FiresPositive(over, network.IsAbove);
                            bool negative = layer.IsTernary && Neuron.FiresNegative(under, network.IsAbove);
                            membrane[lane] = Neuron.Next(u, over, under, positive, negative, network.IsSoft, network.Leak);
                            positives |= positive ? 1u << lane : 0u;
                            negatives |= negative ? 1u << lane : 0u;
                            keyWord |= (ulong)(uint)key << (lane << 2);
                        }

                        if (writesSpikes)
                        {
                            spikes[layer.Destination + visit] = (ushort)positives;
                        }

                        if (layer.IsTernary)
                        {
                            values[visit] = positives | (negatives << 16);
                        }

                        if (layer.IsRelu)
                        {
                            keys[visit] = keyWord;
                        }

                        // The addresses go on before anything is traced: what follows the trace is then small.
                        isFresh = !layer.IsHead;
                        visit += layer.OutputTiles;
                        shortcutAddress += shortcutStride;
                        if (tracesNumbers || layer.IsHead)
                        {
                            EngineOutput.WriteNumbers(memory, layer, network.ResultCell, number);
                        }

                        if (network.IsTraced && !layer.IsHead)
                        {
                            EngineOutput.WriteSpikes(memory, layer, positives, negatives, keyWord);
                        }
                    }

                    isRepeated = layer.IsImage && !isLastTimestep;
                    t++;
                }
                while (isRepeated);
            }
            while (!isLastTimestep);
        }
    }

    /// <summary>What an accumulator becomes when the first sum of a bit plane or of a digit joins it.</summary>
    private static int Scale(int acc, bool isFirst, bool isImage, bool isAttention)
        => !isFirst ? acc : isImage ? acc << 1 : isAttention ? acc << KeyValueProduct.LowBits : acc;
}
