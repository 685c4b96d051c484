using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// Two buffers of spikes, handed from writer to reader and back. Element 16 w + 4 (t % 4) + p is piece p of word w.
/// </summary>
internal sealed class SpikeBuffers
{
    /// <summary>Buffer 0.</summary>
    [Banked(Banks = EngineSizes.WordCells)]
    [Memory(MemoryKind.Block, OutputRegister = true)]
    public readonly uint[] Even = new uint[SpikingTransformerEngine.SpikeWords * EngineSizes.WordCells];

    /// <summary>Buffer 1.</summary>
    [Banked(Banks = EngineSizes.WordCells)]
    [Memory(MemoryKind.Block, OutputRegister = true)]
    public readonly uint[] Odd = new uint[SpikingTransformerEngine.SpikeWords * EngineSizes.WordCells];

    /// <summary>Element of a word.</summary>
    public static int Index(int word) => (word & (SpikingTransformerEngine.SpikeWords - 1)) * EngineSizes.WordCells;
}
