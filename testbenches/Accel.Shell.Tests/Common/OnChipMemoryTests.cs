using Accel.Rtl.Simulation;
using Accel.Shell.Common;

namespace Accel.Shell.Tests.Common;

/// <summary>Host and kernel at random against an array: a kernel that takes its answers late gets all of them, in order.</summary>
public sealed class OnChipMemoryTests
{
    private const int Cells = 24;

    [Fact]
    public void Requests_and_answers_are_those_of_an_array_however_late_the_kernel_takes_them()
    {
        var random = new Random(9);
        var memory = Simulator.Create(OnChipMemory.Build(Cells));
        memory.Reset();
        memory.SetInput("running", 1);
        uint[] model = new uint[Cells];
        var expected = new Queue<uint>();
        uint? hostExpects = null;
        int answered = 0, refused = 0;
        for (int cycle = 0; cycle < 20_000; cycle++)
        {
            bool host = random.Next(4) == 0, hostWrites = random.Next(2) == 0;
            bool asks = random.Next(4) != 0, writes = random.Next(3) == 0, takes = random.Next(3) == 0;
            uint hostAddress = (uint)random.Next(Cells), address = (uint)random.Next(Cells), hostData = (uint)random.Next(), data = (uint)random.Next();
            foreach (var (port, value) in (ReadOnlySpan<(string, ulong)>)
                [("host_valid", host ? 1u : 0), ("host_write", hostWrites ? 1u : 0), ("host_address", hostAddress), ("host_data", hostData),
                ("mem_req_valid", asks ? 1u : 0), ("mem_req_write", writes ? 1u : 0), ("mem_req_address", address), ("mem_req_data", data), ("mem_rsp_ready", takes ? 1u : 0)])
                memory.SetInput(port, value);

            if (hostExpects is { } cell)
                Assert.Equal(cell, memory.GetOutput("host_answer"));
            Assert.Equal(expected.Count > 0, memory.GetOutput("mem_rsp_valid") == 1);
            if (expected.Count > 0)
                Assert.Equal(expected.Peek(), memory.GetOutput("mem_rsp_data"));
            Assert.Equal(0u, memory.GetOutput("fault"));
            bool ready = memory.GetOutput("mem_req_ready") == 1;
            Assert.False(host && ready);
            refused += !host && !ready ? 1 : 0;
            if (expected.Count > 0 && takes)
            {
                expected.Dequeue();
                answered++;
            }

            hostExpects = host && !hostWrites ? model[hostAddress] : null;
            if (asks && ready && !writes)
                expected.Enqueue(model[address]);
            if (host && hostWrites)
                model[hostAddress] = hostData;
            if (asks && ready && writes)
                model[address] = data;
            memory.Step();
        }

        Assert.InRange(answered, 3000, 20_000);
        Assert.InRange(refused, 1000, 20_000);
    }

    [Theory]
    [InlineData(Cells, false)]
    [InlineData(Cells, true)]
    [InlineData(1u << 31, true)]
    public void A_request_beyond_the_memory_is_dropped_and_told_in_the_next_cycle(uint address, bool writes)
    {
        var memory = Simulator.Create(OnChipMemory.Build(Cells));
        memory.Reset();
        foreach (var (port, value) in (ReadOnlySpan<(string, ulong)>)
            [("running", 1), ("mem_req_valid", 1), ("mem_req_write", writes ? 1u : 0), ("mem_req_address", address), ("mem_req_data", 7)])
            memory.SetInput(port, value);
        Assert.Equal((1u, 0u), (memory.GetOutput("mem_req_ready"), memory.GetOutput("fault")));
        memory.Step();
        memory.SetInput("mem_req_valid", 0);
        Assert.Equal((1u, address), (memory.GetOutput("fault"), memory.GetOutput("fault_address")));
        for (uint cell = 0; cell < Cells; cell++)
        {
            memory.SetInput("host_valid", 1);
            memory.SetInput("host_address", cell);
            memory.Step();
            Assert.Equal((0u, 0u), (memory.GetOutput("host_answer"), memory.GetOutput("fault")));
        }
    }
}
