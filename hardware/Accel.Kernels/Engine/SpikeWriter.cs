using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Says which pieces are written to the buffers: the input, and what neurons fire, if wanted through an OR pool.</summary>
internal sealed class SpikeWriter(Stream<WriteCommand> commands, Stream<EngineWord> input, Stream<uint> pieces, Stream<SpikePiece> to)
{
    private readonly Stream<WriteCommand> commands = commands;
    private readonly Stream<EngineWord> input = input;
    private readonly Stream<uint> pieces = pieces;
    private readonly Stream<SpikePiece> to = to;

    [Memory(MemoryKind.Block)]
    private readonly uint[] pool = new uint[SpikingTransformerEngine.PoolRows];

    // Rows of the pool come back to it some visits later: those that are on their way are known here.
    private readonly Stream<PooledPiece> pooled = new(EngineSizes.FewestGroups);
    private PooledPiece last1;
    private PooledPiece last2;
    private PooledPiece last3;

    private PieceCounter counter;

    /// <summary>Works until the end of the program.</summary>
    public void Run()
    {
        bool isEnd = false;
        while (!isEnd)
        {
            var command = commands.Read();
            Write(command);
            isEnd = command.IsEnd;
        }
    }

    // Pieces of the input, of neurons, or none at all.
    [Pipeline("step", InitiationInterval = 1)]
    [Range("columnRows", 0, SpikingTransformerEngine.PoolRows - 1)]
    [Range("word", 0, EngineSizes.MostWords)]
    [Range("wordsLeft", 0, SpikingTransformerEngine.SpikeWords - 1)]
    [Range("left", -1, SpikingTransformerEngine.MaxTimesteps)]
    [Range("place", 0, EngineSizes.WordCells - 1)]
    [Range("waiting", 0, EngineSizes.Delay)]
    [Range("row", 0, EngineSizes.Delay)]
    private void Write(WriteCommand command)
    {
        int columnRows = 0;
        int left = command.Timesteps;
        bool goesOn = left != 0;
        while (goesOn)
        {
            goesOn = left != 1;
            left--;
            columnRows = (columnRows + command.Pieces) & (SpikingTransformerEngine.PoolRows - 1);
        }

        counter.Start(command);
        bool isNew = true;
        uint piece = 0;
        var beat = default(EngineWord);
        int word = 0;
        int place = 0;
        int wordsLeft = (command.Count - 1) & (SpikingTransformerEngine.SpikeWords - 1);

        // Known a step ahead.
        bool isLastWord = command.Count == 1;
        bool endsWord = false;
        bool endsInput = !command.WritesInput && !command.WritesPieces;
        int waiting = 0;
        for (int step = 0; ; step++)
        {
            if (command.WritesInput && (place & 3) == 0)
            {
                beat = input.Read();
            }

            if (command.WritesPieces && isNew)
            {
                piece = pieces.Read();
            }

            uint bits = Pool(counter.PoolRow(columnRows), piece, command.Pools && !counter.IsFirstOfPool, waiting == EngineSizes.Delay);
            waiting = waiting == EngineSizes.Delay ? waiting : waiting + 1;
            ulong two = (place & 2) == 0 ? beat.Low : beat.High;
            int target = counter.Place(command);
            bool endsTargets = counter.EndsTargets;
            bool endsTimestep = endsTargets && counter.EndsPieces;
            bool endsPosition = endsTimestep && counter.EndsTimesteps;
            bool isLast = endsInput || (command.WritesPieces && endsPosition && counter.EndsArea);
            var made = new SpikePiece
            {
                Writes = command.WritesInput || (command.WritesPieces && (!command.Pools || counter.IsLastOfPool)),
                Word = (command.WritesInput ? word : target >> 2) & (SpikingTransformerEngine.SpikeWords - 1),
                Place = command.WritesInput ? place : ((counter.Timestep & 3) << 2) | (target & 3),
                Bits = command.WritesInput ? (uint)((place & 1) == 0 ? two : two >> 32) : bits,
                Closes = isLast && command.Closes,
                IsEnd = isLast && command.IsEnd,
            };
            if (made.Writes || made.Closes || made.IsEnd)
            {
                to.Write(made);
            }

            if (isLast)
            {
                break;
            }

            bool endsThen = !endsWord && (place & 3) == 2 && (!command.AllColumns || (place >> 2) == 3);
            endsInput = command.WritesInput && endsThen && isLastWord;
            place = endsWord ? 0 : (place + 1) & (EngineSizes.WordCells - 1);
            if (endsWord && command.WritesInput)
            {
                isLastWord = wordsLeft == 1;
                wordsLeft = (wordsLeft - 1) & (SpikingTransformerEngine.SpikeWords - 1);
                word++;
            }

            endsWord = endsThen;
            isNew = endsTargets;
            if (command.WritesPieces)
            {
                counter.Step(command, columnRows, endsTargets, endsTimestep, endsPosition);
            }
        }

        for (int row = 0; row < waiting; row++)
        {
            Store(pooled.Read());
        }
    }

    // A piece, with what the pool has of its row if there is any.
    private uint Pool(int row, uint piece, bool adds, bool stores)
    {
        uint stored = pool[row];
        if (stores)
        {
            Store(pooled.Read());
        }

        uint known = row == last1.Row ? last1.Bits : row == last2.Row ? last2.Bits : row == last3.Row ? last3.Bits : stored;
        last3 = last2;
        last2 = last1;
        last1 = new PooledPiece { Row = row, Bits = piece | (adds ? known : 0) };
        pooled.Write(last1);
        return last1.Bits;
    }

    private void Store(in PooledPiece back) => pool[back.Row] = back.Bits;
}
