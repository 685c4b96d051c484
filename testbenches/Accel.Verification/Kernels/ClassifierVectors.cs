using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the classifier head.</summary>
internal sealed class ClassifierVectors : IKernelVectors
{
    private const int Lanes = 16;

    public string Kernel => nameof(ClassifierHead);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: equal logits give the smallest index", 0, LinearVectors.Layer(16, 4, static (_, _) => 0, static o => o == 0 ? -6 : -5, static _ => 0), 2, static _ => 1),
        Make("recorded: the last class wins", 0, LinearVectors.Layer(20, 3, static (o, _) => (sbyte)(o - 2), static _ => -1000, static _ => 0), 3, static _ => 1),
        Make("recorded: as many inputs as there is room for", 0, LinearVectors.Layer(ClassifierHead.MaxInputWords * Lanes, 2, static (o, i) => (sbyte)(o == 0 ? 1 : i - 128), static _ => 0, static _ => 0), 1, static _ => 1),
        Make("recorded: all logits are negative", 0, LinearVectors.Layer(1, 3, static (o, _) => (sbyte)(-10 + o), static _ => -1, static _ => 0), 1, static _ => 1),
        Make("recorded: no classes", 0, LinearVectors.Layer(16, 0, static (_, _) => 0, static _ => 0, static _ => 0), 1, static _ => 1),
        Refused("recorded: no inputs", 0),
        Refused("recorded: less than no inputs", -1),
        Refused("recorded: one word of inputs too many", ClassifierHead.MaxInputWords + 1),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var layer = LinearVectors.Layer(
            random.Between(1, 40), random.Between(1, 12), (_, _) => (sbyte)random.Between(-128, 127), _ => random.Of(0, random.Between(-50_000, 50_000)), _ => 0);
        return Make($"random {seed}", seed, layer, random.Between(1, 12), _ => random.Chance(0.4) ? (sbyte)1 : (sbyte)0);
    }

    public void RunPlain(SimpleMemory memory, int member) => new ClassifierHead().Run(memory);

    private static KernelCase Make(string name, int seed, LinearLayer layer, int rows, Func<int, sbyte> spike)
    {
        sbyte[] spikes = [.. Enumerable.Range(0, rows * layer.Inputs).Select(spike)];
        int words = (layer.Inputs + Lanes - 1) / Lanes;
        var image = new CellImage(ClassifierHeadLayout.HeaderCells);
        image.Set(ClassifierHeadLayout.RowsCell, rows);
        image.Set(ClassifierHeadLayout.InputWordsCell, words);
        image.Set(ClassifierHeadLayout.ClassesCell, layer.Outputs);
        image.Set(ClassifierHeadLayout.SpikePointerCell, image.Add(CellImage.Words(spikes, layer.Inputs)));
        image.Set(ClassifierHeadLayout.WeightPointerCell, image.Add(Parameters(layer, words)));
        int cell = image.Reserve(layer.Outputs);
        image.Set(ClassifierHeadLayout.LogitPointerCell, cell);

        long[] logits = layer.Outputs == 0 ? [] : new ClassifierForward(layer).Run(spikes, new Trace(nameof(ClassifierHead)));
        return new KernelCase
        {
            Name = name,
            Seed = seed,
            Memory = image.ToArray(),
            Expected =
            [
                ExpectedRegion.OfCells(new NamedTensor("logits", [layer.Outputs], VectorConfiguration.Narrow(logits)), cell),
                ExpectedRegion.OfCells(new NamedTensor("class", [1], [logits.Length == 0 ? 0 : ClassifierForward.Largest(logits)]), ClassifierHeadLayout.ClassCell),
                ExpectedRegion.OfStatus(ClassifierHeadLayout.StatusCell, ClassifierHeadLayout.StatusDone),
            ],
        };
    }

    private static KernelCase Refused(string name, int words)
    {
        var sound = Make(name, 0, LinearVectors.Layer(16, 2, static (_, _) => 1, static _ => 0, static _ => 0), 1, static _ => 1);
        sound.Memory[ClassifierHeadLayout.InputWordsCell] = (uint)words;
        int logits = (int)sound.Memory[ClassifierHeadLayout.LogitPointerCell];
        return sound with
        {
            Expected =
            [
                ExpectedRegion.OfUntouched(sound.Memory, logits, 2),
                ExpectedRegion.OfStatus(ClassifierHeadLayout.StatusCell, ClassifierHeadLayout.StatusTooManyInputs),
            ],
        };
    }

    private static IEnumerable<uint> Parameters(LinearLayer layer, int words)
    {
        for (int o = 0; o < layer.Outputs; o++)
        {
            yield return (uint)layer.Bias[o];
            for (int i = 0; i < words * Lanes; i += 4)
            {
                uint cell = 0;
                for (int b = i; b < Math.Min(i + 4, layer.Inputs); b++)
                {
                    cell |= (uint)(byte)layer.Weight[(o * layer.Inputs) + b] << (8 * (b - i));
                }

                yield return cell;
            }
        }
    }
}
