using Accel.Interfaces;
using Accel.Rtl.Bench;
using Accel.Verification;
using Hast.Transformer.SimpleMemory;

namespace Accel.Host.Tests;

/// <summary>Memory ports of several cells per beat, in process and in GHDL.</summary>
public sealed class WideMemoryPortTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(16, 1, 0)]
    [InlineData(16, 30, 0)]
    [InlineData(4, 3, 5)]
    public void Beats_are_read_and_the_cells_under_the_mask_written(int cells, int latency, int stallSeed)
    {
        uint[] before = Memory(8 * cells);
        var memory = new KernelMemory([.. before], latency);
        var run = new KernelSimulation(WideKernel.Build(cells), new KernelSimulationOptions { StallSeed = stallSeed }).Run(memory, 0, Token);
        Assert.Equal((DeviceErrorCode.None, 4L, 4L), (run.Error, run.Reads, run.Writes));
        Assert.Equal(WideKernel.Expected(before, cells), memory.Cells.ToArray());

        // One cycle with start, four requests, the last one's answer, four writes, one cycle with done: the requests overlap.
        Assert.True(stallSeed != 0 || run.Cycles == 1 + 4 + latency + 4 + 1, $"{run.Cycles} cycles");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task Ghdl_leaves_the_same_memory_after_the_same_cycles_and_writes(int latency)
    {
        using var rtl = new RtlRung(_ => WideKernel.Build(16), latency);
        using var ghdl = new GhdlRung(_ => WideKernel.Build(16), latencyCycles: latency);
        Assert.SkipWhen(ghdl.Unavailable is not null, ghdl.Unavailable?.ToString() ?? "");
        var vector = new KernelCase { Name = "wide", Seed = 0, Memory = Memory(128), Expected = [] };
        var inProcess = await rtl.RunAsync(new Vectors(), vector, Token);
        var inGhdl = await ghdl.RunAsync(new Vectors(), vector, Token);
        Assert.Equal((null, null), (inProcess.Fault, inGhdl.Fault));
        Assert.Equal(WideKernel.Expected(vector.Memory, 16), inGhdl.Memory);
        Assert.Equal(inProcess.Memory, inGhdl.Memory);
        Assert.Equal(inProcess.Cycles, inGhdl.Cycles);
        Assert.Equal(inProcess.Writes, inGhdl.Writes);
    }

    // Beats of 4 are read from cells 12 to 27, and written from cell 28 on: all of cells 28 to 31, then cell 32, then cell 39.
    [Theory]
    [InlineData(31, "cell 31")]
    [InlineData(33, "cell 36")]
    [InlineData(39, "cell 39")]
    public async Task A_write_beyond_the_end_is_a_fault_on_both(int memoryCells, string named)
    {
        using var rtl = new RtlRung(_ => WideKernel.Build(4, 12));
        using var ghdl = new GhdlRung(_ => WideKernel.Build(4, 12));
        Assert.SkipWhen(ghdl.Unavailable is not null, ghdl.Unavailable?.ToString() ?? "");
        var vector = new KernelCase { Name = "wide", Seed = 0, Memory = Memory(memoryCells), Expected = [] };
        var inProcess = await rtl.RunAsync(new Vectors(), vector, Token);
        var inGhdl = await ghdl.RunAsync(new Vectors(), vector, Token);
        Assert.Contains(named, inProcess.Fault, StringComparison.Ordinal);
        Assert.Contains($"the memory has {memoryCells} cells", inGhdl.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_of_a_beat_beyond_the_end_read_as_nothing()
    {
        const int Cells = 8;
        using var rtl = new RtlRung(_ => WideKernel.Copy(Cells, from: Cells, to: 0));
        using var ghdl = new GhdlRung(_ => WideKernel.Copy(Cells, from: Cells, to: 0));
        Assert.SkipWhen(ghdl.Unavailable is not null, ghdl.Unavailable?.ToString() ?? "");
        uint[] memory = Memory(Cells + 3);
        var vector = new KernelCase { Name = "wide", Seed = 0, Memory = memory, Expected = [] };
        uint[] expected = [memory[8], memory[9], memory[10], 0, 0, 0, 0, 0, .. memory[8..]];
        Assert.Equal(expected, (await rtl.RunAsync(new Vectors(), vector, Token)).Memory);
        Assert.Equal(expected, (await ghdl.RunAsync(new Vectors(), vector, Token)).Memory);
    }

    [Fact]
    public void An_address_that_is_not_the_first_cell_of_a_beat_is_a_fault()
    {
        var run = new KernelSimulation(WideKernel.Build(4, firstCell: 2)).Run(new KernelMemory(64), 0, Token);
        Assert.Equal(DeviceErrorCode.KernelFault, run.Error);
        Assert.Contains("cell 2, which is no multiple of 4", run.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_beat_of_which_nothing_was_written_is_a_fault_when_asked_for()
    {
        var memory = new KernelMemory(64, checkUninitialised: true);
        memory.Write(0, [1]);
        memory.Write(7, [1]);
        var run = new KernelSimulation(WideKernel.Build(4)).Run(memory, 0, Token);
        Assert.Contains("cell 8, which neither", run.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_another_width_is_refused()
    {
        var module = new Accel.Rtl.Module("odd");
        foreach ((string name, int width) in new[] { ("start", 1), ("member", 8), ("mem_req_ready", 1), ("mem_rsp_valid", 1), ("mem_rsp_data", 96) })
        {
            module.Input(name, width);
        }

        foreach ((string name, int width) in new[] { ("busy", 1), ("done", 1), ("mem_req_valid", 1), ("mem_req_write", 1), ("mem_req_address", 32), ("mem_req_data", 96), ("mem_rsp_ready", 1) })
        {
            module.Output(name, module.Constant(0, width));
        }

        Assert.Contains("32 * 2^k", Assert.Throws<ArgumentException>(() => new KernelSimulation(module)).Message, StringComparison.Ordinal);
    }

    private static uint[] Memory(int cells)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, cells).Select(_ => (uint)random.NextInt64(1L << 32))];
    }

    private sealed class Vectors : IKernelVectors
    {
        public string Kernel => "wide";

        public IReadOnlyList<KernelCase> Recorded => [];

        public KernelCase Random(int seed) => throw new NotSupportedException();

        public void RunPlain(SimpleMemory memory, int member) => throw new NotSupportedException();
    }
}
