using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the engine writes to memory besides its status: logits, class and traces.</summary>
internal static class EngineOutput
{
    /// <summary>Writes the 16 lanes' numbers: the head's as logits, with their class, others' to the layer's trace. The numbers are lost.</summary>
    [Unroll("lane")]
    public static void WriteNumbers(SimpleMemory memory, EngineLayer layer, int resultCell, int[] number)
    {
        int cell = layer.IsHead ? resultCell + SpikingTransformerEngineLayout.LogitOffset : layer.TraceCell;
        int best = 0;
        int largest = 0;
        for (int index = 0; index < WeightTile.Lanes; index++)
        {
            int first = number[0];
            memory.WriteInt32(cell + index, first);
            bool isBetter = index < layer.Classes && (index == 0 || first > largest);
            largest = isBetter ? first : largest;
            best = isBetter ? index : best;
            for (int lane = 0; lane < WeightTile.Lanes - 1; lane++)
            {
                number[lane] = number[lane + 1];
            }
        }

        layer.TraceCell += WeightTile.Lanes;
        if (layer.IsHead)
        {
            memory.WriteInt32(resultCell + SpikingTransformerEngineLayout.ClassOffset, best);
        }
    }

    /// <summary>Writes one token's spikes of one tile to the layer's trace.</summary>
    public static void WriteSpikes(SimpleMemory memory, EngineLayer layer, uint positives, uint negatives, ulong keys)
    {
        uint first = layer.IsRelu ? (uint)(keys & 0xffffffff) : positives | (negatives << 16);
        memory.WriteUInt32(layer.TraceCell, first);
        layer.TraceCell++;
        if (layer.IsRelu)
        {
            memory.WriteUInt32(layer.TraceCell, (uint)(keys >> 32));
            layer.TraceCell++;
        }
    }
}
