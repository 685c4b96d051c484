using Accel.Hast;

namespace Accel.Kernels;

/// <summary>
/// 16 neurons that are visited in each cycle: bias, shift, shortcut or maximum pool, firing, leak, reset, and the ReLU of K. Membranes
/// go around: what a visit leaves comes
/// back when its group is visited again.
/// </summary>
internal sealed class EngineNeurons
{
    private readonly Stream<LaneNumbers> membranes = new(EngineSizes.Groups);
    private readonly Stream<StoredRow> stored = new(EngineSizes.Groups);
    private NeuronVisitCounter counter;
    private LaneSums sums;

    /// <summary>Visits them, position by position.</summary>
    [Pipeline("visit", InitiationInterval = 1)]
    [Range("group", 0, EngineSizes.Groups)]
    [Range("row", 0, EngineSizes.Groups)]
    public void Visit(
        NeuronCommand command, NeuronOptions options, NeuronMemory memory, Stream<LaneSums> lanes, Stream<LaneSums> attended,
            Stream<FiredGroup> to)
    {
        bool fires = command.Neuron != EngineStepLayout.NoNeuron;
        for (int group = 0; group < command.Groups; group++)
        {
            membranes.Write(default);
        }

        for (int row = 0; row < EngineSizes.Delay; row++)
        {
            stored.Write(StoredRow.None);
        }

        counter.Start(command);
        sums = default;
        bool isNew = true;
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

            bool endsGroup = counter.EndsTargets(command);
            bool endsTimestep = endsGroup && counter.EndsGroups;
            bool endsPosition = endsTimestep && counter.EndsTimesteps;
            bool endsStep = endsPosition && counter.EndsArea;
            var fired = VisitLanes(command, options, memory);
            fired.EndsTimestep = endsTimestep;
            fired.EndsPosition = endsPosition;
            fired.EndsStep = endsStep;
            if (fires)
            {
                to.Write(fired);
            }

            isNew = endsGroup;
            counter.Step(command, endsGroup, endsTimestep, endsPosition);
            if (endsStep)
            {
                break;
            }
        }

        for (int row = 0; row < EngineSizes.Delay; row++)
        {
            Store(stored.Read(), memory);
        }

        for (int group = 0; group < command.Groups; group++)
        {
            _ = membranes.Read();
        }
    }

    [Unroll("lane")]
    private static void Store(StoredRow row, NeuronMemory memory)
    {
        if (row.Row >= 0)
        {
            for (int lane = 0; lane < EngineSizes.Group; lane++)
            {
                memory.Shortcut[(row.Row * EngineSizes.Group) + lane] = row.Numbers.Of(lane);
            }
        }
    }

    [Unroll("lane")]
    private FiredGroup VisitLanes(in NeuronCommand command, in NeuronOptions options, NeuronMemory memory)
    {
        int row = counter.Row(command);
        int group = counter.Group & (EngineSizes.Groups - 1);
        bool rectifies = command.Neuron == EngineStepLayout.ReluNeuron;
        bool isStored = (command.Stores || command.Pools) && counter.Group < command.Stored;
        var shortcut = default(LaneNumbers);
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            shortcut.Set(lane, memory.Shortcut[(row * EngineSizes.Group) + lane]);
        }

        Store(stored.Read(), memory);
        var membrane = membranes.Read();
        var next = new StoredRow { Row = isStored ? row : -1 };
        var left = default(LaneNumbers);
        var fired = default(FiredGroup);
        for (int lane = 0; lane < EngineSizes.Group; lane++)
        {
            int element = (group * EngineSizes.Group) + lane;
            int shift = memory.Shifts[element];
            int u = shortcut.Of(lane);
            int x = Fit((sums.Of(lane) + memory.Biases[element]) << (rectifies ? 0 : shift), SpikingTransformerEngine.ShortcutBits);
            bool keepsU = command.Pools && !counter.IsFirstOfPool && u > x;
            int current = keepsU ? u : Fit((command.Adds ? u : 0) + x, SpikingTransformerEngine.ShortcutBits);
            next.Numbers.Set(lane, current);
            int charged = Fit(current + (counter.Timestep == 0 ? 0 : membrane.Of(lane)), SpikingTransformerEngine.MembraneBits);
            left.Set(lane, Fire(lane, charged, memory.Thresholds[element], command, options, ref fired));
            SetKey(lane, Neuron.Relu(current, shift, options.KeyMaximum), ref fired);
        }

        stored.Write(next);
        membranes.Write(left);
        return fired;
    }

    // The host has proved that no bit is lost that counts; what is computed of lanes without a channel is anything.
    private static int Fit(int number, int bits) => (number << (32 - bits)) >> (32 - bits);

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
