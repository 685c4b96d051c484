using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// K^T V of one head and 16 channels of V, for every timestep, as rows of the weight memory: Q (K^T V) is then a gated sum like any
/// other. A product is at most 15 N and lies there as two digits, a signed high one and a low one of 7 bits.
/// </summary>
internal static class KeyValueProduct
{
    /// <summary>Bits of the low digit.</summary>
    public const int LowBits = 7;

    private const int MaxProduct = 15 * SpikingTransformerEngine.MaxTokens;

    /// <summary>
    /// Fills the rows: for each timestep the high digits of the head's words of 16 channels of K, then their low digits. 4 channels of K by 16
    /// of V are added a step. Returns the number of rows.
    /// </summary>
    [Memory("products", MemoryKind.Registers)]
    [Unroll("channel")]
    [Unroll("lane")]
    [Unroll("slot")]
    [Range("products", -MaxProduct, MaxProduct)]
    [Range("row", 0, EngineSizes.WeightRows)]
    [Range("keyAddress", 0, EngineSizes.KeyWords * 2)]
    [Range("valueAddress", 0, EngineSizes.KeyWords * 2)]
    public static int Fill(
        ulong[] keys, uint[] values, uint[] weights, int tokens, int timesteps, int words, int headWords, int firstKey, int firstValue)
    {
        int[] products = new int[4 * WeightTile.Lanes];
        int stride = 0;
        for (int t = 0; t < timesteps; t++)
        {
            stride += words;
        }

        int row = 0;
        int keyStart = firstKey;
        int valueStart = firstValue;
        for (int t = 0; t < timesteps; t++)
        {
            for (int word = 0; word < headWords; word++)
            {
                for (int quarter = 0; quarter < 4; quarter++)
                {
                    for (int lane = 0; lane < WeightTile.Lanes; lane++)
                    {
                        for (int channel = 0; channel < 4; channel++)
                        {
                            products[(lane << 2) + channel] = 0;
                        }
                    }

                    // K and V are fetched one step before they are used; the first step adds nothing.
                    int key = 0;
                    uint signs = 0;
                    int keyAddress = keyStart + word;
                    int valueAddress = valueStart;
                    for (int step = 0; step <= tokens; step++)
                    {
                        for (int lane = 0; lane < WeightTile.Lanes; lane++)
                        {
                            for (int channel = 0; channel < 4; channel++)
                            {
                                products[(lane << 2) + channel] += GatedSum.Ternary(signs, lane, (key >> (channel << 2)) & 15);
                            }
                        }

                        key = (int)(keys[keyAddress] >> (quarter << 4)) & 0xffff;
                        signs = values[valueAddress];
                        keyAddress += stride;
                        valueAddress += stride;
                    }

                    int high = (row + word) << 6;
                    int low = (row + word + headWords) << 6;
                    for (int lane = 0; lane < WeightTile.Lanes; lane++)
                    {
                        uint highDigits = 0;
                        uint lowDigits = 0;
                        for (int channel = 0; channel < 4; channel++)
                        {
                            int product = products[(lane << 2) + channel];
                            highDigits |= (uint)((product >> LowBits) & 0xff) << (channel << 3);
                            lowDigits |= (uint)(product & ((1 << LowBits) - 1)) << (channel << 3);
                        }

                        for (int slot = 0; slot < 4; slot++)
                        {
                            if (quarter == slot)
                            {
                                weights[high + (lane << 2) + slot] = highDigits;
                            }
                        }

                        for (int slot = 0; slot < 4; slot++)
                        {
                            if (quarter == slot)
                            {
                                weights[low + (lane << 2) + slot] = lowDigits;
                            }
                        }
                    }
                }
            }

            row += headWords << 1;
            keyStart += words;
            valueStart += words;
        }

        return row;
    }
}
