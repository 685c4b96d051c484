using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// Sums of weights whose spikes are 1, for 64 output channels at a time: a step adds four rows of weights to every channel's accumulator.
/// Sums that several timesteps share are added once and kept. Memory: <see cref="EventLanesLayout"/>.
/// </summary>
[AdditionOnly]
public class EventLanes
{
    private const int Lanes = EventLanesLayout.Lanes;
    private const int Parts = Lanes / 16;
    private const int Columns = EventLanesLayout.Slots * Parts;
    private const int MostBeats = EventLanesLayout.RowsPerBank * Columns;
    private const int SumBits = 16;

    // A run loads the rows that its steps name, and every sum begins with an addend of 0: what a run leaves needs no clearing.
    [Persistent]
    [Banked(Banks = Columns)]
    [Memory(MemoryKind.Block)]
    private readonly WeightBeat[] weights = new WeightBeat[MostBeats];

    [Persistent]
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SumBits)]
    private readonly int[] sums = new int[Lanes];

    [Persistent]
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SumBits)]
    private readonly int[] first = new int[Lanes];

    [Persistent]
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SumBits)]
    private readonly int[] second = new int[Lanes];

    [Persistent]
    [Banked(Banks = Lanes)]
    [Memory(MemoryKind.Registers)]
    [Width(SumBits)]
    private readonly int[] saved = new int[Lanes];

    /// <summary>Loads weights, runs the steps, writes the sums that are saved.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var loaded = new Stream<bool>(1);
        var counts = new Stream<int>(1);
        var steps = new Stream<LaneStep>(2);
        var results = new Stream<WeightBeat>(2);
        var load = Task.Run(() =>
        {
            int beats = memory.ReadInt32(EventLanesLayout.RowsCell) * Columns;
            int pairs = memory.ReadInt32(EventLanesLayout.StepsCell) >> 1;
            counts.Write(memory.ReadInt32(EventLanesLayout.SavesCell) * EventLanesLayout.StepsPerReadout);
            LoadWeights(memory, beats);
            loaded.Write(true);
            LaneSteps.Load(memory, EventLanesLayout.StepCell, pairs, steps);
        });
        var add = Task.Run(() =>
        {
            _ = loaded.Read();
            Add(steps, results);
        });
        var store = Task.Run(() => Store(memory, counts.Read(), results));
        Task.WaitAll(load, add, store);
    }

    [Pipeline("beat", InitiationInterval = 0)]
    [Unroll("column")]
    [Range("beat", 0, MostBeats)]
    [Range("beats", 0, MostBeats)]
    private void LoadWeights(SimpleMemory memory, int beats)
    {
        for (int beat = 0; beat < beats; beat++)
        {
            int cell = EventLanesLayout.WeightCell + (beat << 2);
            var next = new WeightBeat
            {
                Low = memory.ReadUInt32(cell) | ((ulong)memory.ReadUInt32(cell + 1) << 32),
                High = memory.ReadUInt32(cell + 2) | ((ulong)memory.ReadUInt32(cell + 3) << 32),
            };
            for (int column = 0; column < Columns; column++)
            {
                if ((beat & (Columns - 1)) == column)
                {
                    weights[((beat >> 4) * Columns) + column] = next;
                }
            }
        }
    }

    [Pipeline("index", InitiationInterval = 1)]
    [Unroll("lane")]
    [Range("part", 0, EventLanesLayout.StepsPerReadout - 1)]
    [Range("pending", 0, (1 << EventLanesLayout.StepsPerReadout) - 1)]
    private void Add(Stream<LaneStep> steps, Stream<WeightBeat> to)
    {
        int pending = 0;
        int part = 0;
        for (int index = 0; ; index++)
        {
            var step = steps.Read();
            if ((pending & 1) != 0)
            {
                to.Write(new WeightBeat { Low = Pack(part, 0), High = Pack(part, 4) });
                part = (part + 1) & (EventLanesLayout.StepsPerReadout - 1);
            }

            for (int lane = 0; lane < Lanes; lane++)
            {
                int addend = (step.Addend & 2) != 0
                    ? ((step.Addend & 1) != 0 ? second[lane] : first[lane])
                    : ((step.Addend & 1) != 0 ? sums[lane] : 0);
                int sum = (Weight(step.Rows, 0, lane) + Weight(step.Rows, 1, lane))
                    + (Weight(step.Rows, 2, lane) + Weight(step.Rows, 3, lane)) + addend;
                sums[lane] = sum;
                first[lane] = step.KeepsFirst ? sum : first[lane];
                second[lane] = step.KeepsSecond ? sum : second[lane];
                saved[lane] = step.Saves ? sum : saved[lane];
            }

            pending = step.Saves ? (1 << EventLanesLayout.StepsPerReadout) - 1 : pending >> 1;
            if (step.IsLast)
            {
                break;
            }
        }
    }

    private int Weight(ulong rows, int slot, int lane)
    {
        var beat = weights[((int)((rows >> (9 * slot)) & 511) * Columns) + (slot * Parts) + (lane >> 4)];
        return (sbyte)((lane & 8) == 0 ? beat.Low >> ((lane & 7) << 3) : beat.High >> ((lane & 7) << 3));
    }

    // Four lanes of a beat.
    private ulong Pack(int part, int lane)
        => (ushort)Saved(part, lane) | ((ulong)(ushort)Saved(part, lane + 1) << 16)
            | ((ulong)(ushort)Saved(part, lane + 2) << 32) | ((ulong)(ushort)Saved(part, lane + 3) << 48);

    // A tree of choices takes fewer LUTs than a shift register.
    private int Saved(int part, int lane)
    {
        bool odd = (part & 1) != 0;
        int low = (part & 2) != 0 ? (odd ? saved[lane + 24] : saved[lane + 16]) : (odd ? saved[lane + 8] : saved[lane]);
        int high = (part & 2) != 0 ? (odd ? saved[lane + 56] : saved[lane + 48]) : (odd ? saved[lane + 40] : saved[lane + 32]);
        return (part & 4) != 0 ? high : low;
    }

    [Pipeline("beat", InitiationInterval = 0)]
    [Range("beat", 0, LaneStepLayout.MostSteps)]
    [Range("beats", 0, LaneStepLayout.MostSteps)]
    private static void Store(SimpleMemory memory, int beats, Stream<WeightBeat> from)
    {
        for (int beat = 0; beat < beats; beat++)
        {
            int cell = EventLanesLayout.ResultCell + (beat << 2);
            var next = from.Read();
            memory.WriteUInt32(cell, (uint)next.Low);
            memory.WriteUInt32(cell + 1, (uint)(next.Low >> 32));
            memory.WriteUInt32(cell + 2, (uint)next.High);
            memory.WriteUInt32(cell + 3, (uint)(next.High >> 32));
        }
    }
}
