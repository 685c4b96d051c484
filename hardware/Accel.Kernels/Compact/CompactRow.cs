using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Fills the row: what one output channel's sums add, one number for each input.</summary>
internal static class CompactRow
{
    /// <summary>Unpacks one output channel's weights, 4 signed bytes per cell, and leaves the cell behind the last.</summary>
    [Range("input", 0, CompactSizes.Row)]
    public static void LoadWeights(SimpleMemory memory, CompactLayer layer, CompactWord word, short[] row)
    {
        for (int input = 0; input < layer.Count; input++)
        {
            if ((input & 3) == 0)
            {
                word.Bits = memory.ReadUInt32(layer.WeightCell);
                layer.WeightCell = CompactReader.At(layer.WeightCell + 1);
            }

            row[input] = (sbyte)word.Bits;
            word.Bits >>= 8;
        }
    }

    /// <summary>K^T V of one channel of V and all of its head's channels of K, for every timestep.</summary>
    [Range("element", 0, CompactSizes.Row)]
    [Range("product", -CompactSizes.MaxProduct, CompactSizes.MaxProduct)]
    [Range("keyAddress", 0, CompactSizes.TokenChannels + CompactSizes.MaxStride)]
    [Range("valueAddress", 0, CompactSizes.TokenChannels + CompactSizes.MaxStride)]
    [Range("firstKey", 0, CompactSizes.TokenChannels)]
    [Range("firstValue", 0, CompactSizes.TokenChannels)]
    public static void MultiplyKeysAndValues(CompactNetwork network, CompactLayer layer, int headStart, int channel, byte[] keys, sbyte[] values, short[] row)
    {
        int element = 0;
        int firstKey = headStart;
        int firstValue = channel;
        for (int t = 0; t < network.Timesteps; t++)
        {
            for (int key = 0; key < layer.Count; key++)
            {
                int product = 0;
                int keyAddress = firstKey;
                int valueAddress = firstValue;
                for (int token = 0; token < layer.Width; token++)
                {
                    int number = keys[keyAddress];
                    int sign = values[valueAddress];
                    product += sign > 0 ? number : sign < 0 ? -number : 0;
                    keyAddress += layer.Stride;
                    valueAddress += layer.Stride;
                }

                row[element] = (short)product;
                element++;
                firstKey++;
            }

            firstKey += layer.Inputs - layer.Count;
            firstValue += layer.Inputs;
        }
    }
}
