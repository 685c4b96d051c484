using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>What the compact engine writes to a layer's trace: numbers as they come, and behind every 8 visits a cell of what was fired, 4
/// bits each.</summary>
internal static class CompactTrace
{
    /// <summary>Writes one channel's visit.</summary>
    public static void Write(SimpleMemory memory, CompactLayer layer, CompactWord word, bool isEighth, int number, bool positive,
        bool negative, int key)
    {
        if (layer.HasShortcut || layer.IsAttention)
        {
            memory.WriteInt32(layer.TraceCell, number);
            layer.TraceCell = CompactReader.At(layer.TraceCell + 1);
        }

        int fired = layer.IsRelu ? key : negative ? 15 : positive ? 1 : 0;
        word.Bits = (word.Bits >> 4) | ((uint)fired << 28);
        if (isEighth)
        {
            Flush(memory, layer, word);
        }
    }

    /// <summary>Writes what was fired.</summary>
    public static void Flush(SimpleMemory memory, CompactLayer layer, CompactWord word)
    {
        memory.WriteUInt32(layer.TraceCell, word.Bits);
        layer.TraceCell = CompactReader.At(layer.TraceCell + 1);
    }
}
