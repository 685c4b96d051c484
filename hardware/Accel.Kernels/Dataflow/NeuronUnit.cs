using Accel.Hast;
using Hast.Transformer.SimpleMemory;

namespace Accel.Kernels;

/// <summary>
/// The neurons of an engine as a task between two streams, a visit per cycle: bias, shift and shortcut, binary and ternary firing, both
/// resets, the leak, and the ReLU of K. Memory: <see cref="NeuronUnitLayout"/>.
/// </summary>
[AdditionOnly]
public class NeuronUnit
{
    /// <summary>Reads visits, writes their results.</summary>
    public virtual void Run(SimpleMemory memory)
    {
        var visits = new Stream<NeuronVisit>(2);
        var answers = new Stream<NeuronAnswer>(2);
        var load = Task.Run(() => Load(memory, visits));
        var visit = Task.Run(() => Visit(visits, answers));
        var store = Task.Run(() => Store(memory, answers));
        Task.WaitAll(load, visit, store);
    }

    [Pipeline("index", InitiationInterval = 0)]
    [Range("index", 0, NeuronUnitLayout.MostVisits)]
    [Range("visits", 0, NeuronUnitLayout.MostVisits)]
    private static void Load(SimpleMemory memory, Stream<NeuronVisit> to)
    {
        int visits = memory.ReadInt32(NeuronUnitLayout.VisitsCell);
        for (int index = 0; index < visits; index++)
        {
            int cell = NeuronUnitLayout.VisitCell + (index << 2);
            int sums = memory.ReadInt32(cell);
            int flags = memory.ReadInt32(cell + 1);
            to.Write(new NeuronVisit
            {
                Sum = (short)sums,
                Bias = (short)(sums >> 16),
                Shift = (flags >> NeuronUnitLayout.ShiftBit) & 15,
                Shortcut = Narrow(flags),
                Adds = IsSet(flags, NeuronUnitLayout.AddsBit),
                IsFresh = IsSet(flags, NeuronUnitLayout.FreshBit),
                Membrane = Narrow(memory.ReadInt32(cell + 2)),
                Threshold = Narrow(memory.ReadInt32(cell + 3)),
                Above = IsSet(flags, NeuronUnitLayout.AboveBit),
                Soft = IsSet(flags, NeuronUnitLayout.SoftBit),
                Ternary = IsSet(flags, NeuronUnitLayout.TernaryBit),
                Leak = (flags >> NeuronUnitLayout.LeakBit) & 3,
                IsLast = index == visits - 1,
            });
        }
    }

    // No value needs more bits: that is proved from the model's weights before a layer is loaded.
    [Pipeline("index", InitiationInterval = 1)]
    [Width("current", NeuronUnitLayout.MembraneBits)]
    [Width("u", NeuronUnitLayout.MembraneBits)]
    [Width("over", NeuronUnitLayout.MembraneBits)]
    [Width("under", NeuronUnitLayout.MembraneBits)]
    private static void Visit(Stream<NeuronVisit> from, Stream<NeuronAnswer> to)
    {
        for (int index = 0; ; index++)
        {
            var visit = from.Read();
            int total = visit.Sum + visit.Bias;
            int current = (total << visit.Shift) + (visit.Adds ? visit.Shortcut : 0);
            int u = current + (visit.IsFresh ? 0 : visit.Membrane);
            int over = u - visit.Threshold;
            int under = u + visit.Threshold;
            bool positive = Neuron.FiresPositive(over, visit.Above);
            bool negative = visit.Ternary && Neuron.FiresNegative(under, visit.Above);
            to.Write(new NeuronAnswer
            {
                Current = current,
                Membrane = Neuron.Next(u, over, under, positive, negative, visit.Soft, visit.Leak),
                Positive = positive,
                Negative = negative,
                Key = Neuron.Relu(total, visit.Shift, NeuronUnitLayout.LargestKey, 4),
                IsLast = visit.IsLast,
            });
            if (visit.IsLast)
            {
                break;
            }
        }
    }

    [Pipeline("pair", InitiationInterval = 0)]
    [Range("pair", 0, NeuronUnitLayout.MostVisits / 2)]
    private static void Store(SimpleMemory memory, Stream<NeuronAnswer> from)
    {
        for (int pair = 0; ; pair++)
        {
            int cell = NeuronUnitLayout.ResultCell + (pair << 2);
            var first = from.Read();
            memory.WriteInt32(cell, Pack(first));
            memory.WriteInt32(cell + 1, first.Membrane);
            var second = from.Read();
            memory.WriteInt32(cell + 2, Pack(second));
            memory.WriteInt32(cell + 3, second.Membrane);
            if (second.IsLast)
            {
                break;
            }
        }
    }

    private static int Narrow(int number)
        => (number << (32 - NeuronUnitLayout.MembraneBits)) >> (32 - NeuronUnitLayout.MembraneBits);

    private static bool IsSet(int flags, int bit) => ((flags >> bit) & 1) != 0;

    private static int Pack(NeuronAnswer answer)
        => (answer.Current & ((1 << NeuronUnitLayout.MembraneBits) - 1)) | (answer.Key << NeuronUnitLayout.KeyBit)
            | (answer.Positive ? 1 << NeuronUnitLayout.PositiveBit : 0) | (answer.Negative ? 1 << NeuronUnitLayout.NegativeBit : 0);
}
