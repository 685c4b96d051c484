using System.Numerics;
using Accel.Rtl.Bench;
using Accel.Verification;
using Xunit;

namespace Accel.Kernels.Tests;

/// <summary>The cycles that <see cref="SpikingConvolution"/> says it takes, from nothing but sizes and spikes.</summary>
public sealed class SpikingConvolutionCycleTests
{
    [Fact]
    public void A_run_takes_the_cycles_that_its_documentation_states()
    {
        var vectors = KernelVectors.All.Single(static k => k.Kernel == nameof(SpikingConvolution));
        var simulation = new KernelSimulation(GeneratedKernels.Of(nameof(SpikingConvolution)).Module, new KernelSimulationOptions());
        foreach (var vector in vectors.Recorded.Concat(Enumerable.Range(1, 12).Select(vectors.Random)))
        {
            var memory = new KernelMemory([.. vector.Memory], latencyCycles: 1);
            long cycles = simulation.Run(memory, vector.Member, TestContext.Current.CancellationToken).Cycles;
            if (memory.Cells[SpikingConvolutionLayout.StatusCell] == SpikingConvolutionLayout.StatusDone)
            {
                long stated = Stated(vector.Memory);
                Assert.True(Math.Abs(cycles - stated) <= 150 + (stated / 33), $"{vector.Name}: {cycles} cycles, {stated} are stated");
            }
        }
    }

    private static long Stated(uint[] memory)
    {
        int Of(int cell) => (int)memory[cell];
        int height = Of(SpikingConvolutionLayout.HeightCell), width = Of(SpikingConvolutionLayout.WidthCell);
        int timesteps = Of(SpikingConvolutionLayout.TimestepsCell), words = Of(SpikingConvolutionLayout.InputWordsCell);
        int first = Of(SpikingConvolutionLayout.SpikePointerCell), pool = Of(SpikingConvolutionLayout.PoolCell);
        long visits = 0;
        for (int t = 0; t < timesteps; t++)
        {
            for (int position = 0; position < height * width; position++)
            {
                for (int tap = 0; tap < 9; tap++)
                {
                    int y = (position / width) + (tap / 3) - 1, x = (position % width) + (tap % 3) - 1;
                    for (int word = 0; word < words; word++)
                    {
                        bool isInside = y >= 0 && y < height && x >= 0 && x < width;
                        int cell = first + ((((((t * height) + y) * width) + x) * words) + word);
                        visits += Math.Max(1, isInside ? BitOperations.PopCount(memory[cell]) : 0);
                    }
                }
            }
        }

        bool wantsCurrents = memory[SpikingConvolutionLayout.CurrentPointerCell] != 0;
        int pooled = pool == SpikingConvolutionLayout.NoPool ? 0 : ((height + 1) / 2) * ((width + 1) / 2);
        int written = !wantsCurrents ? 0 : pool == SpikingConvolutionLayout.MaximumPool ? pooled : height * width;
        long perTile = 100 + (576 * words) + (height * timesteps * width * words) + visits + (17 * height * width * timesteps)
            + ((pool == SpikingConvolutionLayout.MaximumPool ? 54 : 17) * pooled * timesteps) + (18 * written * timesteps);
        return 4200 + (Of(SpikingConvolutionLayout.OutputTilesCell) * perTile);
    }
}
