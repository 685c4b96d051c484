using Accel.Hast;

namespace Accel.Kernels;

/// <summary>What an attention unit keeps. What is in it when a run starts does not count: a row is written, or added to without what it
/// held, before it is read.</summary>
internal sealed class AttentionMemory
{
    /// <summary>K^T V: element 16 row + channel of V.</summary>
    [Banked(Banks = EngineSizes.Group)]
    [Memory(MemoryKind.Block)]
    [Width(SpikingTransformerEngine.ProductBits)]
    public readonly int[] Products = new int[SpikingTransformerEngine.ProductRows * EngineSizes.Group];

    /// <summary>Keys 0 to 7 of a row.</summary>
    [Memory(MemoryKind.Block, OutputRegister = true)]
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public readonly ulong[] LowKeys = new ulong[SpikingTransformerEngine.KeyRows];

    /// <summary>Keys 8 to 15 of a row.</summary>
    [Memory(MemoryKind.Block, OutputRegister = true)]
    [Width(8 * SpikingTransformerEngine.KeyBits)]
    public readonly ulong[] HighKeys = new ulong[SpikingTransformerEngine.KeyRows];

    /// <summary>Queries of a row.</summary>
    [Memory(MemoryKind.Block, OutputRegister = true)]
    public readonly ushort[] Queries = new ushort[SpikingTransformerEngine.KeyRows];
}
