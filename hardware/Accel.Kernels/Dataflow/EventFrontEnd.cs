using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// Finds the rows of weights that event lanes add: a word of 32 channels in four timesteps is split into seven sets, and the channels of
/// each set are taken out of four queues, one per queue and cycle. Memory: <see cref="EventFrontEndLayout"/>.
/// </summary>
[AdditionOnly]
public class EventFrontEnd
{
    private const int Queues = EventFrontEndLayout.Queues;
    private const int MostReads = EventFrontEndLayout.MostTokens * EventFrontEndLayout.Sets * EventFrontEndLayout.MostWords;

    /// <summary>Reads spikes, writes steps.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var words = new Stream<QueuedWord>[Queues];
        var events = new Stream<QueuedEvent>[Queues];
        var steps = new Stream<EventStep>(4);
        var take = new Task[Queues];
        for (int queue = 0; queue < Queues; queue++)
        {
            words[queue] = new Stream<QueuedWord>(32);
            events[queue] = new Stream<QueuedEvent>(2);
        }

        var split = Task.Run(() => Split(memory, words));
        for (int queue = 0; queue < Queues; queue++)
        {
            int own = queue;
            take[own] = Task.Run(() => Take(words[own], events[own]));
        }

        var join = Task.Run(() => Join(events, steps));
        var store = Task.Run(() => Store(memory, steps));
        split.Wait();
        Task.WaitAll(take);
        Task.WaitAll(join, store);
    }

    // A token's words are read once for each set; what has no channel in a set is left out, but for the set's end.
    [Pipeline("read", InitiationInterval = 0)]
    [Unroll("queue")]
    [Range("read", 0, MostReads)]
    [Range("reads", 0, MostReads)]
    [Range("words", 1, EventFrontEndLayout.MostWords)]
    [Range("tokens", 1, EventFrontEndLayout.MostTokens)]
    [Range("word", 0, EventFrontEndLayout.MostWords - 1)]
    [Range("set", 0, EventFrontEndLayout.Sets - 1)]
    [Range("first", 0, EventFrontEndLayout.MostTokens * EventFrontEndLayout.MostWords)]
    private static void Split(SimpleMemory memory, Stream<QueuedWord>[] to)
    {
        int words = memory.ReadInt32(EventFrontEndLayout.WordsCell);
        int tokens = memory.ReadInt32(EventFrontEndLayout.TokensCell);
        int reads = 0;
        for (int token = 0; token < tokens; token++)
        {
            reads += words * EventFrontEndLayout.Sets;
        }

        int word = 0;
        int set = 0;
        int first = 0;
        for (int read = 0; read < reads; read++)
        {
            int cell = EventFrontEndLayout.SpikeCell + ((first + word) << 2);
            uint a = memory.ReadUInt32(cell);
            uint b = memory.ReadUInt32(cell + 1);
            uint c = memory.ReadUInt32(cell + 2);
            uint d = memory.ReadUInt32(cell + 3);
            uint chosen = Of(set, a, b, c, d);
            bool isEnd = word == words - 1;
            for (int queue = 0; queue < Queues; queue++)
            {
                int bits = Channels(chosen, queue);
                if (bits != 0 || isEnd)
                {
                    int rest = bits & (bits - 1);
                    to[queue].Write(new QueuedWord
                    {
                        Bits = (byte)bits, Rest = (byte)rest, IsTaken = rest == 0, Word = word, IsEnd = isEnd, IsLast = read == reads - 1,
                    });
                }
            }

            first = isEnd && set == EventFrontEndLayout.Sets - 1 ? first + words : first;
            set = !isEnd ? set : set == EventFrontEndLayout.Sets - 1 ? 0 : set + 1;
            word = isEnd ? 0 : word + 1;
        }
    }

    // The channels of a set, by the bits of its number: all four timesteps, the first two; a alone, b; the last two, c alone; d.
    private static uint Of(int set, uint a, uint b, uint c, uint d)
    {
        bool isOdd = (set & 1) != 0;
        bool isUpper = (set & 2) != 0;
        uint early = isUpper ? (isOdd ? b & ~a : a & ~b) : a & b & (isOdd ? ~(c & d) : c & d);
        uint late = isUpper ? d & ~c : isOdd ? c & ~d : c & d & ~(a & b);
        return (set & 4) != 0 ? late : early;
    }

    [Unroll("bit")]
    private static int Channels(uint chosen, int queue)
    {
        uint bits = 0;
        for (int bit = 0; bit < EventFrontEndLayout.ChannelsPerQueue; bit++)
        {
            bits |= ((chosen >> ((bit * Queues) + queue)) & 1) << bit;
        }

        return (int)bits;
    }

    // The lowest channel first. Whether it is the last one of its word is known a cycle ahead.
    [Pipeline("taken", InitiationInterval = 1)]
    private static void Take(Stream<QueuedWord> from, Stream<QueuedEvent> to)
    {
        var next = from.Read();
        for (int taken = 0; ; taken++)
        {
            int low = next.Bits & ~next.Rest;
            int index = ((low & 0xAA) != 0 ? 1 : 0) | ((low & 0xCC) != 0 ? 2 : 0) | ((low & 0xF0) != 0 ? 4 : 0);
            to.Write(new QueuedEvent
            {
                Row = next.Bits == 0 ? EventFrontEndLayout.IdleRow : (next.Word << 3) | index,
                IsEnd = next.IsEnd && next.IsTaken,
                IsLast = next.IsLast,
            });
            if (next.IsLast && next.IsTaken)
            {
                break;
            }

            if (next.IsTaken)
            {
                next = from.Read();
            }
            else
            {
                next.Bits = next.Rest;
                next.Rest = (byte)(next.Rest & (next.Rest - 1));
                next.IsTaken = next.Rest == 0;
            }
        }
    }

    // A queue that has come to the end of the set waits for the others.
    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("queue")]
    [Memory("waits", MemoryKind.Registers)]
    [Memory("ends", MemoryKind.Registers)]
    private static void Join(Stream<QueuedEvent>[] from, Stream<EventStep> to)
    {
        bool[] waits = new bool[Queues];
        bool[] ends = new bool[Queues];
        bool isLast = false;
        for (int step = 0; ; step++)
        {
            ulong rows = 0;
            bool isEnd = true;
            for (int queue = 0; queue < Queues; queue++)
            {
                var next = new QueuedEvent { Row = EventFrontEndLayout.IdleRow, IsEnd = true };
                if (!waits[queue])
                {
                    next = from[queue].Read();
                    isLast = next.IsLast;
                }

                rows |= (ulong)next.Row << (queue * EventFrontEndLayout.RowBits);
                ends[queue] = next.IsEnd;
                isEnd &= next.IsEnd;
            }

            to.Write(new EventStep { Rows = rows, IsEnd = isEnd, IsLast = isEnd && isLast });
            if (isEnd && isLast)
            {
                break;
            }

            for (int queue = 0; queue < Queues; queue++)
            {
                waits[queue] = ends[queue] && !isEnd;
            }
        }
    }

    // Two steps are a beat. Behind an odd number of them stands one that adds nothing.
    [Pipeline("pair", InitiationInterval = 0)]
    [Range("pair", 0, EventFrontEndLayout.MostSteps / 2)]
    private static void Store(SimpleMemory memory, Stream<EventStep> from)
    {
        for (int pair = 0; ; pair++)
        {
            int cell = EventFrontEndLayout.StepCell + (pair << 2);
            var first = from.Read();
            var second = new EventStep { Rows = (1UL << (Queues * EventFrontEndLayout.RowBits)) - 1, IsLast = true };
            if (!first.IsLast)
            {
                second = from.Read();
            }

            memory.WriteUInt32(cell, Low(first));
            memory.WriteUInt32(cell + 1, High(first));
            memory.WriteUInt32(cell + 2, Low(second));
            memory.WriteUInt32(cell + 3, High(second));
            if (second.IsLast)
            {
                break;
            }
        }
    }

    private static uint Low(EventStep step) => (uint)step.Rows & 0x7FFFFFF;

    private static uint High(EventStep step)
        => (uint)(step.Rows >> 27) | (step.IsEnd ? 1u << EventFrontEndLayout.SetEndBit : 0);
}
