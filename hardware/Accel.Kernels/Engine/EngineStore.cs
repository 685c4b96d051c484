using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>Writes dumps, traces, logits, class and status.</summary>
internal sealed class EngineStore(
    SimpleMemory memory, Stream<StoreCommand> commands, Stream<EngineWord> dumped, Stream<EngineWord> traces, Stream<EngineNumber> numbers)
{
    private readonly SimpleMemory memory = memory;
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
            if (command.Kind == StoreCommand.Words)
            {
                WriteWords(command.Cell, command.MemoryCells);
            }

            if (command.Kind == StoreCommand.Traces)
            {
                WriteTraces(command.Cell, command.MemoryCells);
            }

            if (command.Kind == StoreCommand.Numbers || command.Kind == StoreCommand.Logits)
            {
                WriteNumbers(command.Cell, command.MemoryCells, command.Kind == StoreCommand.Logits);
            }

            command = commands.Read();
        }

        memory.WriteInt32(command.Cell + SpikingTransformerEngineLayout.ClassOffset, label);
        memory.WriteInt32(command.Cell + SpikingTransformerEngineLayout.StepOffset, command.Step);
        memory.WriteInt32(command.Cell + SpikingTransformerEngineLayout.StatusOffset, command.Status);
    }

    [Pipeline("beat", InitiationInterval = 0)]
    private void WriteWords(int first, int cells)
    {
        int cell = first >> 2;
        for (int beat = 0; ; beat++)
        {
            var next = dumped.Read();
            WriteBeat(cell << 2, cells, next);
            cell++;
            if (next.IsLast)
            {
                break;
            }
        }
    }

    [Pipeline("beat", InitiationInterval = 0)]
    private void WriteTraces(int first, int cells)
    {
        int cell = first >> 2;
        for (int beat = 0; ; beat++)
        {
            var next = traces.Read();
            if (next.IsLast)
            {
                break;
            }

            WriteBeat(cell << 2, cells, next);
            cell++;
        }
    }

    private void WriteBeat(int cell, int cells, in EngineWord word)
    {
        if (cell < cells)
        {
            memory.WriteUInt32(cell, (uint)word.Low);
            memory.WriteUInt32(cell + 1, (uint)(word.Low >> 32));
            memory.WriteUInt32(cell + 2, (uint)word.High);
            memory.WriteUInt32(cell + 3, (uint)(word.High >> 32));
        }
    }

    // The class is the smallest index among the largest logits.
    [Pipeline("index", InitiationInterval = 0)]
    [Range("index", 0, EngineSizes.MostCount)]
    private void WriteNumbers(int first, int cells, bool areLogits)
    {
        int largest = 0;
        int cell = first;
        for (int index = 0; ; index++)
        {
            var next = numbers.Read();
            if (cell < cells)
            {
                memory.WriteInt32(cell, next.Value);
            }

            bool isLarger = areLogits && (index == 0 || next.Value > largest);
            largest = isLarger ? next.Value : largest;
            label = isLarger ? index : label;
            cell++;
            if (next.IsLast)
            {
                break;
            }
        }
    }
}
