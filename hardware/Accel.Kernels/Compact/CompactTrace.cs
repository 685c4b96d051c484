using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the compact engine writes to a layer's trace.</summary>
internal static class CompactTrace
{
    /// <summary>
    /// Writes one channel of one visit and leaves the next visit's first cell. Spikes join those of the channels before, which move down: after the
    /// last one each lies where it belongs.
    /// </summary>
    public static void Write(SimpleMemory memory, CompactLayer layer, CompactWord word, ref int cell, int lane, int number, bool positive, bool negative, int key)
    {
        if (layer.HasShortcut || layer.IsAttention)
        {
            memory.WriteInt32(CompactCells.At(cell + lane), number);
            cell = CompactCells.At(cell + WeightTile.Lanes);
        }

        // 8 numbers of K take a cell.
        bool isUpper = layer.IsRelu && lane >= WeightTile.Lanes / 2;
        if (isUpper)
        {
            cell = CompactCells.At(cell + 1);
        }

        word.Bits = 0;
        if (lane != 0 && !(isUpper && lane == WeightTile.Lanes / 2))
        {
            word.Bits = memory.ReadUInt32(cell);
        }

        uint spikes = ((word.Bits >> 1) & 0x7fff7fff) | (positive ? 0x8000u : 0) | (negative ? 0x80000000u : 0);
        uint numbers = (word.Bits >> SpikingTransformerCompactEngine.KeyBits) | ((uint)key << (32 - SpikingTransformerCompactEngine.KeyBits));
        memory.WriteUInt32(cell, layer.IsRelu ? numbers : spikes);
        cell = CompactCells.At(cell + (layer.IsRelu && !isUpper ? 2 : 1));
    }
}
