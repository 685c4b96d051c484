using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Arrays that tasks hand to each other, with tokens on streams: plain C# with real tasks = IR after each pass = RTL =
/// VHDL.</summary>
public sealed class HandoverTests
{
    public static TheoryData<string> Names => HandoverKernels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_tasks_and_IR_agree_after_every_pass(string name)
        => EveryPass.AssertSame(name, HandoverKernels.Source(name), Kernels.Cells(HandoverKernels.CellCount, 7));

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_tasks_and_hardware_agree(string name)
        => _ = Kernels.Check(HandoverKernels.Source(name), Kernels.Cells(HandoverKernels.CellCount, 7));

    // A tile of 128 elements takes either task 128 cycles and what it takes to begin and end; one tile is on its way through both.
    [Fact]
    public void Producer_and_consumer_work_at_the_same_time()
    {
        const int Tiles = 12, Elements = 128;
        string body = $$"""
            int[][] buffers = { new int[{{Elements}}], new int[{{Elements}}] }; var free = new Stream<int>(2); var full = new Stream<int>(2); int n = memory.ReadInt32(0);
            free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < {{Tiles}}; tile++) { int own = free.Read(); Fill(buffers[own], n + tile); full.Write(own); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < {{Tiles}}; tile++) { int own = full.Read(); hash = Add(buffers[own], hash); free.Write(own); } return hash; });
            Task.WaitAll(a, b); memory.WriteInt32(1, b.Result);
            """;
        string members = $$"""
            [Pipeline("i")] static void Fill(int[] to, int seed) { for (int i = 0; i < {{Elements}}; i++) { seed = (seed << 1) ^ i; to[i] = seed; } }
            [Pipeline("i")] static int Add(int[] from, int hash) { for (int i = 0; i < {{Elements}}; i++) { hash = (hash << 1) ^ from[i]; } return hash; }
            """;
        int cycles = Kernels.Check(Kernels.Source(body, members: members), Kernels.Cells(4));
        TestContext.Current.TestOutputHelper?.WriteLine($"{cycles} cycles");
        // The buffers are cleared first.
        Assert.InRange(cycles, Tiles * Elements, (Tiles + 2) * (Elements + 12));
    }

    [Fact]
    public void Block_RAM_is_handed_over_from_who_writes_to_who_reads()
        => _ = Kernels.Check(
            Kernels.Source(
                """
                int[][] buffers = { new int[64], new int[64] }; var free = new Stream<int>(2); var full = new Stream<int>(2);
                free.Write(0); free.Write(1);
                var a = Task.Run(() => { for (int tile = 0; tile < 5; tile++) { int own = free.Read(); for (int i = 0; i < 64; i++) { buffers[own][i] = memory.ReadInt32(tile + i); } full.Write(own); } });
                var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 5; tile++) { int own = full.Read(); for (int i = 0; i < 64; i++) { hash = (hash << 1) ^ buffers[own][i]; } int last = buffers[own][63]; free.Write(own); hash ^= last; } return hash; });
                Task.WaitAll(a, b); memory.WriteInt32(100, b.Result);
                """,
                "[Memory(\"buffers\", MemoryKind.Block)]"),
            Kernels.Cells(HandoverKernels.CellCount, 7));

    [Theory]
    [InlineData("in-place")]
    [InlineData("structs")]
    [InlineData("until-the-end")]
    public void The_VHDL_gives_the_same_in_GHDL(string name)
    {
        var cells = Kernels.Cells(HandoverKernels.CellCount, 7);
        var source = HandoverKernels.Source(name);
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }
}
