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
                Write(command, own);
                closes = command.Closes;
                if (!closes)
                {
                    command = commands.Read();
                }
            }

            written.Write(own);
            command = commands.Read();
        }

        written.Write(-1);
    }

    private void Write(in WriteCommand command, int own)
    {
        if (command.WritesInput)
        {
            WriteInput(command, own);
        }

        if (command.WritesPieces)
        {
            WritePieces(command, own);
        }
    }

    [Pipeline("beat", InitiationInterval = 1)]
    [Unroll("piece")]
    [Range("word", 0, EngineSizes.MostCount)]
    [Range("column", 0, 3)]
    private void WriteInput(WriteCommand command, int own)
    {
        int word = 0;
        int column = 0;
        for (int beat = 0; ; beat++)
        {
            var next = input.Read();
            int index = SpikeBuffers.Index(word);
            for (int piece = 0; piece < EngineSizes.WordCells; piece++)
            {
                if (piece >> 2 == column)
                {
                    ulong two = (piece & 2) == 0 ? next.Low : next.High;
                    (own == 0 ? buffers.Even : buffers.Odd)[index + piece] = (uint)((piece & 1) == 0 ? two : two >> 32);
                }
            }

            bool endsWord = !command.AllColumns || column == 3;
            column = endsWord ? 0 : column + 1;
            if (endsWord && word == command.Count - 1)
            {
                break;
            }

            word = endsWord ? word + 1 : word;
        }
    }

    [Pipeline("step", InitiationInterval = 1)]
    [Unroll("bank")]
    [Range("columnRows", 0, SpikingTransformerEngine.PoolRows - 1)]
    private void WritePieces(WriteCommand command, int own)
    {
        int columnRows = 0;
        for (int timestep = 0; timestep < command.Timesteps; timestep++)
        {
            columnRows = (columnRows + command.Pieces) & (SpikingTransformerEngine.PoolRows - 1);
        }

        counter.Start(command);
        bool isNew = true;
        uint piece = 0;
        for (int step = 0; ; step++)
        {
            if (isNew)
            {
                piece = pieces.Read();
            }

            int poolRow = counter.PoolRow(columnRows);
            uint bits = piece | (command.Pools && !counter.IsFirstOfPool ? pool[poolRow] : 0);
            pool[poolRow] = bits;
            int place = counter.Place(command);
            int index = SpikeBuffers.Index(place >> 2);
            int target = ((counter.Timestep & 3) << 2) | (place & 3);
            for (int bank = 0; bank < EngineSizes.WordCells; bank++)
            {
                if (target == bank)
                {
                    (own == 0 ? buffers.Even : buffers.Odd)[index + bank] = bits;
                }
            }

            bool endsTargets = counter.EndsTargets(command);
            bool endsTimestep = endsTargets && counter.EndsPieces;
            bool endsPosition = endsTimestep && counter.EndsTimesteps;
            if (endsPosition && counter.EndsArea)
            {
                break;
            }

            isNew = endsTargets;
            counter.Step(command, columnRows, endsTargets, endsTimestep, endsPosition);
        }
    }
}
