using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Writes spikes to the buffers: the input, and what neurons fire, if wanted through an OR pool.</summary>
internal sealed class SpikeWriter(SpikeBuffers buffers, Stream<WriteCommand> commands, Stream<EngineWord> input, Stream<uint> pieces)
{
    private readonly SpikeBuffers buffers = buffers;
    private readonly Stream<WriteCommand> commands = commands;
    private readonly Stream<EngineWord> input = input;
    private readonly Stream<uint> pieces = pieces;

    [Memory(MemoryKind.Block)]
    private readonly uint[] pool = new uint[SpikingTransformerEngine.PoolRows];

    // Rows of the pool come back to it some visits later: those that are on their way are known here.
    private readonly Stream<PooledPiece> pooled = new(EngineSizes.FewestGroups);
    private PooledPiece last1;
    private PooledPiece last2;
    private PooledPiece last3;

    private PieceCounter counter;

    /// <summary>Writes one buffer after the other until there are no more.</summary>
    /// <param name="free">Buffers to write to.</param>
    /// <param name="written">Buffers that are complete, then -1.</param>
    public void Run(Stream<int> free, Stream<int> written)
    {
        var command = commands.Read();
        while (!command.IsEnd)
        {
            int own = free.Read();
            bool closes = false;
            while (!closes)
            {
                if (command.WritesInput || command.WritesPieces)
                {
                    Write(command, own);
                }

                closes = command.Closes;
                if (!closes)
                {
                    command = commands.Read();
                    closes = command.IsEnd;
                }
            }

            written.Write(own);
            if (!command.IsEnd)
            {
                command = commands.Read();
            }
        }

        written.Write(-1);
    }

    // Beats of the input, or pieces: each bank takes one or the other.
    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("bank")]
    [Range("columnRows", 0, SpikingTransformerEngine.PoolRows - 1)]
    [Range("word", 0, EngineSizes.MostCount)]
    [Range("left", -1, SpikingTransformerEngine.MaxTimesteps)]
    [Range("column", 0, 3)]
    [Range("waiting", 0, EngineSizes.Delay)]
    [Range("row", 0, EngineSizes.Delay)]
    private void Write(WriteCommand command, int own)
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
        int word = 0;
        int column = 0;
        bool isLastWord = command.Count == 1;
        int waiting = 0;
        for (int step = 0; ; step++)
        {
            var beat = default(EngineWord);
            if (command.WritesInput)
            {
                beat = input.Read();
            }

            if (command.WritesPieces && isNew)
            {
                piece = pieces.Read();
            }

            uint bits = Pool(counter.PoolRow(columnRows), piece, command.Pools && !counter.IsFirstOfPool, waiting == EngineSizes.Delay);
            waiting = waiting == EngineSizes.Delay ? waiting : waiting + 1;
            int place = counter.Place(command);
            int index = SpikeBuffers.Index(command.WritesInput ? word : place >> 2);
            int target = ((counter.Timestep & 3) << 2) | (place & 3);
            for (int bank = 0; bank < EngineSizes.WordCells; bank++)
            {
                ulong two = (bank & 2) == 0 ? beat.Low : beat.High;
                uint part = (uint)((bank & 1) == 0 ? two : two >> 32);
                if (command.WritesInput ? column == bank >> 2 : target == bank)
                {
                    (own == 0 ? buffers.Even : buffers.Odd)[index + bank] = command.WritesInput ? part : bits;
                }
            }

            bool endsWord = command.WritesInput && (!command.AllColumns || column == 3);
            bool endsTargets = counter.EndsTargets(command);
            bool endsTimestep = endsTargets && counter.EndsPieces;
            bool endsPosition = endsTimestep && counter.EndsTimesteps;
            if (command.WritesInput ? endsWord && isLastWord : endsPosition && counter.EndsArea)
            {
                break;
            }

            isLastWord = endsWord ? word + 2 == command.Count : isLastWord;
            column = endsWord ? 0 : (column + 1) & 3;
            word = endsWord ? word + 1 : word;
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
