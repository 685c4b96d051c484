using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Brings the network's input on chip.</summary>
internal static class CompactInput
{
    /// <summary>Copies its bits, of spikes or of an image's planes, 32 a cell, to the spikes from the first on.</summary>
    [Range("spike", 0, CompactSizes.LastSpike)]
    public static void Load(SimpleMemory memory, CompactNetwork network, CompactWord word, byte[] spikes)
    {
        for (int spike = 0; spike < network.InputSpikes; spike++)
        {
            if ((spike & 31) == 0)
            {
                word.Bits = memory.ReadUInt32(network.InputCell);
                network.InputCell = CompactReader.At(network.InputCell + 1);
            }

            spikes[spike] = (byte)(word.Bits & 1);
            word.Bits >>= 1;
        }
    }
}
