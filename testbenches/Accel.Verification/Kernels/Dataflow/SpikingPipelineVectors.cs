using Accel.Golden.Generation;
using Accel.Kernels;
using Accel.Models;
using Hast.Transformer.SimpleMemory;

namespace Accel.Verification;

/// <summary>Vectors of the four tasks from loader to writer: lists of inputs per token and timestep, expected from their sums and the
/// definition of the neurons.</summary>
internal sealed class SpikingPipelineVectors : IDataflowVectors
{
    private const int Lanes = SpikingPipelineLayout.Lanes;
    private const int Inputs = SpikingPipelineLayout.RowsPerBank * 4;

    public string Kernel => nameof(SpikingPipeline);

    public IReadOnlyList<KernelCase> Recorded =>
    [
        Make("recorded: nothing, everything, one input", 0, 50, [[], [.. Enumerable.Range(4, Inputs - 4)], [4], [5]]),
        Make("recorded: more timesteps than a token has", 0, 1, [[4], [4], [4], [4], [4], [9]]),
    ];

    public KernelCase Long
    {
        get
        {
            // All rows of each bank but the idle one, and two steps that nothing is in: a save in every 17 steps.
            var random = new SeededRandom(1);
            return Make("long", 0, 900, [.. Enumerable.Range(0, LaneStepLayout.MostSteps / 17 - 1).Select(_ => Some(random, 90))]);
        }
    }

    public int LongElements => (int)Long.Memory[SpikingPipelineLayout.StepsCell];

    public KernelCase Random(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        return Make($"random {seed}", seed, random.Between(1, 300),
            [.. Enumerable.Range(0, random.Between(1, 6)).Select(_ => Some(random, random.Between(0, 60)))]);
    }

    public void RunPlain(SimpleMemory memory, int member) => new SpikingPipeline().Run(memory);

    private static int[] Some(SeededRandom random, int percent)
        => [.. Enumerable.Range(4, Inputs - 4).Where(_ => random.Between(0, 99) < percent)];

    // Row 0 of each bank is of zeros, for slots that have nothing to add.
    private static KernelCase Make(string name, int seed, int threshold, int[][] saves)
    {
        var random = new SeededRandom((ulong)seed + 7);
        int[] weights = [.. Enumerable.Range(0, Inputs * Lanes).Select(i => i < 4 * Lanes ? 0 : random.Between(-128, 127))];
        var program = new LaneProgram(Lanes, idleRow: 0);
        foreach (int[] inputs in saves)
        {
            program.Add(inputs, 0, LaneStepLayout.SavesBit);
        }

        program.Finish();
        var image = new CellImage(SpikingPipelineLayout.ResultCell);
        image.Set(SpikingPipelineLayout.StepsCell, program.Steps);
        image.Set(SpikingPipelineLayout.SavesCell, program.Saves);
        image.Set(SpikingPipelineLayout.ThresholdCell, threshold);
        image.Reserve(SpikingPipelineLayout.WeightCell - image.Reserve(0));
        image.Add(weights.Chunk(4).Select(static w => (uint)((byte)w[0] | ((byte)w[1] << 8) | ((byte)w[2] << 16) | ((byte)w[3] << 24))));
        image.Add(program.Cells());
        int[] spikes = new int[saves.Length];
        double[] membranes = new double[Lanes];
        for (int save = 0; save < saves.Length; save++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                double u = (save % SpikingPipelineLayout.Timesteps == 0 ? 0 : membranes[lane])
                    + saves[save].Sum(i => weights[(i * Lanes) + lane]);
                spikes[save] |= u >= threshold ? 1 << lane : 0;
                membranes[lane] = u >= threshold ? 0 : Math.Floor(u / 2);
            }
        }

        var expected = new NamedTensor("spikes", [spikes.Length], spikes);
        return new KernelCase
        {
            Name = name, Seed = seed, Memory = image.ToArray(),
            Expected = [ExpectedRegion.OfCells(expected, SpikingPipelineLayout.ResultCell)],
        };
    }
}
