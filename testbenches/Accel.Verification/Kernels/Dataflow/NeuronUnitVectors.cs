using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the neuron unit, expected from the definition of the neurons over whole numbers, a visit at a time.</summary>
internal sealed class NeuronUnitVectors : IDataflowVectors
{
    private const int Limit = 1 << (NeuronUnitLayout.MembraneBits - 1);

    public string Kernel => nameof(NeuronUnit);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: at, above and below the threshold, both resets", 0,
        [
            new(10, 20, 0, 0, false, 0, 30, false, false, false, 0), new(10, 20, 0, 0, false, 0, 30, true, false, false, 0),
            new(10, 21, 0, 0, false, 0, 30, true, true, false, 1), new(10, 19, 1, -3, true, 5, 60, false, true, false, 2),
            new(-10, -20, 0, 0, false, 0, 30, false, true, true, 0), new(-10, -20, 0, 0, false, 0, 30, true, true, true, 0),
            new(-10, -27, 0, 0, false, -4, 30, true, true, true, 2),
            new(-10, -20, 0, 7, true, 99, 30, false, false, true, 1, IsFresh: true),
        ]),
        Make("recorded: the widest sums, keys and membranes", 0,
        [
            new(short.MaxValue, short.MaxValue, 2, Limit - 2 - (65534 << 2), true, 0, 1, false, true, false, 0, IsFresh: true),
            new(short.MinValue, short.MinValue, 2, 1 - Limit + (65536 * 4), true, -9, 1, false, true, false, 0, IsFresh: true),
            new(7, 0, 1, 0, false, 0, 9, false, false, false, 0), new(29, 0, 1, 0, false, 0, 9, false, false, false, 0),
            new(30, 1, 1, 0, false, 0, 9, false, false, false, 0), new(-1, 0, 15, 0, false, 0, 9, false, false, false, 0),
        ]),
    ];

    public KernelCase Long => Make("long", 0, NeuronUnitLayout.MostVisits);

    public int LongElements => NeuronUnitLayout.MostVisits;

    public KernelCase Random(int seed) => Make($"random {seed}", seed, new SeededRandom((ulong)seed).Between(1, 12) * 2);

    public void RunPlain(SimpleMemory memory, int member) => new NeuronUnit().Run(memory);

    private static KernelCase Make(string name, int seed, int count)
    {
        var random = new SeededRandom((ulong)seed + 1);
        var visits = new List<Visit>();
        while (visits.Count < count)
        {
            int theta = random.Of(random.Between(1, 100), random.Between(1, 1 << 17));
            int scale = random.Between(0, 15);
            int Small(int bits) => random.Between(-(1 << bits), (1 << bits) - 1) >> random.Between(0, bits);
            bool Maybe() => random.Between(0, 1) == 1;
            var visit = new Visit(
                Small(15), Small(15), scale, Small(19), Maybe(), random.Of(Small(19), theta), theta, Maybe(), Maybe(), Maybe(),
                random.Between(0, 2), Maybe());
            if (visit.Fits)
            {
                visits.Add(visit);
            }
        }

        return Make(name, seed, visits);
    }

    private static KernelCase Make(string name, int seed, IReadOnlyList<Visit> visits)
    {
        var image = new CellImage(NeuronUnitLayout.VisitCell);
        image.Set(NeuronUnitLayout.VisitsCell, visits.Count);
        foreach (var visit in visits)
        {
            image.Add(visit.Cells());
        }

        image.Reserve(NeuronUnitLayout.ResultCell + (2 * visits.Count) - image.Reserve(0));
        var expected = new NamedTensor("results", [visits.Count, 2], [.. visits.SelectMany(static v => v.Results())]);
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(),
            Expected = [ExpectedRegion.OfCells(expected, NeuronUnitLayout.ResultCell)] };
    }

    private sealed record Visit(
        int Sum, int Bias, int Shift, int Shortcut, bool Adds, int Membrane, int Theta, bool Above, bool Soft, bool Ternary, int Leak,
        bool IsFresh = false)
    {
        private long Current => ((long)(Sum + Bias) * (1L << Shift)) + (Adds ? Shortcut : 0);

        private long Potential => Current + (IsFresh ? 0 : Membrane);

        // A model is loaded only when this is proved.
        public bool Fits => new[] { Current, Potential, Potential - Theta, Potential + Theta }.All(static v => v is >= -Limit and < Limit);

        public IEnumerable<uint> Cells()
        {
            yield return (ushort)Sum | ((uint)(ushort)Bias << 16);
            yield return ((uint)Shortcut & ((1u << NeuronUnitLayout.MembraneBits) - 1)) | ((uint)Shift << NeuronUnitLayout.ShiftBit)
                | Flag(Adds, NeuronUnitLayout.AddsBit) | Flag(IsFresh, NeuronUnitLayout.FreshBit) | Flag(Above, NeuronUnitLayout.AboveBit)
                | Flag(Soft, NeuronUnitLayout.SoftBit) | Flag(Ternary,
                    NeuronUnitLayout.TernaryBit) | ((uint)Leak << NeuronUnitLayout.LeakBit);
            yield return (uint)Membrane;
            yield return (uint)Theta;
        }

        public IEnumerable<int> Results()
        {
            long u = Potential;
            bool positive = Above ? u > Theta : u >= Theta;
            bool negative = Ternary && (Above ? u < -Theta : u <= -Theta);
            long kept = u - (positive ? Theta : 0) + (negative ? Theta : 0);
            long left = (positive || negative) && !Soft ? 0 : kept;
            double rounded = Math.Floor((Math.Max(Sum + Bias, 0) / (double)(1L << Shift)) + (Shift == 0 ? 0 : 0.5));
            int key = (int)Math.Min(rounded, NeuronUnitLayout.LargestKey);
            yield return (int)(Current & ((1 << NeuronUnitLayout.MembraneBits) - 1)) | (key << NeuronUnitLayout.KeyBit)
                | (int)Flag(positive, NeuronUnitLayout.PositiveBit) | (int)Flag(negative, NeuronUnitLayout.NegativeBit);
            yield return (int)Math.Floor(left / (double)(1 << Leak));
        }

        private static uint Flag(bool isSet, int bit) => isSet ? 1u << bit : 0;
    }
}
