using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Fetches weights, parameters and input ahead of their use.</summary>
internal sealed class EngineLoader(SimpleMemory memory, Stream<LoadCommand> commands, Stream<EngineWord> parameters,
    Stream<EngineWord> input)
{
    private readonly SimpleMemory memory = memory;
    private readonly Stream<LoadCommand> commands = commands;
    private readonly Stream<EngineWord> parameters = parameters;
    private readonly Stream<EngineWord> input = input;

    private const int MostBeats = SpikingTransformerEngine.BankRows * EngineSizes.Columns;

    /// <summary>Works until the end of the program.</summary>
    /// <param name="weights">Both halves.</param>
    /// <param name="free">Halves whose weights are no longer needed.</param>
    /// <param name="loaded">Halves with weights, then -1.</param>
    public void Run(TileWeights weights, Stream<int> free, Stream<LoadedTile> loaded)
    {
        var command = commands.Read();
        while (!command.IsEnd)
        {
            if (command.LoadsParameters)
            {
                Send(command.ParameterCell, command.Parameters, parameters);
            }

            if (command.LoadsInput)
            {
                Send(command.Cell, command.Count, input);
            }

            if (command.LoadsWeights)
            {
                int own = free.Read();
                int beats = 0;
                for (int row = 0; row < command.Count; row++)
                {
                    beats += command.AreNibbles ? EngineSizes.Groups / 2 : EngineSizes.Groups;
                }

                Load(command.Cell, beats, command.AreNibbles, own, weights);
                loaded.Write(new LoadedTile { Half = own, Groups = command.Groups });
            }

            command = commands.Read();
        }

        loaded.Write(new LoadedTile { Half = -1 });
    }

    [Pipeline("beat", InitiationInterval = 0)]
    [Range("beat", 0, EngineSizes.MostCount * 4)]
    [Range("beats", 0, EngineSizes.MostCount * 4)]
    private void Send(int cell, int beats, Stream<EngineWord> to)
    {
        for (int beat = 0; beat < beats; beat++)
        {
            to.Write(Word(((cell >> 2) + beat) << 2));
        }
    }

    private EngineWord Word(int cell) => new()
    {
        Low = memory.ReadUInt32(cell) | ((ulong)memory.ReadUInt32(cell + 1) << 32),
        High = memory.ReadUInt32(cell + 2) | ((ulong)memory.ReadUInt32(cell + 3) << 32),
    };

    [Pipeline("beat", InitiationInterval = 0)]
    [Unroll("column")]
    [Range("beat", 0, MostBeats)]
    [Range("beats", 0, MostBeats)]
    private void Load(int cell, int beats, bool areNibbles, int half, TileWeights weights)
    {
        for (int beat = 0; beat < beats; beat++)
        {
            var word = Word(((cell >> 2) + beat) << 2);
            var even = areNibbles ? Bytes(word.Low) : new WeightBeat { Low = word.Low, High = word.High };
            var odd = areNibbles ? Bytes(word.High) : even;
            int first = areNibbles ? (beat << 1) & (EngineSizes.Columns - 1) : beat & (EngineSizes.Columns - 1);
            int row = areNibbles ? beat / (EngineSizes.Columns / 2) : beat / EngineSizes.Columns;
            int index = TileWeights.Index(row & (SpikingTransformerEngine.BankRows - 1));
            for (int column = 0; column < EngineSizes.Columns; column++)
            {
                if ((first | (areNibbles ? column & 1 : 0)) == column)
                {
                    (half == 0 ? weights.Even : weights.Odd)[index + column] = (column & 1) == 0 ? even : odd;
                }
            }
        }
    }

    private static WeightBeat Bytes(ulong nibbles) => new() { Low = Bytes((uint)nibbles), High = Bytes((uint)(nibbles >> 32)) };

    [Unroll("lane")]
    private static ulong Bytes(uint nibbles)
    {
        ulong bytes = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            int weight = (int)(nibbles << (28 - (4 * lane))) >> 28;
            bytes |= (ulong)(byte)weight << (8 * lane);
        }

        return bytes;
    }
}
