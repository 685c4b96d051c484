using Accel.Host.Simulation.Pcie;
using Accel.Host.Tests;

namespace Accel.Shell.Tests.Pcie;

/// <summary>The registers of docs/protocol.md, section 6, one by one, with waits at random on their bus.</summary>
public sealed class PcieRegisterTests
{
    private const int SlaveError = 2;

    [Fact]
    public void The_identity_is_read_cell_by_cell()
    {
        var bench = AddStep();
        var expected = (PcieBench.Identity with { MemoryCells = bench.Cells.Length }).ToCells();
        Assert.Equal(expected, Enumerable.Range(0, 40).Select(cell => bench.Read(4 * cell)));

        bench.RequireQuiet();
    }

    [Theory]
    [InlineData(PcieBench.Session, 0x5EED0001u, 0x5EED0001u)]
    [InlineData(PcieBench.Entry, 0xFFFF_FFFFu, 0xFFFF_FFFFu)]
    [InlineData(PcieBench.Enable, 0xFFFF_FFFFu, 1u)]
    [InlineData(PcieBench.Enable, 0xFFFF_FFFEu, 0u)]
    public void What_is_written_is_read_again(int register, uint written, uint expected)
    {
        var bench = AddStep();
        Assert.Equal(0u, bench.Read(register));
        bench.Write(register, written);
        Assert.Equal(expected, bench.Read(register));
    }

    [Theory]
    [InlineData(0x0A0)]
    [InlineData(0x0FC)]
    [InlineData(PcieBench.Start)]
    [InlineData(PcieBench.Reset)]
    [InlineData(0x130)]
    [InlineData(0xFFC)]
    [InlineData(0x101)]
    public void Reads_elsewhere_give_0_and_an_error(int offset) => Assert.Equal((0u, SlaveError), AddStep().Machine.Read(offset));

    [Theory]
    [InlineData(0x000, 15)]
    [InlineData(PcieBench.State, 15)]
    [InlineData(PcieBench.Detail, 15)]
    [InlineData(0xFFC, 15)]
    [InlineData(PcieBench.Session, 7)]
    [InlineData(PcieBench.Session + 2, 12)]
    public void Writes_elsewhere_or_of_a_part_are_dropped_with_an_error(int offset, int strobes)
    {
        var bench = AddStep();
        bench.Write(PcieBench.Session, 5);
        Assert.Equal(SlaveError, bench.Machine.Write(offset, 77, strobes));
        Assert.Equal((5u, 0x4C43_4341u), (bench.Read(PcieBench.Session), bench.Read(0)));
    }

    [Fact]
    public void The_last_job_again_does_nothing_and_another_one_runs()
    {
        var bench = AddStep();
        bench.Cells[0] = 41;
        bench.StartJob(7);
        Assert.Equal((PcieBench.Done, 7u, 42u), (bench.Wait(), bench.Read(PcieBench.Job), bench.Cells[1]));
        bench.Cells[0] = 99;
        bench.StartJob(7);
        Assert.Equal((PcieBench.Done, 42u, 0u), (bench.Read(PcieBench.State), bench.Cells[1], bench.Read(PcieBench.Error)));
        bench.StartJob(8);
        Assert.Equal((PcieBench.Done, 8u, 100u), (bench.Wait(), bench.Read(PcieBench.Job), bench.Cells[1]));
    }

    // Entry point 1 of this kernel never ends.
    [Fact]
    public void A_start_while_a_job_runs_is_refused_and_changes_nothing()
    {
        var bench = AddStep();
        bench.StartJob(1, entry: 1);
        bench.StartJob(2);
        Assert.Equal((PcieBench.Running, 1u, 4u << 16), (bench.Read(PcieBench.State), bench.Read(PcieBench.Job), bench.Read(PcieBench.Error)));
        bench.StartJob(1);
        Assert.Equal(0u, bench.Read(PcieBench.Error));
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(1u, 256u)]
    [InlineData(1u, 0x8000_0000u)]
    public void A_job_or_entry_point_that_cannot_be_is_refused(uint job, uint entry)
    {
        var bench = AddStep();
        bench.StartJob(job, entry);
        Assert.Equal((PcieBench.Idle, 0u, 6u << 16), (bench.Read(PcieBench.State), bench.Read(PcieBench.Job), bench.Read(PcieBench.Error)));
    }

    [Fact]
    public void A_reset_stops_the_job_and_the_next_one_runs()
    {
        var bench = AddStep();
        bench.Cells[0] = 1;
        bench.StartJob(1, entry: 1);
        Assert.Equal(0, bench.Machine.Write(PcieBench.Reset, 2));
        Assert.Equal(PcieBench.Running, bench.Read(PcieBench.State));
        bench.Write(PcieBench.Reset, 1);
        Assert.Equal((PcieBench.Idle, 0u, 0u), (bench.Wait(), bench.Read(PcieBench.Job), bench.Read(PcieBench.CyclesLow)));
        bench.StartJob(1);
        Assert.Equal((PcieBench.Done, 2u), (bench.Wait(), bench.Cells[1]));
    }

    [Fact]
    public void Cycles_are_counted_from_start_to_the_last_answer()
    {
        var bench = AddStep(latency: 500);
        bench.StartJob(1);
        Assert.Equal(PcieBench.Done, bench.Wait());
        uint low = bench.Read(PcieBench.CyclesLow);
        Assert.InRange(low, 1000u, 1030u);
        Assert.Equal((0u, low), (bench.Read(PcieBench.CyclesHigh), bench.Read(PcieBench.CyclesLow)));
    }

    [Fact]
    public void The_interrupt_comes_at_the_end_of_a_job_where_it_is_enabled()
    {
        var bench = AddStep();
        bench.StartJob(1);
        Assert.Equal(PcieBench.Done, bench.Wait());
        Assert.Equal((1u, false), (bench.Read(PcieBench.Pending), bench.Machine.Interrupt));
        bench.Write(PcieBench.Enable, 1);
        Assert.True(bench.Machine.Interrupt);
        bench.Write(PcieBench.Pending, 0);
        Assert.True(bench.Machine.Interrupt);
        bench.Write(PcieBench.Pending, 1);
        Assert.Equal((0u, false), (bench.Read(PcieBench.Pending), bench.Machine.Interrupt));
        bench.Write(PcieBench.Reset, 1);
        Assert.Equal(PcieBench.Idle, bench.Wait());
        Assert.False(bench.Machine.Interrupt);
    }

    private static PcieBench AddStep(int latency = 8)
        => new(TestKernels.AddStep(), new uint[1024], new AxiMemoryOptions { JitterSeed = latency == 8 ? 11 : 0, LatencyCycles = latency });
}
