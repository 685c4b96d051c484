using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Merges two sorted runs into one, a number per cycle, whichever run it comes from. Memory:
/// <see cref="SortedMergeLayout"/>.</summary>
[AdditionOnly]
public class SortedMerge
{
    private const int CellsPerBeat = 4;
    private const int MostBeats = SortedMergeLayout.MostNumbers / CellsPerBeat;

    /// <summary>Reads both runs, writes the merged one.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var oneLength = new Stream<int>(1);
        var otherLength = new Stream<int>(1);
        var length = new Stream<int>(1);
        var one = new Stream<int>(16);
        var other = new Stream<int>(16);
        var merged = new Stream<int>(16);
        var loadOne = Task.Run(() => Load(memory, SortedMergeLayout.OneLengthCell, SortedMergeLayout.OneCell, oneLength, one));
        var loadOther = Task.Run(() => Load(memory, SortedMergeLayout.OtherLengthCell, SortedMergeLayout.OtherCell, otherLength, other));
        var merge = Task.Run(() =>
        {
            int beats = oneLength.Read() + otherLength.Read();
            length.Write(beats);
            Merge(beats, one, other, merged);
        });
        var store = Task.Run(() => Store(memory, length, merged));
        Task.WaitAll(loadOne, loadOther, merge, store);
    }

    // Behind the run comes a number that is not smaller than any: it is never merged, but compared.
    [Pipeline("beat", InitiationInterval = 0)]
    [Unroll("cell")]
    [Range("beat", 0, MostBeats)]
    [Range("beats", 0, MostBeats)]
    private static void Load(SimpleMemory memory, int lengthCell, int from, Stream<int> length, Stream<int> to)
    {
        int beats = memory.ReadInt32(lengthCell);
        length.Write(beats);
        for (int beat = 0; beat < beats; beat++)
        {
            for (int cell = 0; cell < CellsPerBeat; cell++)
            {
                to.Write(memory.ReadInt32(from + (beat << 2) + cell));
            }
        }

        to.Write(int.MaxValue);
    }

    [Pipeline("number", InitiationInterval = 1)]
    [Range("number", 0, 2 * SortedMergeLayout.MostNumbers)]
    private static void Merge(int beats, Stream<int> one, Stream<int> other, Stream<int> merged)
    {
        int x = one.Read();
        int y = other.Read();
        for (int number = 0; number < beats << 2; number++)
        {
            bool isFirst = x <= y;
            merged.Write(isFirst ? x : y);
            if (isFirst)
            {
                x = one.Read();
            }
            else
            {
                y = other.Read();
            }
        }
    }

    [Pipeline("beat", InitiationInterval = 0)]
    [Unroll("cell")]
    [Range("beat", 0, 2 * MostBeats)]
    [Range("beats", 0, 2 * MostBeats)]
    private static void Store(SimpleMemory memory, Stream<int> length, Stream<int> from)
    {
        int beats = length.Read();
        for (int beat = 0; beat < beats; beat++)
        {
            for (int cell = 0; cell < CellsPerBeat; cell++)
            {
                memory.WriteInt32(SortedMergeLayout.MergedCell + (beat << 2) + cell, from.Read());
            }
        }
    }
}
