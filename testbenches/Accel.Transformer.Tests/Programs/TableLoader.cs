using System.Threading.Tasks;
using Hast.Transformer.SimpleMemory;

namespace Samples;

/// <summary>Two unlike tasks at once: one loads the next table from memory while the other one works on the one before.</summary>
public class TableLoader
{
    private const int TableCount = 4;
    private const int TableLength = 32;
    private const int InputStartIndex = 0;
    private const int OutputStartIndex = TableCount * TableLength;

    public virtual void Run(SimpleMemory memory)
    {
        var even = new uint[TableLength];
        var odd = new uint[TableLength];
        Load(memory, 0, even);

        for (int table = 0; table < TableCount; table += 2)
        {
            var loading = Task.Run(() => Load(memory, table + 1, odd));
            var working = Task.Run(() => Fold(even));
            Task.WaitAll(loading, working);
            memory.WriteUInt32(OutputStartIndex + table, working.Result);

            var loadingNext = Task.Run(() => Load(memory, (table + 2) % TableCount, even));
            var workingNext = Task.Run(() => Fold(odd));
            Task.WaitAll(loadingNext, workingNext);
            memory.WriteUInt32(OutputStartIndex + table + 1, workingNext.Result);
        }
    }

    private static void Load(SimpleMemory memory, int table, uint[] cells)
    {
        for (int i = 0; i < TableLength; i++)
        {
            cells[i] = memory.ReadUInt32(InputStartIndex + (table * TableLength) + i);
        }
    }

    private static uint Fold(uint[] cells)
    {
        uint sum = 0;
        for (int i = 0; i < TableLength; i++)
        {
            sum = ((sum << 1) | (sum >> 31)) ^ cells[i];
        }

        return sum;
    }
}
