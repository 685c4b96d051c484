using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the binary or of the ternary neuron.</summary>
internal sealed class NeuronVectors(bool isTernary) : IKernelVectors
{
    public string Kernel => isTernary ? nameof(TernaryNeuron) : nameof(BinaryNeuron);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: every option at its edges", 0, Configuration(2, ResetKind.Soft, FiringRule.AboveThreshold), [1, 5, 8, 100], Edges),
        Make("recorded: integrate and fire", 0, Configuration(0, ResetKind.Hard, FiringRule.AtThreshold), [1, 5, 8, 100], Edges),
        Make("recorded: half of the membrane leaks", 0, Configuration(1, ResetKind.Hard, FiringRule.AtThreshold), [100, 100, 4, 4], Halves),
        Make("recorded: a quarter of the membrane is left", 0, Configuration(2, ResetKind.Hard, FiringRule.AtThreshold), [100, 100, 4, 4], Quarters),
        Make("recorded: one channel, one timestep", 0, Configuration(1, ResetKind.Hard, FiringRule.AtThreshold) with { Timesteps = 1 }, [7], [7]),
    ];

    // [T = 4, C = 4] for thresholds 1, 5, 8, 100.
    private static readonly int[] Edges = [1, 5, -8, 99, 0, 4, -1, 1, -1, -6, 7, -200, 2, 11, 1, 200];

    // What the leak leaves of 97 and of -97 is just enough in the second timestep; after the third's spike a hard reset leaves nothing.
    private static readonly int[] Halves = [97, -97, 3, 7, 52, -51, 3, -7, 120, -120, 9, 3, 99, -99, 3, 0];
    private static readonly int[] Quarters = [97, -97, 3, 7, 76, -75, 4, -7, 120, -120, 9, 3, 99, -99, 3, 0];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var configuration = VectorConfiguration.Random(random, Kernel);
        int[] theta = [.. Enumerable.Range(0, random.Between(1, 12)).Select(_ => random.Of(1, 2, random.Between(1, 100), random.Between(1, 1 << 24)))];
        int[] currents = [.. Enumerable.Range(0, theta.Length * configuration.Timesteps).Select(i => VectorConfiguration.Current(random, theta[i % theta.Length]))];
        return Make($"random {seed}", seed, configuration, theta, currents);
    }

    public void RunPlain(SimpleMemory memory, int member)
    {
        if (isTernary)
        {
            new TernaryNeuron().Run(memory);
        }
        else
        {
            new BinaryNeuron().Run(memory);
        }
    }

    private ModelConfiguration Configuration(int leak, ResetKind reset, FiringRule firing) => VectorConfiguration.Of(Kernel, 4, leak, reset, firing, 4);

    private KernelCase Make(string name, int seed, ModelConfiguration configuration, int[] theta, int[] currents)
    {
        var image = new CellImage(NeuronLayout.HeaderCells);
        image.Set(NeuronLayout.ChannelsCell, theta.Length);
        image.Set(NeuronLayout.TimestepsCell, configuration.Timesteps);
        image.Set(NeuronLayout.LeakCell, configuration.LeakShift);
        image.Set(NeuronLayout.SoftResetCell, configuration.Reset == ResetKind.Soft ? 1 : 0);
        image.Set(NeuronLayout.AboveThresholdCell, configuration.Firing == FiringRule.AboveThreshold ? 1 : 0);
        image.Set(NeuronLayout.ThresholdPointerCell, image.Add(theta));
        image.Set(NeuronLayout.CurrentPointerCell, image.Add(currents));
        int spikes = image.Reserve(currents.Length);
        image.Set(NeuronLayout.SpikePointerCell, spikes);

        var golden = VectorConfiguration.Neurons(configuration);
        long[] wide = VectorConfiguration.Wide(currents);
        sbyte[] expected = isTernary ? golden.Ternary(wide, theta) : golden.Binary(wide, theta);
        var tensor = new NamedTensor("s", [configuration.Timesteps, 1, theta.Length], VectorConfiguration.Narrow(expected));
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(), Expected = [ExpectedRegion.OfCells(tensor, spikes)] };
    }
}
