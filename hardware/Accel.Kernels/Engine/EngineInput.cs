using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Brings the network's input on chip.</summary>
internal static class EngineInput
{
    /// <summary>Copies spikes, or splits pixels into bit planes: 16 pixels become one word of each of the 8 planes.</summary>
    [Memory("planes", MemoryKind.Registers)]
    [Unroll("plane")]
    [Range("address", 0, EngineSizes.SpikeWords + (EngineSizes.Planes * EngineSizes.DimWords))]
    [Range("first", 0, EngineSizes.SpikeWords)]
    public static void Load(SimpleMemory memory, int cell, bool isImage, int tokens, int timesteps, int words, ushort[] spikes)
    {
        int[] planes = new int[EngineSizes.Planes];
        int address = EngineSizes.HiddenBase;
        int first = EngineSizes.HiddenBase;
        int rounds = isImage ? 1 : timesteps;
        for (int token = 0; token < tokens; token++)
        {
            for (int round = 0; round < rounds; round++)
            {
                for (int word = 0; word < words; word++)
                {
                    if (isImage)
                    {
                        for (int quarter = 0; quarter < 4; quarter++)
                        {
                            uint pixels = memory.ReadUInt32(cell);
                            cell++;
                            for (int plane = 0; plane < EngineSizes.Planes; plane++)
                            {
                                planes[plane] = (planes[plane] >> 4) | (PlaneOf(pixels >> (EngineSizes.Planes - 1 - plane)) << 12);
                            }
                        }

                        address = first;
                        first++;
                        for (int index = 0; index < EngineSizes.Planes; index++)
                        {
                            spikes[address] = (ushort)planes[0];
                            address += words;
                            for (int plane = 0; plane < EngineSizes.Planes - 1; plane++)
                            {
                                planes[plane] = planes[plane + 1];
                            }
                        }
                    }
                    else
                    {
                        spikes[address] = (ushort)memory.ReadUInt32(cell);
                        cell++;
                        address++;
                    }
                }
            }

            if (isImage)
            {
                // The last plane's last word is followed by the next token's first.
                first = address - words + 1;
            }
        }
    }

    /// <summary>Bit 0 of each of four pixels.</summary>
    private static int PlaneOf(uint pixels)
        => (int)((pixels & 1) | ((pixels >> 7) & 2) | ((pixels >> 14) & 4) | ((pixels >> 21) & 8));
}
