using Accel.Host.Simulation.Pcie;
using Accel.Host.Tests;

namespace Accel.Shell.Tests.Pcie;

/// <summary>
/// Whatever the kernel wants or the bus answers, a job ends, says why, writes nowhere else, and leaves a device that runs the next job.
/// </summary>
public sealed class PcieFaultTests
{
    private const uint OutOfRange = 3, KernelFault = 7;
    private const int Okay = 0, SlaveError = 2, DecodeError = 3;

    [Theory]
    [InlineData(1024)]
    [InlineData(0xFFFF_FFFF)]
    public void A_cell_beyond_the_memory_is_caught_before_the_bus(long cell)
    {
        var bench = new PcieBench(TestKernels.AddStep(readAddress: cell), new uint[1024]);
        bench.StartJob(1);
        Assert.Equal((PcieBench.Faulted, OutOfRange, (uint)cell), (bench.Wait(), bench.Read(PcieBench.Error), bench.Read(PcieBench.Detail)));
        Assert.Equal(0, bench.Machine.Memory.Bursts);
        bench.RequireQuiet();
    }

    [Fact]
    public void An_address_inside_of_a_beat_is_a_fault_of_the_kernel()
    {
        var bench = new PcieBench(WideKernel.Build(4, firstCell: 2), new uint[1024]);
        bench.StartJob(1);
        Assert.Equal((PcieBench.Faulted, KernelFault, 2u), (bench.Wait(), bench.Read(PcieBench.Error), bench.Read(PcieBench.Detail)));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(16, 0)]
    [InlineData(32, 3)]
    public void Beats_of_several_cells_are_read_and_the_cells_under_the_mask_written(int cells, int seed)
    {
        uint[] before = [.. Enumerable.Range(0, 1024).Select(i => (uint)i * 2_654_435_761)];
        var bench = new PcieBench(WideKernel.Build(cells), [.. before], new AxiMemoryOptions { JitterSeed = seed });
        bench.StartJob(1);
        Assert.Equal(PcieBench.Done, bench.Wait());
        Assert.Equal(WideKernel.Expected(before, cells), bench.Cells);
        bench.RequireQuiet();
    }

    [Theory]
    [InlineData(false, 0L, SlaveError, KernelFault)]
    [InlineData(false, 0L, DecodeError, OutOfRange)]
    [InlineData(true, 1L, SlaveError, KernelFault)]
    [InlineData(true, 1L, DecodeError, OutOfRange)]
    public void An_error_on_the_bus_stops_the_job_and_the_next_one_runs(bool ofWrite, long cell, int response, uint code)
    {
        bool broken = true;
        var bench = new PcieBench(TestKernels.AddStep(), new uint[1024], new AxiMemoryOptions
        {
            JitterSeed = 5, Response = (isWrite, at) => broken && isWrite == ofWrite && at == cell ? response : Okay,
        });
        bench.Cells[0] = 41;
        bench.Write(PcieBench.Enable, 1);
        bench.StartJob(1);
        Assert.Equal((PcieBench.Faulted, code, (uint)cell), (bench.Wait(), bench.Read(PcieBench.Error), bench.Read(PcieBench.Detail)));
        Assert.True(bench.Machine.Interrupt);
        Assert.Equal(0u, bench.Cells[1]);
        bench.RequireQuiet();
        broken = false;
        bench.StartJob(2);
        Assert.Equal((PcieBench.Done, 0u, 42u), (bench.Wait(), bench.Read(PcieBench.Error), bench.Cells[1]));
    }

    // Bursts of a real kernel, reset at cycles from a seed; the job after it must find a device as good as new.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_reset_in_the_middle_of_bursts_is_followed_by_a_right_result(int seed)
    {
        var vectors = Accel.Verification.KernelVectors.All.Single(k => k.Kernel == "ConditionalAccumulate");
        var vector = vectors.Recorded[0];
        uint[] cells = new uint[(vector.Memory.Length + 1023) / 1024 * 1024];
        var bench = new PcieBench(PcieShellTests.KernelModule("ConditionalAccumulate"), cells, new AxiMemoryOptions { JitterSeed = seed, LatencyCycles = 20 });
        var random = new Random(seed);
        for (uint job = 1; job <= 25; job++)
        {
            vector.Memory.CopyTo(cells, 0);
            bench.StartJob(job, (uint)vector.Member);
            int cycles = random.Next(300);
            for (int i = 0; i < cycles; i++)
            {
                bench.Machine.Step();
            }

            bench.Write(PcieBench.Reset, 1);
            Assert.Equal(PcieBench.Idle, bench.Wait());
            bench.RequireQuiet();
        }

        vector.Memory.CopyTo(cells, 0);
        bench.StartJob(100, (uint)vector.Member);
        Assert.Equal(PcieBench.Done, bench.Wait());
        var run = new Accel.Verification.RungRun(cells[..vector.Memory.Length], 0, [], null);
        Assert.Null(Accel.Verification.DifferenceFinder.Find("pcie", vectors.Kernel, vector, run));
    }
}
