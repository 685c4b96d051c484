using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Writes dumps, traces, logits, class and status.</summary>
internal sealed class EngineStore(
    SimpleMemory memory, int core, Stream<StoreCommand> commands, Stream<EngineWord> dumped, Stream<EngineWord> traces,
        Stream<EngineNumber> numbers)
{
    private readonly SimpleMemory memory = memory;
    private readonly int core = core;
    private readonly Stream<StoreCommand> commands = commands;
    private readonly Stream<EngineWord> dumped = dumped;
    private readonly Stream<EngineWord> traces = traces;
    private readonly Stream<EngineNumber> numbers = numbers;

    private int label;

    /// <summary>Works until the end of the program.</summary>
    public void Run()
    {
        label = 0;
        var command = commands.Read();
        while (command.Kind != StoreCommand.End)
        {
            if (command.Kind == StoreCommand.Words || command.Kind == StoreCommand.Traces)
            {
                WriteWords(command.Cell, command.MemoryCells, command.Kind == StoreCommand.Traces);
            }

            if (command.Kind == StoreCommand.Numbers || command.Kind == StoreCommand.Logits)
            {
                WriteNumbers(command.Cell, command.MemoryCells, command.Kind == StoreCommand.Logits);
            }

            command = commands.Read();
        }

        if (core == 0)
        {
            WriteStatus(command);
        }
    }

    // All cores read the same steps, so that the first one knows as well as any other.
    private void WriteStatus(in StoreCommand command)
    {
        for (int offset = SpikingTransformerEngineLayout.StepOffset; offset >= SpikingTransformerEngineLayout.StatusOffset; offset--)
        {
            memory.WriteInt32(command.Cell + offset, offset == SpikingTransformerEngineLayout.StatusOffset ? command.Status
                : offset == SpikingTransformerEngineLayout.ClassOffset ? label : command.Step);
        }
    }

    [Pipeline("beat", InitiationInterval = 0)]
    private void WriteWords(int first, int cells, bool areTraces)
    {
        int cell = first >> 2;
        bool isInside = cell < cells >> 2;
        var next = Next(areTraces);
        for (int beat = 0; !next.IsLast; beat++)
        {
            if (isInside)
            {
                WriteBeat(cell << 2, next);
            }

            cell++;
            isInside = cell < cells >> 2;
            next = Next(areTraces);
        }
    }

    private EngineWord Next(bool areTraces)
    {
        EngineWord next;
        if (areTraces)
        {
            next = traces.Read();
        }
        else
        {
            next = dumped.Read();
        }

        return next;
    }

    private void WriteBeat(int cell, in EngineWord word)
    {
        memory.WriteUInt32(cell, (uint)word.Low);
        memory.WriteUInt32(cell + 1, (uint)(word.Low >> 32));
        memory.WriteUInt32(cell + 2, (uint)word.High);
        memory.WriteUInt32(cell + 3, (uint)(word.High >> 32));
    }

    // The class is the smallest index among the largest logits.
    [Pipeline("index", InitiationInterval = 0)]
    [Range("index", 0, EngineSizes.MostCount)]
    private void WriteNumbers(int first, int cells, bool areLogits)
    {
        int largest = 0;
        int cell = first;
        bool isInside = first < cells;
        for (int index = 0; ; index++)
        {
            var next = numbers.Read();
            if (isInside)
            {
                memory.WriteInt32(cell, next.Value);
            }

            bool isLarger = areLogits && (index == 0 || next.Value > largest);
            largest = isLarger ? next.Value : largest;
            label = isLarger ? index : label;
            cell++;
            isInside = cell < cells;
            if (next.IsLast)
            {
                break;
            }
        }
    }
}
