using Accel.Interfaces;
using Accel.Rtl.Bench;

namespace Accel.Host.Tests;

public sealed class KernelSimulationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 6)]
    [InlineData(30, 34)]
    public void A_kernel_runs_to_its_end_in_the_cycles_that_the_latency_asks_for(int latency, long cycles)
    {
        var memory = new KernelMemory([41, 0], latency);
        var run = new KernelSimulation(TestKernels.AddStep()).Run(memory, 0, Token);
        Assert.Equal(new KernelRun(cycles, 1, 1), run);
        Assert.Equal(42u, memory.Cells[1]);
    }

    [Fact]
    public void A_kernel_runs_again_and_again()
    {
        var memory = new KernelMemory([1, 0]);
        var simulation = new KernelSimulation(TestKernels.AddStep());
        for (uint i = 0; i < 5; i++)
        {
            memory.Write(0, [i]);
            Assert.Equal(5, simulation.Run(memory, 0, Token).Cycles);
            Assert.Equal(i + 1, memory.Cells[1]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_memory_that_stalls_at_random_changes_the_time_and_not_the_result(int seed)
    {
        var memory = new KernelMemory([41, 0]);
        var run = new KernelSimulation(TestKernels.AddStep(), new KernelSimulationOptions { StallSeed = seed }).Run(memory, 0, Token);
        Assert.Equal((DeviceErrorCode.None, 42u), (run.Error, memory.Cells[1]));
    }

    [Fact]
    public void Writes_are_told_with_their_cycle()
    {
        var writes = new List<KernelWrite>();
        new KernelSimulation(TestKernels.AddStep(), new KernelSimulationOptions { OnWrite = writes.Add }).Run(new KernelMemory([41, 0]), 0, Token);
        Assert.Equal([new KernelWrite(3, 1, 42)], writes);
    }

    [Fact]
    public void An_address_outside_of_the_memory_is_a_fault_and_no_crash()
    {
        var run = new KernelSimulation(TestKernels.AddStep(readAddress: 0xffff_ffff)).Run(new KernelMemory([1, 2]), 0, Token);
        Assert.Equal(DeviceErrorCode.OutOfRange, run.Error);
        Assert.Contains("4294967295", run.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_never_ends_meets_the_bound_of_cycles()
    {
        var run = new KernelSimulation(TestKernels.AddStep(), new KernelSimulationOptions { MostCycles = 500 }).Run(new KernelMemory(2), 1, Token);
        Assert.Equal((DeviceErrorCode.KernelFault, 500), (run.Error, run.Cycles));
        Assert.Contains("500 cycles", run.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_can_be_cancelled_and_the_kernel_reset()
    {
        var simulation = new KernelSimulation(TestKernels.AddStep());
        using var stop = new CancellationTokenSource(20);
        Assert.Throws<OperationCanceledException>(() => simulation.Run(new KernelMemory(2), 1, stop.Token));
        simulation.Reset();
        Assert.Equal(5, simulation.Run(new KernelMemory(2), 0, Token).Cycles);
    }

    [Fact]
    public void Reading_a_cell_that_nobody_wrote_is_a_fault_when_asked_for()
    {
        Assert.Equal(DeviceErrorCode.None, new KernelSimulation(TestKernels.AddStep()).Run(new KernelMemory(2), 0, Token).Error);
        var run = new KernelSimulation(TestKernels.AddStep()).Run(new KernelMemory(2, checkUninitialised: true), 0, Token);
        Assert.Equal(DeviceErrorCode.KernelFault, run.Error);
        Assert.Contains("cell 0", run.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_may_look_at_anything_between_its_requests()
    {
        var options = new KernelSimulationOptions { CheckUninitialised = true };
        var run = new KernelSimulation(TestKernels.AddStep(resetSum: false), options).Run(new KernelMemory([1, 0]), 0, Token);
        Assert.Equal(new KernelRun(5, 1, 1), run);
    }
}
