using Accel.Rtl;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>
/// The clock and the waits at streams: 0 in plain C# and in IR; in hardware what the one says beside the other, and beside the cycles of
/// the run.
/// </summary>
public sealed class MeterTests
{
    // Cell 0: elements; 1: how long the writer takes for each; 2: how long the reader does; 3: how long the reader waits before the first
    // one. Cells 4: sum; 5: cycles of the reader from its first read to its last; 6, 7: waits of reader and writer.
    private const string Pair = """
        int n = memory.ReadInt32(0), writes = memory.ReadInt32(1), reads = memory.ReadInt32(2), later = memory.ReadInt32(3);
        var s = new Stream<int>(4);
        var a = Task.Run(() => Write(s, n, writes));
        var b = Task.Run(() => Read(s, n, reads, later));
        Task.WaitAll(a, b);
        var (sum, cycles, waits) = b.Result;
        memory.WriteInt32(4, sum);
        memory.WriteUInt32(5, cycles);
        memory.WriteUInt32(6, waits);
        memory.WriteUInt32(7, a.Result);
        """;

    private const string Members = """
        static int Spend(int cycles, int x) { for (int i = 0; i < cycles; i++) { x ^= i; } return x; }
        static uint Write(Stream<int> s, int n, int time)
        {
            uint before = s.WriteWaits();
            for (int i = 0; i < n; i++) { s.Write(Spend(time, i * 3)); }
            return s.WriteWaits() - before;
        }
        static (int, uint, uint) Read(Stream<int> s, int n, int time, int later)
        {
            int sum = Spend(later, 1);
            uint waits = s.ReadWaits(), start = HardwareClock.Cycles;
            for (int i = 0; i < n; i++) { sum = (sum << 1) ^ Spend(time, s.Read()); }
            uint end = HardwareClock.Cycles;
            return (sum, end - start, s.ReadWaits() - waits);
        }
        """;

    // The same with a reader that is a pipelined loop.
    private const string Pipelined = """
        [Pipeline("i", InitiationInterval = 1)]
        static int Take(Stream<int> s, int n, int sum) { for (int i = 0; i < n; i++) { sum = (sum << 1) ^ s.Read(); } return sum; }
        static (int, uint, uint) Read(Stream<int> s, int n, int time, int later)
        {
            int sum = Spend(later, 1);
            uint waits = s.ReadWaits(), start = HardwareClock.Cycles;
            sum = Take(s, n, sum);
            uint end = HardwareClock.Cycles;
            return (sum, end - start, s.ReadWaits() - waits);
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reader_takes_so_many_cycles_more_as_it_waits(bool isPipelined)
    {
        KernelHarness kernel = new(Kernels.Compile(SourceOf(isPipelined)));

        // Four elements are there before they are read: nobody waits.
        var (quick, none, _) = Run(kernel, n: 4, writes: 0, reads: 0, later: 200);
        Assert.Equal(0u, none);
        foreach (int writes in (int[])[3, 10, 31])
        {
            var (slow, waits, _) = Run(kernel, 4, writes, 0, 0);
            Assert.Equal(slow - quick, waits);
            Assert.True(waits > 2 * writes, $"{waits} cycles");
        }
    }

    [Fact]
    public void A_writer_waits_as_long_as_the_reader_lets_it()
    {
        KernelHarness kernel = new(Kernels.Compile(SourceOf(isPipelined: false)));
        Assert.Equal(0u, Run(kernel, 4, 0, 0, 100).WriteWaits);

        // From the fifth element on it waits for the reader's first one, whenever that is.
        var (few, many) = (Run(kernel, 5, 0, 0, 100).WriteWaits, Run(kernel, 5, 0, 0, 150).WriteWaits);
        uint cycles = Cycles(kernel, 150) - Cycles(kernel, 100);
        Assert.Equal((cycles, true), (many - few, few > 50));

        static uint Cycles(KernelHarness kernel, int later) => (uint)kernel.Run([4, 0, 0, (uint)later, 0, 0, 0, 0]);
    }

    [Fact]
    public void The_clock_counts_the_cycles_of_the_run_and_goes_on_between_runs()
    {
        var source = Kernels.Source("""
            uint start = HardwareClock.Cycles;
            int n = memory.ReadInt32(0), x = 0;
            for (int i = 0; i < n; i++) { x += i; }
            memory.WriteInt32(1, x);
            uint end = HardwareClock.Cycles;
            memory.WriteUInt32(2, start);
            memory.WriteUInt32(3, end);
            """);
        var module = Kernels.Compile(source);
        Assert.Single(module.Signals.OfType<RegisterSignal>(), static r => r.NameHint == "clock_cycles");
        KernelHarness kernel = new(module);
        uint[] few = [10, 0, 0, 0], many = [60, 0, 0, 0];
        uint cycles = (uint)kernel.Run(few);
        Assert.Equal((uint)kernel.Run(many) - cycles, many[3] - many[2] - (few[3] - few[2]));
        Assert.InRange(many[2] - few[3], 1u, 20u);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_tasks_and_IR_measure_0_after_every_pass(bool isPipelined)
    {
        uint[] cells = [9, 2, 3, 1, 0, 1, 1, 1];
        EveryPass.AssertSame(nameof(MeterTests), SourceOf(isPipelined), cells);
        Assert.Equal([0, 0, 0], Kernels.RunPlain(SourceOf(isPipelined), cells)[5..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ghdl_measures_the_same_and_results_are_those_of_plain_CSharp(bool isPipelined)
    {
        uint[] cells = [9, 5, 2, 40, 0, 0, 0, 0], expected = [.. cells];
        var module = Kernels.Compile(SourceOf(isPipelined));
        _ = new KernelHarness(module, 1, 0).Run(expected);
        Assert.Equal(Kernels.RunPlain(SourceOf(isPipelined), cells)[..5], expected[..5]);
        Assert.DoesNotContain(0u, expected[4..7]);
        GhdlRun.AssertSame(module, cells, expected);
    }

    // A method that is built once, and one that is copied to each call: every reading is one of the same clock, or of the stream's waits.
    [Theory]
    [InlineData("")]
    [InlineData("[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]")]
    public void Methods_read_the_clock(string attribute)
    {
        var source = Kernels.Source("""
            int n = memory.ReadInt32(0);
            memory.WriteUInt32(1, Time(n));
            memory.WriteUInt32(2, Time(n + 10));
            memory.WriteUInt32(3, Time(n + 20));
            """,
            members: attribute
                + "static uint Time(int n) { uint t = HardwareClock.Cycles; for (int i = 0; i < n; i++) { } "
                + "return HardwareClock.Cycles - t; }");
        var module = Kernels.Compile(source);
        uint[] cells = [8, 0, 0, 0];
        _ = new KernelHarness(module).Run(cells);

        // Ten iterations more each time, of a cycle; what stands around the loop may overlap with it by one.
        Assert.InRange(cells[2] - cells[1], 9u, 11u);
        Assert.InRange(cells[3] - cells[2], 9u, 11u);
    }

    [Fact]
    public void Who_reads_nothing_of_them_has_no_counter()
    {
        var module = Kernels.Compile(Kernels.Source(
            "var s = new Stream<int>(2); var t = Task.Run(() => s.Write(memory.ReadInt32(0))); memory.WriteInt32(1, s.Read()); t.Wait();"));
        Assert.DoesNotContain(module.Signals.OfType<RegisterSignal>(), static r =>
            r.NameHint is { } name && (name.Contains("cycles", StringComparison.Ordinal)
            || name.Contains("waits", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Waits_are_those_of_the_task_that_has_the_end()
    {
        var stream = new Accel.Hast.Stream<int>(2);
        var token = TestContext.Current.CancellationToken;
        await Task.Run(() => stream.Write(1), token);
        Assert.Equal(0u, stream.ReadWaits());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => stream.WriteWaits(), token));
    }

    private static KernelSource SourceOf(bool isPipelined)
    {
        int reader = Members.IndexOf("static (int, uint", StringComparison.Ordinal);
        return Kernels.Source(Pair, members: isPipelined ? Members[..reader] + Pipelined : Members);
    }

    private static (uint Cycles, uint ReadWaits, uint WriteWaits) Run(KernelHarness kernel, int n, int writes, int reads, int later)
    {
        uint[] cells = [(uint)n, (uint)writes, (uint)reads, (uint)later, 0, 0, 0, 0];
        _ = kernel.Run(cells);
        return (cells[5], cells[6], cells[7]);
    }
}
