using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Writes spikes to the buffers: the input, and what neurons fire, if wanted through an OR pool.</summary>
internal sealed class SpikeWriter(SpikeBuffers buffers, Stream<WriteCommand> commands, Stream<EngineWord> input, Stream<uint> pieces)
{
    private readonly SpikeBuffers buffers = buffers;
    private readonly Stream<WriteCommand> commands = commands;
    private readonly Stream<EngineWord> input = input;
    private readonly Stream<uint> pieces = pieces;

    [Memory(MemoryKind.Distributed)]
    private readonly uint[] pool = new uint[SpikingTransformerEngine.PoolRows];

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
    [Range("column", 0, 3)]
    private void Write(WriteCommand command, int own)
    {
        int columnRows = 0;
        for (int timestep = 0; timestep < command.Timesteps; timestep++)
        {
            columnRows = (columnRows + command.Pieces) & (SpikingTransformerEngine.PoolRows - 1);
        }

        counter.Start(command);
        bool isNew = true;
        uint piece = 0;
        int word = 0;
        int column = 0;
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

            int poolRow = counter.PoolRow(columnRows);
            uint bits = piece | (command.Pools && !counter.IsFirstOfPool ? pool[poolRow] : 0);
            pool[poolRow] = bits;
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
            if (command.WritesInput ? endsWord && word == command.Count - 1 : endsPosition && counter.EndsArea)
            {
                break;
            }

            column = endsWord ? 0 : (column + 1) & 3;
            word = endsWord ? word + 1 : word;
            isNew = endsTargets;
            if (command.WritesPieces)
            {
                counter.Step(command, columnRows, endsTargets, endsTimestep, endsPosition);
            }
        }
    }
}
