using Accel.Rtl;
using Accel.Shell.Pcie;

namespace Accel.Shell.Tests.Pcie;

/// <summary>The memory master alone, under a traffic that no kernel would make.</summary>
public sealed class AxiMasterTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(4, 5)]
    [InlineData(16, 6)]
    [InlineData(32, 8)]
    [InlineData(32, 10)]
    [InlineData(8, 12)]
    public void Every_answer_is_what_the_requests_before_have_left(int cellsPerBeat, int seed)
    {
        var traffic = new RandomTraffic(cellsPerBeat, seed);
        traffic.Run(4000);
        Assert.InRange(traffic.LongestBurst, 20, Math.Min(256, 1024 / cellsPerBeat));
        Assert.True(traffic.Memory.Bursts < traffic.Memory.Reads + traffic.Memory.Writes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_reset_at_any_time_leaves_no_transfer_unfinished(int seed)
    {
        var traffic = new RandomTraffic(seed == 2 ? 8 : 1, seed);
        var random = new Random(seed);
        for (int i = 0; i < 60; i++)
        {
            int cycles = random.Next(120);
            for (int cycle = 0; cycle < cycles; cycle++)
            {
                traffic.Step(mayBegin: true);
            }

            traffic.Abort();
        }

        traffic.Run(500);
    }

    // A3.2.1, A3.3.1: no VALID waits for a READY, and no path of logic runs from an input of the bus to an output of it.
    [Fact]
    public void No_output_of_the_bus_depends_on_an_input_in_the_same_cycle()
    {
        var module = PcieShell.Build(PcieShellTests.KernelModule("Sum256"), PcieBench.Identity).Flatten();
        foreach (var (name, signal) in module.Outputs)
        {
            var inputs = new HashSet<string>(StringComparer.Ordinal);
            Visit(signal, inputs, []);
            Assert.True(inputs.Count == 0, $"{name} depends on {string.Join(", ", inputs)}");
        }
    }

    [Theory]
    [InlineData(1000, 0, 3, "MemoryCells 1000")]
    [InlineData(1024, 8, 3, "BaseAddress 8")]
    [InlineData(1024, 1L << 32, 3, "AddressBits 32")]
    public void Options_that_no_bus_can_have_are_refused(long cells, long address, int outstanding, string named)
    {
        var options = new AxiMasterOptions { MemoryCells = cells, BaseAddress = address, AddressBits = 32, Outstanding = outstanding };
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => AxiMaster.Build(1, 0, options)).Message, StringComparison.Ordinal);
    }

    private static void Visit(Signal signal, HashSet<string> inputs, HashSet<Signal> seen)
    {
        if (!seen.Add(signal))
        {
            return;
        }

        switch (signal)
        {
            case InputSignal input:
                inputs.Add(input.Name);
                break;
            case OperatorSignal op:
                foreach (var operand in op.Operands)
                {
                    Visit(operand, inputs, seen);
                }

                break;
            case MemoryReadSignal { IsSynchronous: false, Address: { } address }:
                Visit(address, inputs, seen);
                break;
        }
    }
}
