using Accel.Golden;
using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the membrane shortcut.</summary>
internal sealed class ShortcutVectors : IKernelVectors
{
    public string Kernel => nameof(MembraneShortcut);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: soft reset with leak", 0, VectorConfiguration.Of(Kernel, 2, 1, ResetKind.Soft, FiringRule.AtThreshold, 4),
            [4, 9], [0, 3], [1, 1, -3, 0], [3, 0, 4, 5]),
        Make("recorded: nothing is left of a hard reset, a quarter by the leak", 0, VectorConfiguration.Of(Kernel, 4, 2, ResetKind.Hard, FiringRule.AtThreshold, 4),
            [100, 4], [0, 0], [97, 9, 76, 3, 120, 5, 99, 3], [0, 0, 0, 0, 0, 0, 0, 0]),
        Make("recorded: without leak a hard reset leaves nothing either", 0, VectorConfiguration.Of(Kernel, 4, 0, ResetKind.Hard, FiringRule.AboveThreshold, 4),
            [100, 4], [0, 0], [97, 9, 3, 4, 1, 1, 100, 3], [0, 0, 0, 0, 0, 0, 0, 0]),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var configuration = VectorConfiguration.Random(random, Kernel);
        int channels = random.Between(1, 10);
        int[] theta = [.. Enumerable.Range(0, channels).Select(_ => random.Of(1, random.Between(1, 100), random.Between(1, 1 << 20)))];
        int[] shift = [.. Enumerable.Range(0, channels).Select(_ => random.Of(0, 0, random.Between(1, 6)))];
        int elements = channels * configuration.Timesteps;
        int[] currents = [.. Enumerable.Range(0, elements).Select(i => VectorConfiguration.Current(random, theta[i % channels]) >> shift[i % channels])];
        int[] shortcut = [.. Enumerable.Range(0, elements).Select(i => random.Of(0, random.Between(-theta[i % channels], theta[i % channels])))];
        return Make($"random {seed}", seed, configuration, theta, shift, currents, shortcut);
    }

    public void RunPlain(SimpleMemory memory, int member) => new MembraneShortcut().Run(memory);

    private static KernelCase Make(string name, int seed, ModelConfiguration configuration, int[] theta, int[] shift, int[] currents, int[] shortcut)
    {
        var image = new CellImage(MembraneShortcutLayout.HeaderCells);
        image.Set(MembraneShortcutLayout.ChannelsCell, theta.Length);
        image.Set(MembraneShortcutLayout.TimestepsCell, configuration.Timesteps);
        image.Set(MembraneShortcutLayout.LeakCell, configuration.LeakShift);
        image.Set(MembraneShortcutLayout.SoftResetCell, configuration.Reset == ResetKind.Soft ? 1 : 0);
        image.Set(MembraneShortcutLayout.AboveThresholdCell, configuration.Firing == FiringRule.AboveThreshold ? 1 : 0);
        image.Set(MembraneShortcutLayout.ThresholdPointerCell, image.Add(theta));
        image.Set(MembraneShortcutLayout.ShiftPointerCell, image.Add(shift));
        image.Set(MembraneShortcutLayout.CurrentPointerCell, image.Add(currents));
        int sum = image.Add(shortcut);
        image.Set(MembraneShortcutLayout.ShortcutPointerCell, sum);
        int spikes = image.Reserve(currents.Length);
        image.Set(MembraneShortcutLayout.SpikePointerCell, spikes);

        long[] shifted = [.. currents.Select((x, i) => (long)x << shift[i % shift.Length])];
        long[] u = Shortcut.Add(VectorConfiguration.Wide(shortcut), shifted);
        sbyte[] s = VectorConfiguration.Neurons(configuration).Binary(u, theta);
        return new KernelCase
        {
            Name = name,
            Seed = seed,
            Memory = image.ToArray(),
            Expected =
            [
                ExpectedRegion.OfCells(new NamedTensor("u", [configuration.Timesteps, 1, theta.Length], VectorConfiguration.Narrow(u)), sum),
                ExpectedRegion.OfCells(new NamedTensor("s", [configuration.Timesteps, 1, theta.Length], VectorConfiguration.Narrow(s)), spikes),
            ],
        };
    }
}
