using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// A loader, 16 lanes that add four rows of weights per step, a neuron unit that visits a channel per cycle, and a writer, joined by
/// streams: all work at the same time, and the run takes as long as the slowest of them. Memory: <see cref="SpikingPipelineLayout"/>.
/// </summary>
[AdditionOnly]
public class SpikingPipeline
{
    private const int Lanes = SpikingPipelineLayout.Lanes;
    private const int Slots = 4;
    private const int MostBeats = SpikingPipelineLayout.RowsPerBank * Slots;
    private const int SumBits = 16;

    /// <summary>Loads weights, runs the steps, writes the spikes.</summary>
    [Banked("weights", Banks = Slots)]
    [Memory("weights", MemoryKind.Distributed)]
    public virtual void Run(SimpleMemory memory)
    {
        var weights = new WeightBeat[MostBeats];
        var loaded = new Stream<bool>(1);
        var visits = new Stream<int>(1);
        var thresholds = new Stream<int>(1);
        var steps = new Stream<LaneStep>(4);
        var sums = new Stream<int>(16);
        var spikes = new Stream<LaneSpike>(2);
        var load = Task.Run(() =>
        {
            int pairs = memory.ReadInt32(SpikingPipelineLayout.StepsCell) >> 1;
            visits.Write(memory.ReadInt32(SpikingPipelineLayout.SavesCell) * Lanes);
            thresholds.Write(memory.ReadInt32(SpikingPipelineLayout.ThresholdCell));
            LoadWeights(memory, weights);
            loaded.Write(true);
            LaneSteps.Load(memory, SpikingPipelineLayout.StepCell, pairs, steps);
        });
        var add = Task.Run(() =>
        {
            _ = loaded.Read();
            Add(weights, steps, sums);
        });
        var fire = Task.Run(() => Fire(visits.Read(), thresholds.Read(), sums, spikes));
        var store = Task.Run(() => Store(memory, spikes));
        Task.WaitAll(load, add, fire, store);
    }

    [Pipeline("beat", InitiationInterval = 0)]
    [Unroll("slot")]
    private static void LoadWeights(SimpleMemory memory, WeightBeat[] weights)
    {
        for (int beat = 0; beat < MostBeats; beat++)
        {
            int cell = SpikingPipelineLayout.WeightCell + (beat << 2);
            var next = new WeightBeat
            {
                Low = memory.ReadUInt32(cell) | ((ulong)memory.ReadUInt32(cell + 1) << 32),
                High = memory.ReadUInt32(cell + 2) | ((ulong)memory.ReadUInt32(cell + 3) << 32),
            };
            for (int slot = 0; slot < Slots; slot++)
            {
                if ((beat & (Slots - 1)) == slot)
                {
                    weights[((beat >> 2) * Slots) + slot] = next;
                }
            }
        }
    }

    [Pipeline("index", InitiationInterval = 1)]
    [Unroll("lane")]
    [Memory("sums", MemoryKind.Registers)]
    [Memory("saved", MemoryKind.Registers)]
    [Width("sums", SumBits)]
    [Width("saved", SumBits)]
    [Range("pending", 0, (1 << Lanes) - 1)]
    private static void Add(WeightBeat[] weights, Stream<LaneStep> steps, Stream<int> to)
    {
        int[] sums = new int[Lanes];
        int[] saved = new int[Lanes];
        int pending = 0;
        for (int index = 0; ; index++)
        {
            var step = steps.Read();
            if ((pending & 1) != 0)
            {
                to.Write(saved[0]);
            }

            for (int lane = 0; lane < Lanes; lane++)
            {
                int sum = ((step.Addend & 1) != 0 ? sums[lane] : 0)
                    + ((Weight(weights, step.Rows, 0, lane) + Weight(weights, step.Rows, 1, lane))
                        + (Weight(weights, step.Rows, 2, lane) + Weight(weights, step.Rows, 3, lane)));
                sums[lane] = sum;
                saved[lane] = step.Saves ? sum : lane < Lanes - 1 ? saved[lane + 1] : 0;
            }

            pending = step.Saves ? (1 << Lanes) - 1 : pending >> 1;
            if (step.IsLast)
            {
                break;
            }
        }
    }

    private static int Weight(WeightBeat[] weights, ulong rows, int slot, int lane)
    {
        var beat = weights[((int)((rows >> (9 * slot)) & 15) * Slots) + slot];
        return (sbyte)((lane & 8) == 0 ? beat.Low >> ((lane & 7) << 3) : beat.High >> ((lane & 7) << 3));
    }

    // A hard reset, and half of the membrane leaks.
    [Pipeline("visit", InitiationInterval = 1)]
    [Memory("membranes", MemoryKind.Distributed)]
    [Width("membranes", SumBits + 1)]
    [Range("visit", 0, LaneStepLayout.MostSteps)]
    [Range("visits", 0, LaneStepLayout.MostSteps)]
    [Range("threshold", 1, short.MaxValue)]
    private static void Fire(int visits, int threshold, Stream<int> from, Stream<LaneSpike> to)
    {
        int[] membranes = new int[Lanes];
        for (int visit = 0; visit < visits; visit++)
        {
            int lane = visit & (Lanes - 1);
            bool isFresh = (visit & ((SpikingPipelineLayout.Timesteps - 1) * Lanes)) == 0;
            int u = from.Read() + (isFresh ? 0 : membranes[lane]);
            bool fires = Neuron.FiresPositive(u - threshold, above: false);
            membranes[lane] = fires ? 0 : u >> 1;
            to.Write(new LaneSpike { Fires = fires, IsLast = visit == visits - 1 });
        }
    }

    [Pipeline("visit", InitiationInterval = 0)]
    [Range("visit", 0, LaneStepLayout.MostSteps)]
    [Range("word", 0, (1 << Lanes) - 1)]
    private static void Store(SimpleMemory memory, Stream<LaneSpike> from)
    {
        int word = 0;
        for (int visit = 0; ; visit++)
        {
            var spike = from.Read();
            word = (word >> 1) | (spike.Fires ? 1 << (Lanes - 1) : 0);
            if ((visit & (Lanes - 1)) == Lanes - 1)
            {
                memory.WriteInt32(SpikingPipelineLayout.ResultCell + (visit >> 4), word);
            }

            if (spike.IsLast)
            {
                break;
            }
        }
    }
}
