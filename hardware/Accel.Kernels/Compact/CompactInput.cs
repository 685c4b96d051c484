using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Brings the network's input on chip.</summary>
internal static class CompactInput
{
    /// <summary>
    /// Copies spikes, or splits pixels into bit planes: [token, plane, input], highest plane first. A pixel's bits are written from the lowest on, each
    /// to the plane before.
    /// </summary>
    [Range("address", 0, CompactSizes.Spikes + CompactSizes.PlaneStride)]
    [Range("lowest", 0, CompactSizes.Spikes + CompactSizes.PlaneStride)]
    [Range("bit", 0, 32)]
    [Range("input", 0, SpikingTransformerCompactEngine.MaxDim)]
    [Range("round", 0, SpikingTransformerCompactEngine.MaxTimesteps)]
    public static void Load(SimpleMemory memory, CompactNetwork network, CompactWord word, byte[] spikes)
    {
        int planeStride = (network.Inputs << 3) - network.Inputs;
        int lowest = CompactSizes.HiddenBase + planeStride;
        int address = network.IsImage ? lowest : CompactSizes.HiddenBase;
        int rounds = network.IsImage ? 1 : network.Timesteps;
        int lastBit = network.IsImage ? 31 : 15;
        for (int token = 0; token < network.Tokens; token++)
        {
            for (int round = 0; round < rounds; round++)
            {
                int input = 0;
                while (input != network.Inputs)
                {
                    word.Bits = memory.ReadUInt32(network.InputCell);
                    network.InputCell = CompactCells.At(network.InputCell + 1);
                    for (int bit = 0; bit <= lastBit; bit++)
                    {
                        spikes[address] = (byte)(word.Bits & 1);
                        word.Bits >>= 1;
                        bool endsPixel = (bit & 7) == 7;
                        if (!network.IsImage || endsPixel)
                        {
                            lowest++;
                            input++;
                        }

                        address = network.IsImage && !endsPixel ? address - network.Inputs : network.IsImage ? lowest : address + 1;
                    }
                }
            }

            if (network.IsImage)
            {
                lowest += planeStride;
                address = lowest;
            }
        }
    }
}
