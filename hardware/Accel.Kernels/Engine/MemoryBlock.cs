using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Reads memory in blocks of 16 cells, whatever the port's width: as many requests as that takes.</summary>
internal static class MemoryBlock
{
    private const int MostWords = 1024;

    /// <summary>Four cells.</summary>
    /// <param name="memory">Where they lie.</param>
    /// <param name="cell">The first one.</param>
    public static EngineWord Word(SimpleMemory memory, int cell) => new()
    {
        Low = memory.ReadUInt32(cell) | ((ulong)memory.ReadUInt32(cell + 1) << 32),
        High = memory.ReadUInt32(cell + 2) | ((ulong)memory.ReadUInt32(cell + 3) << 32),
    };

    /// <summary>Sends words, four cells each.</summary>
    /// <param name="memory">Where they lie, and up to 12 cells behind them.</param>
    /// <param name="cell">The first one's first cell, a multiple of 16.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where they go.</param>
    [Pipeline("block", InitiationInterval = 0)]
    [Range("word", 0, MostWords)]
    [Range("count", 0, MostWords)]
    public static void Send(SimpleMemory memory, int cell, int count, Stream<EngineWord> to)
    {
        int word = 0;
        int at = cell >> 4;
        for (int block = 0; word < count; block++)
        {
            int first = at << 4;
            at++;
            var word0 = Word(memory, first);
            var word1 = Word(memory, first + 4);
            var word2 = Word(memory, first + 8);
            var word3 = Word(memory, first + 12);
            to.Write(word0);
            if (word + 1 < count)
            {
                to.Write(word1);
            }

            if (word + 2 < count)
            {
                to.Write(word2);
            }

            if (word + 3 < count)
            {
                to.Write(word3);
            }

            word += 4;
        }
    }
}
