using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Reads a word of four timesteps per cycle, makes a set of it and splits it by banks.</summary>
internal sealed class SpikeReader(
    SpikeBuffers buffers, Stream<ReadCommand> commands, Stream<SpikeSegment> segments, Stream<QueuedSpikes>[] queues,
        Stream<SpikeSet> sets, Stream<EngineWord> dumped)
{
    private readonly SpikeBuffers buffers = buffers;
    private readonly Stream<ReadCommand> commands = commands;
    private readonly Stream<SpikeSegment> segments = segments;
    private readonly Stream<QueuedSpikes>[] queues = queues;
    private readonly Stream<SpikeSet> sets = sets;
    private readonly Stream<EngineWord> dumped = dumped;

    /// <summary>Reads one buffer after the other until there are no more.</summary>
    /// <param name="written">Buffers to read, then -1.</param>
    /// <param name="free">Buffers that have been read.</param>
    public void Run(Stream<int> written, Stream<int> free)
    {
        int own;
        while ((own = written.Read()) >= 0)
        {
            bool closes = false;
            while (!closes)
            {
                var command = commands.Read();
                if (command.Walks)
                {
                    Walk(own);
                }

                if (command.Dumps)
                {
                    Dump(own, command.Count);
                }

                closes = command.Closes;
            }

            free.Write(own);
        }

        for (int queue = 0; queue < EngineSizes.Banks; queue++)
        {
            queues[queue].Write(new QueuedSpikes { EndsSet = true, IsLast = true });
        }
    }

    [Pipeline("step", InitiationInterval = 1)]
    [Range("word", 0, SpikingTransformerEngine.SpikeWords - 1)]
    [Range("words", 0, SpikingTransformerEngine.SpikeWords - 1)]
    [Range("rows", 0, (SpikingTransformerEngine.BankRows / 8) - 1)]
    private void Walk(int own)
    {
        var segment = default(SpikeSegment);
        bool isFresh = true;
        bool startsSet = true;
        bool isLastWord = false;
        int word = 0;
        int words = 0;
        int rows = 0;
        for (int step = 0; ; step++)
        {
            if (isFresh)
            {
                segment = segments.Read();
            }

            word = isFresh ? segment.FirstWord : (word + 1) & (SpikingTransformerEngine.SpikeWords - 1);
            rows = isFresh ? segment.Base : (rows + 4) & ((SpikingTransformerEngine.BankRows / 8) - 1);
            bool endsSegment = isFresh ? segment.IsOneWord : isLastWord;
            isLastWord = isFresh ? segment.Words == 1 : words == 2;
            words = isFresh ? segment.Words : (words - 1) & (SpikingTransformerEngine.SpikeWords - 1);
            int mask = (isFresh ? segment.FirstMask : 15) & (endsSegment ? segment.LastMask : 15);
            bool endsSet = endsSegment && segment.EndsSet;

            // Before its rows, of which there may be more than the queues hold.
            if (startsSet)
            {
                sets.Write(segment.Set);
            }

            var spikes = new QueuedSpikes { Base = rows, EndsSet = endsSet, EndsStep = segment.EndsStep };
            Send(own == 0 ? buffers.Even : buffers.Odd, SpikeBuffers.Index(word), segment.Set.Function, mask, spikes);
            startsSet = endsSet;
            isFresh = endsSegment;
            if (endsSegment && segment.EndsStep)
            {
                break;
            }
        }
    }

    private void Send(uint[] words, int index, int function, int mask, QueuedSpikes spikes)
    {
        uint piece0 = Choose(words, index, (mask & 1) != 0 ? function : SpikeSet.None);
        uint piece1 = Choose(words, index + 1, (mask & 2) != 0 ? function : SpikeSet.None);
        uint piece2 = Choose(words, index + 2, (mask & 4) != 0 ? function : SpikeSet.None);
        uint piece3 = Choose(words, index + 3, (mask & 8) != 0 ? function : SpikeSet.None);
        for (int queue = 0; queue < EngineSizes.Banks; queue++)
        {
            uint byte0 = Every4th(piece0 >> queue);
            uint byte1 = Every4th(piece1 >> queue);
            uint byte2 = Every4th(piece2 >> queue);
            uint byte3 = Every4th(piece3 >> queue);
            uint bits = byte0 | (byte1 << 8) | (byte2 << 16) | (byte3 << 24);
            int nonZero = (byte0 != 0 ? 1 : 0) | (byte1 != 0 ? 2 : 0) | (byte2 != 0 ? 4 : 0) | (byte3 != 0 ? 8 : 0);
            if (nonZero != 0 || spikes.EndsSet)
            {
                spikes.Bits = bits;
                spikes.NonZero = nonZero;
                queues[queue].Write(spikes);
            }
        }
    }

    private static uint Choose(uint[] words, int index, int function)
        => SpikeSet.Choose(function, words[index], words[index + 4], words[index + 8], words[index + 12]);

    private static uint Every4th(uint bits)
        => (bits & 1) | ((bits >> 3) & 2) | ((bits >> 6) & 4) | ((bits >> 9) & 8) | ((bits >> 12) & 16) | ((bits >> 15) & 32)
            | ((bits >> 18) & 64) | ((bits >> 21) & 128);

    [Range("word", 0, EngineSizes.MostWords)]
    [Range("left", -1, EngineSizes.MostWords)]
    private void Dump(int own, int count)
    {
        int left = count;
        bool goesOn = count != 0;
        for (int word = 0; goesOn; word++)
        {
            goesOn = left != 1;
            left--;
            int index = SpikeBuffers.Index(word);
            var words = own == 0 ? buffers.Even : buffers.Odd;
            for (int column = 0; column < 4; column++)
            {
                dumped.Write(new EngineWord
                {
                    Low = words[index + (4 * column)] | ((ulong)words[index + (4 * column) + 1] << 32),
                    High = words[index + (4 * column) + 2] | ((ulong)words[index + (4 * column) + 3] << 32),
                });
            }
        }

        dumped.Write(new EngineWord { IsLast = true });
    }
}
