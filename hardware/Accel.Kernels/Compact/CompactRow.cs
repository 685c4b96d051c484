using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Fills the row: what one output channel's sums add, one number for each input.</summary>
internal static class CompactRow
{
    /// <summary>
    /// Unpacks one output channel's weights: 4 signed bytes a cell, 4 cells of each word of 16 inputs, the next word's 64 cells further on. Leaves the
    /// cell behind the last.
    /// </summary>
    [Range("input", 0, CompactSizes.Row)]
    public static void LoadWeights(SimpleMemory memory, ref int cell, CompactLayer layer, CompactWord word, short[] row)
    {
        int input = 0;
        bool more;
        do
        {
            word.Bits = memory.ReadUInt32(cell);
            bool endsCell;
            do
            {
                row[input] = (sbyte)word.Bits;
                word.Bits >>= 8;
                input++;
                endsCell = (input & 3) == 0;
            }
            while (!endsCell);

            more = input != layer.Inputs;
            cell = CompactCells.At(cell + (more && (input & (CompactSizes.WordChannels - 1)) == 0 ? WeightTile.RowWords - 3 : 1));
        }
        while (more);
    }

    /// <summary>K^T V of one channel of V and all of its head's channels of K, for every timestep.</summary>
    [Range("element", 0, CompactSizes.Row)]
    [Range("product", -CompactSizes.MaxProduct, CompactSizes.MaxProduct)]
    [Range("keyAddress", 0, CompactSizes.TokenChannels + CompactSizes.VisitStride)]
    [Range("valueAddress", 0, CompactSizes.TokenChannels + CompactSizes.VisitStride)]
    [Range("firstKey", 0, CompactSizes.TokenChannels)]
    [Range("firstValue", 0, CompactSizes.TokenChannels)]
    [Range("stride", 0, CompactSizes.VisitStride)]
    public static void MultiplyKeysAndValues(CompactNetwork network, CompactLayer layer, int headStart, int channel, byte[] keys, sbyte[] values, short[] row)
    {
        int stride = 0;
        for (int t = 0; t < network.Timesteps; t++)
        {
            stride += layer.Inputs;
        }

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
                for (int token = 0; token < network.Tokens; token++)
                {
                    int number = keys[keyAddress];
                    int sign = values[valueAddress];
                    product += sign > 0 ? number : sign < 0 ? -number : 0;
                    keyAddress += stride;
                    valueAddress += stride;
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
