using System.Numerics;
using Accel.Rtl.Simulation;
using Accel.Shell.Common;

namespace Accel.Shell.Tests.Common;

/// <summary>The memory behind a port of several cells per beat: host and kernel at random against an array of cells.</summary>
public sealed class WideOnChipMemoryTests
{
    private const int Beats = 6;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void The_host_moves_cells_and_the_kernel_beats_of_which_it_writes_those_of_the_mask(int cellsPerBeat)
    {
        var random = new Random(cellsPerBeat);
        int cells = Beats * cellsPerBeat;
        var memory = Simulator.Create(OnChipMemory.Build(cells, cellsPerBeat));
        memory.Reset();
        memory.SetInput("running", 1);
        uint[] model = new uint[cells];
        var expected = new Queue<BigInteger>();
        uint? hostExpects = null;
        int answered = 0, partly = 0;
        for (int cycle = 0; cycle < 8000; cycle++)
        {
            var (host, hostWrites, hostCell, hostData) =
                (random.Next(4) == 0, random.Next(2) == 0, random.Next(cells), (uint)random.Next());
            var (asks, writes, takes) = (random.Next(4) != 0, random.Next(3) == 0, random.Next(3) == 0);
            var (first, mask, data) = (cellsPerBeat * random.Next(Beats), random.Next(1 << cellsPerBeat), Words(random, cellsPerBeat));
            Set(memory, ("host_valid", host), ("host_write", hostWrites), ("mem_req_valid", asks), ("mem_req_write", writes),
                ("mem_rsp_ready", takes));
            memory.SetInput("host_address", (uint)hostCell);
            memory.SetInput("host_data", hostData);
            memory.SetInput("mem_req_address", (uint)first);
            memory.SetInput("mem_req_mask", (uint)mask);
            memory.SetInput("mem_req_data", Beat(data));

            if (hostExpects is { } cell)
            {
                Assert.Equal(cell, memory.GetOutput("host_answer"));
            }

            Assert.Equal(expected.Count > 0, memory.GetOutput("mem_rsp_valid") == 1);
            if (expected.Count > 0)
            {
                Assert.Equal(expected.Peek(), memory.GetOutputWide(memory.OutputIndex("mem_rsp_data")));
            }

            Assert.Equal(0u, memory.GetOutput("fault"));
            bool ready = memory.GetOutput("mem_req_ready") == 1;
            Assert.False(host && ready);
            if (expected.Count > 0 && takes)
            {
                expected.Dequeue();
                answered++;
            }

            hostExpects = host && !hostWrites ? model[hostCell] : null;
            if (asks && ready && !writes)
            {
                expected.Enqueue(Beat(model.AsSpan(first, cellsPerBeat)));
            }

            if (host && hostWrites)
            {
                model[hostCell] = hostData;
            }

            for (int i = 0; asks && ready && writes && i < cellsPerBeat; i++)
            {
                bool isWritten = (mask >> i & 1) != 0;
                model[first + i] = isWritten ? data[i] : model[first + i];
                partly += isWritten ? 0 : 1;
            }

            memory.Step();
        }

        Assert.InRange(answered, 1000, 8000);
        Assert.InRange(partly, 300, 100_000);
    }

    // The last beat is that of cell 8; cell 9 lies in the memory, but no beat begins there.
    [Theory]
    [InlineData(12, true)]
    [InlineData(12, false)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(1u << 31, false)]
    public void A_request_beyond_the_memory_or_inside_of_a_beat_is_dropped_and_told(uint address, bool writes)
    {
        const int Cells = 12;
        var memory = Simulator.Create(OnChipMemory.Build(Cells, 4));
        memory.Reset();
        Set(memory, ("running", true), ("mem_req_valid", true), ("mem_req_write", writes));
        memory.SetInput("mem_req_address", address);
        memory.SetInput("mem_req_mask", 15);
        memory.SetInput("mem_req_data", Beat([1, 2, 3, 4]));
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

    [Theory]
    [InlineData(1001, 4, "multiple of 4")]
    [InlineData(16, 16, "at least 32")]
    [InlineData(96, 3, "port of 96 bits")]
    [InlineData(1024, 64, "port of 2048 bits")]
    public void A_memory_that_is_no_number_of_beats_is_refused(int cells, int cellsPerBeat, string named)
        => Assert.Contains(named, Assert.Throws<ArgumentException>(() => OnChipMemory.Build(cells, cellsPerBeat)).Message,
            StringComparison.Ordinal);

    private static void Set(ISimulator memory, params ReadOnlySpan<(string Port, bool Value)> ports)
    {
        foreach (var (port, value) in ports)
        {
            memory.SetInput(port, value ? 1u : 0u);
        }
    }

    private static uint[] Words(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(1L << 32))];

    private static BigInteger Beat(ReadOnlySpan<uint> cells)
    {
        BigInteger beat = 0;
        for (int i = cells.Length - 1; i >= 0; i--)
        {
            beat = (beat << 32) | cells[i];
        }

        return beat;
    }
}
