using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the merge, expected from a sort of all numbers.</summary>
internal sealed class SortedMergeVectors : IDataflowVectors
{
    public string Kernel => nameof(SortedMerge);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: in turns, equal numbers", 0, [-5, 0, 0, 9], [-6, 0, 1, 9, 10, 11, 12, 13]),
        Make("recorded: one run behind the other", 0, [int.MinValue, -3, -2, -1], [0, 1, 2, int.MaxValue - 1]),
        Make("recorded: an empty run", 0, [], [int.MinValue, 5, 5, int.MaxValue - 1]),
    ];

    public KernelCase Long
    {
        get
        {
            var random = new SeededRandom(1);
            return Make("long", 0, Run(random, SortedMergeLayout.MostNumbers), Run(random, SortedMergeLayout.MostNumbers));
        }
    }

    public int LongElements => 2 * SortedMergeLayout.MostNumbers;

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        return Make($"random {seed}", seed, Run(random, 4 * random.Between(0, 5)), Run(random, 4 * random.Between(0, 5)));
    }

    public void RunPlain(SimpleMemory memory, int member) => new SortedMerge().Run(memory);

    private static int[] Run(SeededRandom random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => random.Of(random.Between(-9, 9), random.Between(int.MinValue, int.MaxValue - 1)))
            .Order()];

    private static KernelCase Make(string name, int seed, int[] one, int[] other)
    {
        var image = new CellImage(SortedMergeLayout.OneCell);
        image.Set(SortedMergeLayout.OneLengthCell, one.Length / 4);
        image.Set(SortedMergeLayout.OtherLengthCell, other.Length / 4);
        image.Add(one);
        image.Reserve(SortedMergeLayout.OtherCell - image.Reserve(0));
        image.Add(other);
        image.Reserve(SortedMergeLayout.MergedCell - image.Reserve(0));
        int[] merged = [.. one.Concat(other).Order()];
        image.Reserve(merged.Length);
        var expected = new NamedTensor("merged", [merged.Length], merged);
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(),
            Expected = [ExpectedRegion.OfCells(expected, SortedMergeLayout.MergedCell)] };
    }
}
