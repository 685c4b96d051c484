using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the linear layer.</summary>
internal sealed class LinearVectors : IKernelVectors
{
    private const int Lanes = 16;

    public string Kernel => nameof(SpikingLinear);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: all weights at their ends, all spikes", 0, Layer(40, 20, static (o, i) => o % 2 == 0 ? sbyte.MinValue : sbyte.MaxValue, static o => -o, static o => o % 3), rows: 2, static _ => 1),
        Make("recorded: no spikes leave the bias", 0, Layer(16, 16, static (o, i) => (sbyte)(o - i), static o => 1000 - o, static _ => 0), rows: 1, static _ => 0),
        Make("recorded: as many inputs as there is room for", 0, Layer(SpikingLinear.MaxInputWords * Lanes, 1, static (_, i) => (sbyte)(i - 128), static _ => 7, static _ => 0), rows: 1, static _ => 1),
        Refused("recorded: no inputs", 0),
        Refused("recorded: less than no inputs", -1),
        Refused("recorded: one word of inputs too many", SpikingLinear.MaxInputWords + 1),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        int density = random.Between(5, 95);
        var layer = Layer(
            random.Between(1, 70), random.Between(1, 36), (_, _) => random.Of((sbyte)0, sbyte.MinValue, sbyte.MaxValue, (sbyte)random.Between(-128, 127)),
            _ => random.Between(-100_000, 100_000), _ => random.Of(0, random.Between(0, 8)));
        return Make($"random {seed}", seed, layer, random.Between(1, 6), _ => random.Between(0, 99) < density ? (sbyte)1 : (sbyte)0);
    }

    public void RunPlain(SimpleMemory memory, int member) => new SpikingLinear().Run(memory);

    internal static LinearLayer Layer(int inputs, int outputs, Func<int, int, sbyte> weight, Func<int, int> bias, Func<int, int> shift) => new()
    {
        Name = "linear",
        Outputs = outputs,
        Inputs = inputs,
        Weight = [.. Enumerable.Range(0, outputs * inputs).Select(i => weight(i / inputs, i % inputs))],
        Bias = [.. Enumerable.Range(0, outputs).Select(bias)],
        Shift = [.. Enumerable.Range(0, outputs).Select(shift)],
        Threshold = [],
    };

    private static KernelCase Make(string name, int seed, LinearLayer layer, int rows, Func<int, sbyte> spike)
    {
        sbyte[] spikes = [.. Enumerable.Range(0, rows * layer.Inputs).Select(spike)];
        int words = (layer.Inputs + Lanes - 1) / Lanes, tiles = (layer.Outputs + Lanes - 1) / Lanes;
        var image = new CellImage(SpikingLinearLayout.HeaderCells);
        image.Set(SpikingLinearLayout.RowsCell, rows);
        image.Set(SpikingLinearLayout.InputWordsCell, words);
        image.Set(SpikingLinearLayout.OutputTilesCell, tiles);
        image.Set(SpikingLinearLayout.SpikePointerCell, image.Add(CellImage.Words(spikes, layer.Inputs)));
        image.Set(SpikingLinearLayout.WeightPointerCell, image.Add(Enumerable.Range(0, tiles).SelectMany(tile => Parameters(layer, tile, words))));
        int output = image.Reserve(tiles * rows * Lanes);
        image.Set(SpikingLinearLayout.OutputPointerCell, output);

        long[] currents = new Layer(layer, side: 1).Currents(Spikes.Of(spikes, layer.Inputs), new Grid(1, rows), [], []);
        var tensor = new NamedTensor("x", [1, rows, layer.Outputs], VectorConfiguration.Narrow(currents));
        var region = new ExpectedRegion(tensor, output, tiles * rows * Lanes, cells =>
        [
            .. Enumerable.Range(0, rows * layer.Outputs).Select(i =>
            {
                int row = i / layer.Outputs, o = i % layer.Outputs;
                return (int)cells[(((o / Lanes * rows) + row) * Lanes) + (o % Lanes)];
            }),
        ]);
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(), Expected = [region, ExpectedRegion.OfStatus(SpikingLinearLayout.StatusCell, SpikingLinearLayout.StatusDone)] };
    }

    private static KernelCase Refused(string name, int words)
    {
        var sound = Make(name, 0, Layer(16, 16, static (_, _) => 1, static _ => 0, static _ => 0), rows: 1, static _ => 1);
        sound.Memory[SpikingLinearLayout.InputWordsCell] = (uint)words;
        int output = (int)sound.Memory[SpikingLinearLayout.OutputPointerCell];
        return sound with
        {
            Expected =
            [
                ExpectedRegion.OfUntouched(sound.Memory, output, Lanes),
                ExpectedRegion.OfStatus(SpikingLinearLayout.StatusCell, SpikingLinearLayout.StatusTooManyInputs),
            ],
        };
    }

    private static IEnumerable<uint> Parameters(LinearLayer layer, int tile, int words)
    {
        int first = tile * Lanes;
        uint Of(IReadOnlyList<int> values, int o) => o < layer.Outputs ? (uint)values[o] : 0;
        uint Weight(int o, int i) => o < layer.Outputs && i < layer.Inputs ? (byte)layer.Weight[(o * layer.Inputs) + i] : 0u;
        return Enumerable.Range(first, Lanes).Select(o => Of(layer.Bias, o))
            .Concat(Enumerable.Range(first, Lanes).Select(o => Of(layer.Shift, o)))
            .Concat(
                from word in Enumerable.Range(0, words)
                from o in Enumerable.Range(first, Lanes)
                from quarter in Enumerable.Range(0, 4)
                let i = (word * Lanes) + (quarter * 4)
                select Weight(o, i) | (Weight(o, i + 1) << 8) | (Weight(o, i + 2) << 16) | (Weight(o, i + 3) << 24));
    }
}
