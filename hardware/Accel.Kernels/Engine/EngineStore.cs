using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Writes dumps, traces, logits, class and status.</summary>
internal sealed class EngineStore(
    int core, Stream<StoreCommand> commands, Stream<EngineWord> dumped, Stream<EngineWord> traces, Stream<EngineNumber> numbers,
        Stream<StoredBeat> beats)
{
    private readonly int core = core;
    private readonly Stream<StoreCommand> commands = commands;
    private readonly Stream<EngineWord> dumped = dumped;
    private readonly Stream<EngineWord> traces = traces;
    private readonly Stream<EngineNumber> numbers = numbers;
    private readonly Stream<StoredBeat> beats = beats;

    private int label;

    /// <summary>Works until the end of the program.</summary>
    public void Run(EngineCounts counts)
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

            if (EngineCounts.AreKept && command.Kind >= StoreCommand.Counts)
            {
                WriteCounts(command, counts);
            }

            command = commands.Read();
        }

        if (core == 0)
        {
            WriteStatus(command);
        }

        beats.Write(new StoredBeat { IsLast = true });
    }

    // All cores read the same steps, so that the first one knows as well as any other.
    private void WriteStatus(in StoreCommand command)
    {
        for (int offset = SpikingTransformerEngineLayout.StepOffset; offset >= SpikingTransformerEngineLayout.StatusOffset; offset--)
        {
            WriteCell(command.Cell + offset, offset == SpikingTransformerEngineLayout.StatusOffset ? command.Status
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

    private void WriteCounts(in StoreCommand command, EngineCounts counts)
    {
        var lanes = default(LaneCount);
        var rows = default(RowCount);
        if (command.CountsLanes)
        {
            lanes = counts.Lanes.Read();
        }

        if (command.CountsRows)
        {
            rows = counts.Rows.Read();
        }

        var attention = default(AttentionCount);
        if (command.Kind == StoreCommand.AttentionCounts)
        {
            attention = Attention(counts);
        }

        var neurons = counts.Neurons.Read();
        if (command.Cell != 0)
        {
            int parts = (1 << EngineCountLayout.NeuronsBit) | (command.CountsLanes ? 1 << EngineCountLayout.LanesBit : 0)
                | (command.Step << EngineCountLayout.NumberShift);
            WriteBeat(command.Cell, new EngineWord
            {
                Low = neurons.End | ((ulong)neurons.Lanes << 32), High = neurons.Attention | ((ulong)neurons.Output << 32),
            });
            WriteBeat(command.Cell + EngineCountLayout.LanesEndOffset, new EngineWord
            {
                Low = lanes.End | ((ulong)lanes.Weights << 32), High = lanes.Events | ((ulong)lanes.Neurons << 32),
            });
            WriteBeat(command.Cell + EngineCountLayout.HeldOffset, new EngineWord
            {
                Low = (uint)lanes.Held | ((ulong)(uint)rows.Rows << 32), High = (uint)rows.Covered | ((ulong)(uint)parts << 32),
            });
            WriteBeat(command.Cell + EngineCountLayout.KeyAdditionsOffset, new EngineWord
            {
                Low = attention.Keys | ((ulong)attention.Rows << 32),
            });
        }
    }

    [Unroll("unit")]
    private static AttentionCount Attention(EngineCounts counts)
    {
        var all = default(AttentionCount);
        for (int unit = 0; unit < SpikingTransformerEngine.AttentionUnits; unit++)
        {
            var one = counts.Attention[unit].Read();
            all.Keys += one.Keys;
            all.Rows += one.Rows;
        }

        return all;
    }

    private void WriteBeat(int cell, in EngineWord word) => beats.Write(new StoredBeat { Cell = cell, AreFour = true, Word = word });

    private void WriteCell(int cell, int value)
        => beats.Write(new StoredBeat { Cell = cell, Word = new EngineWord { Low = (uint)value } });

    // The class is the smallest index among the largest logits.
    [Pipeline("number", InitiationInterval = 2)]
    [Range("index", 0, SpikingTransformerEngine.MaxClasses)]
    private void WriteNumbers(int first, int cells, bool areLogits)
    {
        int largest = 0;
        int cell = first;
        int index = 0; // of a logit: there are more numbers in a tensor than classes
        bool isInside = first < cells;
        for (int number = 0; ; number++)
        {
            var next = numbers.Read();
            if (isInside)
            {
                WriteCell(cell, next.Value);
            }

            bool isLarger = areLogits && (index == 0 || next.Value > largest);
            largest = isLarger ? next.Value : largest;
            label = isLarger ? index : label;
            index = areLogits ? index + 1 : index;
            cell++;
            isInside = cell < cells;
            if (next.IsLast)
            {
                break;
            }
        }
    }
}
