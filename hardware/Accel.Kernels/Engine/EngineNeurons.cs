using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// 16 neurons that are visited in each cycle: bias, shift, shortcut or maximum pool, firing, leak, reset, and the ReLU of K. Membranes
/// go around: what a visit leaves comes back when its group is visited again, in the next timestep.
/// </summary>
internal sealed class EngineNeurons
{
    // What is there of a current that is not negative: so its sign need not be known before it is shifted.
    private const int Magnitude = int.MaxValue >> (32 - SpikingTransformerEngine.ShortcutBits);

    private readonly Stream<LaneNumbers> membranes = new(EngineSizes.Groups);
    private readonly Stream<StoredRow> stored = new(EngineSizes.Groups);
    private NeuronVisitCounter counter;
    private LaneSums sums;

    /// <summary>Visits them, position by position.</summary>
    [Pipeline("visit", InitiationInterval = 1)]
    [Range("row", 0, EngineSizes.Delay)]
    [Range("waiting", 0, EngineSizes.Delay)]
    public void Visit(
        NeuronCommand command, NeuronOptions options, NeuronMemory memory, Stream<LaneSums> lanes, Stream<LaneSums> attended,
            Stream<FiredGroup> to)
    {
        bool fires = command.Neuron != EngineStepLayout.NoNeuron;
        counter.Start(command);
        sums = default;
        bool isNew = true;
        int waiting = 0;
        var visits = default(StoredVisits);
        for (int visit = 0; ; visit++)
        {
            if (isNew && command.Source == NeuronCommand.FromLanes)
            {
                sums = lanes.Read();
            }

            if (isNew && command.Source == NeuronCommand.FromAttention)
            {
                sums = attended.Read();
            }

            bool endsGroup = counter.EndsTargets;
            bool endsTimestep = endsGroup && counter.EndsGroups;
            bool endsPosition = endsTimestep && counter.EndsTimesteps;
            bool endsStep = endsPosition && counter.EndsArea;
            var shortcut = LaneRows.Load(memory.Shortcut, counter.Row(command));
            if (waiting == EngineSizes.Delay)
            {
                Store(stored.Read(), memory, visits.Oldest);
            }

            visits.Step((command.Stores || command.Pools) && counter.Group < command.Stored);

            var membrane = default(LaneNumbers);
            if (fires && counter.Timestep != 0)
            {
                membrane = membranes.Read();
            }

            var left = default(LaneNumbers);
            var fired = VisitLanes(command, options, memory, shortcut, membrane, ref left);

            // Before what comes last, so that it is there when it is wanted.
            if (fires && !counter.EndsTimesteps)
            {
                membranes.Write(left);
            }

            fired.EndsTimestep = endsTimestep;
            fired.EndsPosition = endsPosition;
            fired.EndsStep = endsStep;
            if (fires)
            {
                to.Write(fired);
            }

            isNew = endsGroup;
            waiting = waiting == EngineSizes.Delay ? waiting : waiting + 1;
            counter.Step(command, endsGroup, endsTimestep, endsPosition);
            if (endsStep)
            {
                break;
            }
        }

        for (int row = 0; row < EngineSizes.Delay; row++)
        {
            Store(stored.Read(), memory, visits.Oldest);
            visits.Step(false);
        }
    }

    private static void Store(in StoredRow row, NeuronMemory memory, bool isStored)
    {
        if (isStored)
        {
            LaneRows.Store(memory.Shortcut, row.Row, row.Numbers);
        }
    }

    [Unroll("lane")]
    private FiredGroup VisitLanes(
        in NeuronCommand command, in NeuronOptions options, NeuronMemory memory, in LaneNumbers shortcut, in LaneNumbers membrane,
            ref LaneNumbers left)
    {
        int group = counter.Group & (EngineSizes.Groups - 1);
        var next = new StoredRow { Row = counter.Row(command) };
        var fired = default(FiredGroup);
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            int element = (group * EngineSizes.Group) + lane;
            int u = shortcut.Of(lane);
            int total = sums.Of(lane) + memory.Biases[element];
            int x = LaneNumbers.Fit(total << memory.LeftShifts[element], SpikingTransformerEngine.ShortcutBits);
            bool keepsU = command.Pools && !counter.IsFirstOfPool && u > x;
            int current = keepsU ? u : LaneNumbers.Fit((command.Adds ? u : 0) + x, SpikingTransformerEngine.ShortcutBits);
            next.Numbers.Set(lane, current);
            int charged = LaneNumbers.Fit(current + membrane.Of(lane), SpikingTransformerEngine.MembraneBits);
            left.Set(lane, Fire(lane, charged, memory.Thresholds[element], command, options, ref fired));
            int key = Neuron.Relu(current & Magnitude, memory.RightShifts[element], options.KeyMaximum, SpikingTransformerEngine.KeyBits);
            SetKey(lane, current < 0 || command.Neuron != EngineStepLayout.ReluNeuron ? 0 : key, ref fired);
        }

        stored.Write(next);
        return fired;
    }

    private static int Fire(int lane, int u, int theta, in NeuronCommand command, in NeuronOptions options, ref FiredGroup fired)
    {
        int over = u - theta;
        int under = u + theta;
        bool positive = Neuron.FiresPositive(over, options.Above);
        bool negative = command.Neuron == EngineStepLayout.TernaryNeuron && Neuron.FiresNegative(under, options.Above);
        fired.Positive |= (ushort)(positive ? 1 << lane : 0);
        fired.Negative |= (ushort)(negative ? 1 << lane : 0);
        return Neuron.Next(u, over, under, positive, negative, options.Soft, options.Leak);
    }

    private static void SetKey(int lane, int key, ref FiredGroup fired)
    {
        if (lane < 8)
        {
            fired.LowKeys |= (ulong)key << (lane * SpikingTransformerEngine.KeyBits);
        }
        else
        {
            fired.HighKeys |= (ulong)key << ((lane - 8) * SpikingTransformerEngine.KeyBits);
        }
    }
}
