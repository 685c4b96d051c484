using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the ReLU neuron.</summary>
internal sealed class ReluVectors : IKernelVectors
{
    public string Kernel => nameof(ReluNeuron);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        // One current for each edge: 0, half a key, the clamp, the largest number, the most negative one.
        Make("recorded: rounding and clamp", 0, VectorConfiguration.Of(Kernel, 6, 0, ResetKind.Hard, FiringRule.AtThreshold, 4), [0, 1, 3, 24],
        [
            0, 0, 3, 1 << 23, 1, 1, 4, (1 << 23) - 1, 15, 29, 115, 1 << 27, 16, 30, 116, int.MaxValue, -1, -1, -1, -1,
            int.MinValue, int.MinValue, int.MinValue, int.MinValue,
        ]),
    ];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var configuration = VectorConfiguration.Random(random, Kernel) with { KBits = random.Between(1, 8) };
        int[] shift = [.. Enumerable.Range(0, random.Between(1, 10)).Select(_ => random.Between(0, 24))];
        int[] currents = [.. Enumerable.Range(0, shift.Length * configuration.Timesteps).Select(i => random.Of(
            random.Between(-20, 20), random.Between(0, 300) << shift[i % shift.Length] >> 4, (1 << shift[i % shift.Length]) + random.Between(-1, 1), (int)random.Next() >> 2))];
        return Make($"random {seed}", seed, configuration, shift, currents);
    }

    public void RunPlain(SimpleMemory memory, int member) => new ReluNeuron().Run(memory);

    private static KernelCase Make(string name, int seed, ModelConfiguration configuration, int[] shift, int[] currents)
    {
        var image = new CellImage(ReluNeuronLayout.HeaderCells);
        image.Set(ReluNeuronLayout.ChannelsCell, shift.Length);
        image.Set(ReluNeuronLayout.TimestepsCell, configuration.Timesteps);
        image.Set(ReluNeuronLayout.MaximumCell, (1 << configuration.KBits) - 1);
        image.Set(ReluNeuronLayout.ShiftPointerCell, image.Add(shift));
        image.Set(ReluNeuronLayout.CurrentPointerCell, image.Add(currents));
        int keys = image.Reserve(currents.Length);
        image.Set(ReluNeuronLayout.KeyPointerCell, keys);

        int[] expected = VectorConfiguration.Neurons(configuration).Relu(VectorConfiguration.Wide(currents), shift);
        var tensor = new NamedTensor("k", [configuration.Timesteps, 1, shift.Length], expected);
        return new KernelCase { Name = name, Seed = seed, Memory = image.ToArray(), Expected = [ExpectedRegion.OfCells(tensor, keys)] };
    }
}
