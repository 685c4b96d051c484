using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the compact engine writes to a layer's trace.</summary>
internal static class CompactTrace
{
    /// <summary>
    /// Writes one channel of one visit; returns the next visit's first cell. Spikes join those of the channels before, which move down: after the
    /// last one each lies where it belongs.
    /// </summary>
    [Width("cell", SpikingTransformerCompactEngine.AddressBits + 1)]
    public static int Write(SimpleMemory memory, CompactLayer layer, int cell, int channel, int number, bool positive, bool negative, int key)
    {
        int lane = channel & (WeightTile.Lanes - 1);
        if (layer.HasShortcut || layer.IsAttention)
        {
            memory.WriteInt32(cell + lane, number);
            cell += WeightTile.Lanes;
        }

        int spikeCell = layer.IsRelu && lane >= WeightTile.Lanes / 2 ? cell + 1 : cell;
        uint before = 0;
        if (lane != 0 && !(layer.IsRelu && lane == WeightTile.Lanes / 2))
        {
            before = memory.ReadUInt32(spikeCell);
        }

        uint spikes = ((before >> 1) & 0x7fff7fff) | (positive ? 0x8000u : 0) | (negative ? 0x80000000u : 0);
        uint numbers = (before >> SpikingTransformerCompactEngine.KeyBits) | ((uint)key << (32 - SpikingTransformerCompactEngine.KeyBits));
        memory.WriteUInt32(spikeCell, layer.IsRelu ? numbers : spikes);
        return cell + (layer.IsRelu ? 2 : 1);
    }
}
