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

    // Columns of weights that a block holds, and blocks that hold all columns: of bytes, of nibbles.
    private const int ByteColumns = 4;
    private const int NibbleColumns = 8;
    private const int ByteBlocks = EngineSizes.Columns / ByteColumns;
    private const int NibbleBlocks = EngineSizes.Columns / NibbleColumns;
    private const int MostBlocks = SpikingTransformerEngine.BankRows * ByteBlocks;

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
                MemoryBlock.Send(memory, command.ParameterCell, command.Parameters, parameters);
            }

            if (command.LoadsInput)
            {
                Send(command.Cell, command.Count, input);
            }

            if (command.LoadsWeights)
            {
                int own = free.Read();
                int groups = command.Count << EngineSizes.GroupBits;
                int blocks = command.AreNibbles ? groups / NibbleColumns : groups / ByteColumns;
                Load(command.Cell, blocks, command.AreNibbles, own, weights);
                loaded.Write(new LoadedTile { Half = own, Groups = command.Groups });
            }

            command = commands.Read();
        }

        loaded.Write(new LoadedTile { Half = -1 });
    }

    [Pipeline("beat", InitiationInterval = 0)]
    [Range("beat", 0, EngineSizes.MostCount * 4)]
    [Range("left", 0, EngineSizes.MostCount * 4)]
    private void Send(int cell, int beats, Stream<EngineWord> to)
    {
        int left = beats;
        int at = cell >> 2;
        bool goesOn = beats != 0;
        bool isLast = beats == 1;
        for (int beat = 0; goesOn; beat++)
        {
            goesOn = !isLast;
            isLast = left == 2;
            left--;
            to.Write(MemoryBlock.Word(memory, at << 2));
            at++;
        }
    }

    // A block is weights of four groups of lanes, or of eight.
    [Pipeline("block", InitiationInterval = 0)]
    [Unroll("column")]
    [Range("block", 0, MostBlocks)]
    [Range("left", 0, MostBlocks)]
    private void Load(int cell, int blocks, bool areNibbles, int half, TileWeights weights)
    {
        int left = blocks;
        int at = cell >> 4;
        bool goesOn = blocks != 0;
        bool isLast = blocks == 1;
        for (int block = 0; goesOn; block++)
        {
            goesOn = !isLast;
            isLast = left == 2;
            left--;
            int first = at << 4;
            at++;
            var word0 = MemoryBlock.Word(memory, first);
            var word1 = MemoryBlock.Word(memory, first + 4);
            var word2 = MemoryBlock.Word(memory, first + 8);
            var word3 = MemoryBlock.Word(memory, first + 12);
            int row = areNibbles ? block / NibbleBlocks : block / ByteBlocks;
            int turn = areNibbles ? block & (NibbleBlocks - 1) : block & (ByteBlocks - 1);
            int index = TileWeights.Index(row & (SpikingTransformerEngine.BankRows - 1));
            for (int column = 0; column < EngineSizes.Columns; column++)
            {
                var pair = Choose(column >> 1, word0, word1, word2, word3);
                var narrow = Bytes((column & 1) == 0 ? pair.Low : pair.High);
                var wide = Choose(column, word0, word1, word2, word3);
                if (turn == (areNibbles ? column / NibbleColumns : column / ByteColumns))
                {
                    (half == 0 ? weights.Even : weights.Odd)[index + column] = areNibbles ? narrow
                        : new WeightBeat { Low = wide.Low, High = wide.High };
                }
            }
        }
    }

    private static EngineWord Choose(int number, in EngineWord word0, in EngineWord word1, in EngineWord word2, in EngineWord word3)
        => (number & 3) == 0 ? word0 : (number & 3) == 1 ? word1 : (number & 3) == 2 ? word2 : word3;

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
