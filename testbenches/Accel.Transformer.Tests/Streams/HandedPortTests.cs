using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Block RAM that tasks hand to each other, whose two ports all of them use in turns: plain C# with real tasks = RTL = VHDL in
/// GHDL, intervals and cycles, and what Yosys maps it to.</summary>
public sealed class HandedPortTests
{
    private const int Tiles = 5;

    private const string Members = """
        [Pipeline("i", InitiationInterval = 0)]
        static void Fill(int[] to, int seed) { for (int i = 0; i < 60; i++) { seed = (seed << 1) ^ i; to[i] = seed; } }

        [Pipeline("i", InitiationInterval = 0)]
        static void FillTwo(int[] to, int seed) { for (int i = 0; i < 60; i++) { seed = (seed << 1) ^ i; to[i] = seed;
            to[i + 64] = seed ^ 77; } }

        [Pipeline("j", InitiationInterval = 0)]
        static int AddTwo(int[] from, int hash) { for (int j = 0; j < 60; j++) { hash = (hash << 1) ^ (from[j] + from[59 - j]); }
            return hash; }

        [Pipeline("j", InitiationInterval = 0)]
        static int AddBoth(int[] from, int hash) { for (int j = 0; j < 60; j++) { hash = (hash << 1) ^ (from[j] + from[j + 64]); }
            return hash; }

        [Pipeline("k", InitiationInterval = 0)]
        static void Change(int[] x, int seed) { for (int k = 0; k < 30; k++) { x[k] = x[59 - k] ^ seed; } }

        [Persistent, Memory(MemoryKind.Block)] private readonly int[] _even = new int[64];

        [Persistent, Memory(MemoryKind.Block)] private readonly int[] _odd = new int[64];

        static int AddSlowly(int[] from, int hash) { for (int j = 0; j < 60; j++) {
            hash = (hash << 1) ^ (from[j] - from[(j * 7) & 31]); } return hash; }

        [Pipeline("t", InitiationInterval = 0)]
        static void FillNest(int[][] buffers, Stream<int> free, Stream<int> full, int seed)
        {
            for (int t = 0; t < 60; t++) { int own = free.Read(); seed = (seed << 1) ^ t; buffers[own][t & 7] = seed; full.Write(own); }
        }

        [Pipeline("t", InitiationInterval = 0)]
        static int AddNest(int[][] buffers, Stream<int> full, Stream<int> free, Stream<int> sums)
        {
            int hash = 5;
            for (int t = 0; t < 60; t++)
            {
                int own = full.Read(); int x = buffers[own][t & 7] - buffers[own][(t & 7) ^ 1]; free.Write(own);
                    hash = (hash << 1) ^ x; sums.Write(hash);
            }

            return hash;
        }

        """;

    private static string Ring(string fill, string use, int elements = 128) => $$"""
        int[][] buffers = { new int[{{elements}}], new int[{{elements}}] }; var free = new Stream<int>(2);
            var full = new Stream<int>(2); int n = memory.ReadInt32(0);
        free.Write(0); free.Write(1);
        var a = Task.Run(() => { for (int tile = 0; tile < {{Tiles}}; tile++) { int own = free.Read(); {{fill}} full.Write(own); } });
        var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < {{Tiles}}; tile++) { int own = full.Read();
            {{use}} free.Write(own); } return hash; });
        Task.WaitAll(a, b); memory.WriteInt32(1, b.Result);
        """;

    private const string Three = """
        int[][] buffers = { new int[64], new int[64], new int[64] }; var free = new Stream<int>(3); var raw = new Stream<int>(3);
            var full = new Stream<int>(3); int n = memory.ReadInt32(0);
        free.Write(0); free.Write(1); free.Write(2);
        var a = Task.Run(() => { for (int tile = 0; tile < 5; tile++) { int own = free.Read(); Fill(buffers[own], n + tile);
            raw.Write(own); } });
        var c = Task.Run(() => { for (int tile = 0; tile < 5; tile++) { int own = raw.Read(); Change(buffers[own], n + tile);
            full.Write(own); } });
        var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 5; tile++) { int own = full.Read();
            hash = AddTwo(buffers[own], hash); free.Write(own); } return hash; });
        Task.WaitAll(a, b, c); memory.WriteInt32(1, b.Result);
        """;

    // The consumer waits with what it has read while the producer has the buffer again.
    private const string Late = """
        int[][] buffers = { new int[64], new int[64] }; var free = new Stream<int>(2); var full = new Stream<int>(2);
            var sums = new Stream<int>(1); int n = memory.ReadInt32(0);
        free.Write(0); free.Write(1);
        var a = Task.Run(() => FillNest(buffers, free, full, n));
        var b = Task.Run(() => AddNest(buffers, full, free, sums));
        var c = Task.Run(() => { int x = 0; for (int t = 0; t < 60; t++) { x ^= sums.Read() + memory.ReadInt32(t & 63); } return x; });
        Task.WaitAll(a, b, c); memory.WriteInt32(1, b.Result ^ c.Result);
        """;

    // All in states, one of which waits with what the one before has read, while the producer reads and writes the buffer again.
    private const string Waiting = """
        int[][] buffers = { new int[64], new int[64] }; var free = new Stream<int>(2); var full = new Stream<int>(2);
            var sums = new Stream<int>(1); int n = memory.ReadInt32(0);
        free.Write(0); free.Write(1);
        var a = Task.Run(() => { for (int t = 0; t < 40; t++) { int own = free.Read(); int old = buffers[own][(t + 5) & 7];
            buffers[own][t & 7] = old ^ (n << t); full.Write(own); } });
        var b = Task.Run(() => { for (int t = 0; t < 40; t++) { int own = full.Read(); int x = buffers[own][memory.ReadInt32(t) & 7];
            free.Write(own); sums.Write(x); } });
        var c = Task.Run(() => { int x = 0; for (int t = 0; t < 40; t++) {
            x = (x << 1) ^ sums.Read() ^ (memory.ReadInt32(t & 63) + memory.ReadInt32(t)); } return x; });
        Task.WaitAll(a, b, c); memory.WriteInt32(1, c.Result);
        """;

    private const string NoStreams = """
        int[] even = new int[64], odd = new int[64]; int s = 0; bool isOdd = false; int n = memory.ReadInt32(0);
        for (int round = 0; round < 4; round++)
        {
            int r = round;
            var a = Task.Factory.StartNew(() => Fill(isOdd ? odd : even, r + n));
            var b = Task.Factory.StartNew(() => AddTwo(isOdd ? even : odd, r));
            Task.WaitAll(a, b);
            s = (s * 3) ^ b.Result;
            isOdd = !isOdd;
        }
        memory.WriteInt32(1, s);
        """;

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["two-reads"] = Ring("Fill(buffers[own], n + tile);", "hash = AddTwo(buffers[own], hash);"),
        ["two-writes"] = Ring("FillTwo(buffers[own], n + tile);", "hash = AddBoth(buffers[own], hash);"),
        ["states-and-loop"] = Ring("for (int i = 0; i < 60; i++) { buffers[own][i] = memory.ReadInt32(i & 63) ^ tile; }",
            "hash = AddTwo(buffers[own], hash); hash ^= buffers[own][7] - buffers[own][tile];"),
        ["loop-and-states"] = Ring("FillTwo(buffers[own], n + tile);", "hash = AddSlowly(buffers[own], hash);"),
        ["read-and-write"] = Three,
        ["persistent"] = Ring("Fill(own == 0 ? _even : _odd, n + tile);", "hash = AddTwo(own == 0 ? _even : _odd, hash);")
            .Replace("int[][] buffers = { new int[128], new int[128] };", "", StringComparison.Ordinal),
        ["token-in-the-loop"] = Late,
        ["states-that-wait"] = Waiting,
        ["no-streams"] = NoStreams,
    };

    private static KernelSource Source(string name, string kind = "Block")
        => Kernels.Source(Bodies[name], name switch
        {
            "no-streams" => $"[Memory(\"even\", MemoryKind.{kind})][Memory(\"odd\", MemoryKind.{kind})]",
            "persistent" => "",
            _ => $"[Memory(\"buffers\", MemoryKind.{kind})]",
        }, Members);

    /// <summary>Kernels, and the intervals of their loops on block RAM with two ports and on that of the iCE40.</summary>
    public static TheoryData<string, string, string> Intervals => new()
    {
        { "two-reads", "i 1, j 1", "i 1, j 2" },
        { "two-writes", "i 1, j 1", "i 2, j 2" },
        { "states-and-loop", "j 1", "j 2" },
        { "loop-and-states", "i 1", "i 2" },
        { "read-and-write", "i 1, j 1, k 1", "i 1, j 2, k 1" },
        { "persistent", "i 1, j 1", "i 1, j 2" },
        { "token-in-the-loop", "t 1, t 1", "t 1, t 2" },
        { "states-that-wait", "", "" },
        { "no-streams", "i 1, j 1", "i 1, j 2" },
    };

    [Theory]
    [MemberData(nameof(Intervals))]
    public void Tasks_use_both_ports_in_turns(string name, string series7, string ice40)
    {
        var source = Source(name);
        var cells = Kernels.Cells(64, 3);
        var expected = Kernels.RunPlain(source, cells);
        foreach (var (family, intervals) in new[] { (DeviceFamily.Series7, series7), (DeviceFamily.Ice40, ice40) })
        {
            var result = KernelCompiler.Compile(source, "K", new TransformOptions { Family = family, ClockPeriodNs = 20 });
            Assert.Empty(result.Diagnostics);
            Assert.Equal(intervals, string.Join(", ", result.Report!.Loops.Where(static l => l.InitiationInterval > 0)
                .Select(static l => $"{l.Name} {l.InitiationInterval}").Order(StringComparer.Ordinal)));
            foreach (var (latency, stalls) in new[] { (7, 5), (1, 0) })
            {
                var actual = (uint[])cells.Clone();
                int cycles = new KernelHarness(result.Module!, latency, stalls).Run(actual);
                Assert.Equal(expected, actual);
                TestContext.Current.TestOutputHelper?.WriteLine($"{family}: {cycles} cycles");
            }
        }
    }

    // The lower half of a buffer is read beside the upper one: no reason to make an array of each half.
    [Fact]
    public void What_is_handed_over_as_a_whole_stays_whole()
    {
        const string mirrored = """
            [Pipeline("i", InitiationInterval = 0)]
            static void All(int[] to, int seed) { for (int i = 0; i < 64; i++) { seed = (seed << 1) ^ i; to[i] = seed; } }

            [Pipeline("j", InitiationInterval = 0)]
            static int Mirrored(int[] from, int hash) { for (int j = 0; j < 32; j++) { hash = (hash << 1) ^ (from[j] + from[63 - j]); }
                return hash; }
            """;
        var source = Kernels.Source(Ring("All(buffers[own], n + tile);", "hash = Mirrored(buffers[own], hash);", 64),
            "[Memory(\"buffers\", MemoryKind.Block)]", mirrored);
        var memories = KernelCompiler.Compile(source, "K", new TransformOptions()).Report!.Memories
            .Where(static m => m.Name.StartsWith("buffers", StringComparison.Ordinal));
        Assert.Equal(["buffers_0 64", "buffers_1 64"], memories.Select(static m => $"{m.Name} {m.Words}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Halves_that_are_handed_over_keep_the_output_register()
    {
        const string body = """
            int[] buffer = new int[128]; var free = new Stream<int>(2); var full = new Stream<int>(2); int n = memory.ReadInt32(0);
                free.Write(0); free.Write(1);
            var a = Task.Run(() => { for (int tile = 0; tile < 5; tile++) { int own = free.Read(); for (int i = 0; i < 64; i++) {
                buffer[(own << 6) + i] = i * (n + tile); } full.Write(own); } });
            var b = Task.Run(() => { int hash = 5; for (int tile = 0; tile < 5; tile++) { int own = full.Read();
                hash = Sum(buffer, own, hash); free.Write(own); } return hash; });
            Task.WaitAll(a, b); memory.WriteInt32(1, b.Result);
            """;
        const string sum = """
            [Pipeline("j", InitiationInterval = 0)]
            static int Sum(int[] from, int own, int hash) { for (int j = 0; j < 64; j++) { hash = (hash << 1) ^ from[(own << 6) + j]; }
                return hash; }
            """;
        Assert.Equal(Latency("false") + 1, Latency("true"));

        static int? Latency(string register)
        {
            var source = Kernels.Source(body, $"[Memory(\"buffer\", MemoryKind.Block, OutputRegister = {register})]", sum);
            return KernelCompiler.Compile(source, "K", new TransformOptions()).Report!.Loops.Single(static l => l.Name == "j")
                .LatencyCycles;
        }
    }

    [Theory]
    [InlineData("read-and-write")]
    [InlineData("token-in-the-loop")]
    [InlineData("states-that-wait")]
    public void GHDL_agrees(string name)
    {
        var (source, cells) = (Source(name), Kernels.Cells(64, 3));
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }

    // Two buffers of 32 kbit are two blocks, each with a port that both tasks use: no copy of a buffer, nothing in LUT RAM.
    [Fact]
    public void Yosys_maps_a_buffer_to_one_block_of_two_ports()
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipUnless(synthesis.Missing is null, synthesis.Missing?.InstallCommand ?? "");
        string body = Ring("Fill(buffers[own], n + tile);", "hash = AddTwo(buffers[own], hash);", 1024);
        var result = KernelCompiler.Compile(Kernels.Source(body, "[Memory(\"buffers\", MemoryKind.Block)]", Members), "K",
            new TransformOptions());
        Assert.All(result.Report!.Loops.Where(static l => l.Name is "i" or "j"), static l => Assert.Equal(1, l.InitiationInterval));
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(result.Module!).Select(f => directory.Write(f.Name, f.Text));
        var mapped = synthesis.Run(directory, files, result.Module!.Name, TestContext.Current.CancellationToken);
        Assert.Equal((4, 4), (mapped.Mapped.BlockRams, result.Report!.Estimate.BlockRams));
        string netlist = directory.Read(mapped.NetlistFile);
        Assert.Equal(2, netlist.Split(".RAM_MODE(\"TDP\")").Length - 1);
        Assert.DoesNotContain("RAM64", netlist, StringComparison.Ordinal);
        Assert.DoesNotContain("RAM32", netlist, StringComparison.Ordinal);
    }
}
