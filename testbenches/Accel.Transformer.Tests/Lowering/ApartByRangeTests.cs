using Accel.Transformer.Reports;
using Accel.Transformer.Tests.Streams;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Loops that read and write one array at ranges that are apart, and such as only look so: intervals, and plain C# =
/// RTL.</summary>
public sealed class ApartByRangeTests
{
    private const string Attributes = "[Memory(\"a\", MemoryKind.Block)][Pipeline(\"i\", InitiationInterval = 0)]";

    private const string Inner = "[Pipeline(\"j\", InitiationInterval = 0)]";

    private const string Members = "private static uint F(uint x) { uint y = (x * 0x9e3779b9u) ^ (x >> 7); return (y * y) + 1; }";

    // Cells 0 to 3 are what the loops are told, the rest is the array.
    private static KernelSource Source(string loop) => Kernels.Source(
        "int n = memory.ReadInt32(0); int m = memory.ReadInt32(1); int q = memory.ReadInt32(2); uint[] a = new uint[256];\n"
        + "for (int k = 0; k < 256; k++) { a[k] = memory.ReadUInt32(k + 4); }\n" + loop
        + "\nfor (int k = 0; k < 256; k++) { memory.WriteUInt32(k + 4, a[k]); }",
        Attributes + (loop.Contains("int j", StringComparison.Ordinal) ? Inner : ""), Members);

    private static uint[] Cells(int n, int m, int q) => [(uint)n, (uint)m, (uint)q, 0, .. Kernels.Cells(256)];

    /// <summary>What is apart in all runs, and cells 0 to 2.</summary>
    public static TheoryData<string, int, int, int> Apart => new()
    {
        { "for (int i = 0; i < n; i++) { a[n + i] = F(a[i]); }", 100, 0, 0 },
        { "for (int i = 0; i < n; i++) { a[i] = F(a[n + i]); }", 100, 0, 0 },
        { "for (int i = n - 1; i >= 0; i--) { a[n + i] = F(a[i]); }", 100, 0, 0 },
        { "for (int i = 0; i < n; i++) { a[(2 * n) - 1 - i] = F(a[i]); }", 100, 0, 0 },
        { "int t = 0; for (int i = 0; i < 100; i++) { a[100 + t] = F(a[i]); if (t < 99) { t++; } else { t = 0; } }", 0, 0, 0 },
        { "for (int i = 0; i < 200; i++) { if (i < n) { a[n + i] = F(a[i]); } }", 90, 0, 0 },
        { "for (int i = n; i < 2 * n; i++) { a[i] = F(a[i - n]); }", 100, 0, 0 },
        { "int h = n >> 1; for (int i = 0; i < h; i++) { a[h + i] = F(a[i]); }", 200, 0, 0 },
        { "for (int i = 0; i < n / 2; i++) { a[n - 1 - i] = F(a[i]); }", 200, 0, 0 },
        { "int p = m & 1; for (int i = 0; i < 64; i++) { a[((1 - p) * 64) + i] = F(a[(p * 64) + i]); }", 0, 1, 0 },
        { "int p = m & 1; for (int i = 0; i < 100; i++) { a[((1 - p) * 100) + i] = F(a[(p * 100) + i]); }", 0, 1, 0 },
        { "int p = m & 1; for (int i = 0; i < n; i++) { a[((1 - p) * n) + i] = F(a[(p * n) + i]); }", 90, 1, 0 },
        { "bool p = m > 3; for (int i = 0; i < n; i++) { a[(p ? 0 : n) + i] = F(a[(p ? n : 0) + i]); }", 90, 1, 0 },
        { "int p = m & 1; for (int i = 0; i < 64; i++) { a[((p ^ 1) << 6) | i] = F(a[(p << 6) | i]); }", 0, 0, 0 },
        { "for (int i = 0; i < 8; i++) { for (int j = 0; j < 10; j++) { a[100 + (i * 10) + j] = F(a[(i * 10) + j]); } }", 0, 0, 0 },
        { "n &= 15; for (int i = 0; i < n; i++) { for (int j = 0; j < 10; j++) { a[(n * 10) + (i * 10) + j] = F(a[(i * 10) + j]); } }", 10,
            0, 0 },
        { "int w = m & 15; int h = n & 15; "
            + "for (int i = 0; i < h; i++) { for (int j = 0; j < w; j++) { a[(h * w) + (i * w) + j] = F(a[(i * w) + j]); } }",
            9, 11, 0 },
        { "n &= 15; int p = m & 1; for (int i = 0; i < 8; i++) { "
            + "for (int j = 0; j < n; j++) { a[((1 - p) * 128) + (j * 8) + i] = F(a[(p * 128) + (i * 16) + j]); } }",
            15, 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Apart))]
    public void Ranges_that_are_apart_start_an_iteration_in_every_cycle(string loop, int n, int m, int q)
    {
        var pipelined = Check(Source(loop), Cells(n, m, q));
        Assert.True(pipelined.InitiationInterval == 1, pipelined.BoundBy);
    }

    // The pipelined loop that is asked about.
    private static LoopReport Check(KernelSource source, uint[] cells) => PipelinedLoop.AssertSame(source, cells, "i", "j");

    /// <summary>What may meet in some run, and cells 0 to 2 of such a run: what is written is read a few iterations later.</summary>
    public static TheoryData<string, int, int, int> Meeting => new()
    {
        { "for (int i = 0; i < n; i++) { a[n - 1 + i] = F(a[i]); }", 2, 0, 0 },
        { "for (int i = 0; i < n; i++) { a[n - 1 + i] = F(a[i]); }", 3, 0, 0 },
        { "for (int i = 0; i <= n; i++) { a[n + i] = F(a[i]); }", 1, 0, 0 },
        { "for (int i = 0; i <= n; i++) { a[n + i] = F(a[i]); }", 2, 0, 0 },
        { "for (int i = 0; i < m; i++) { a[n + i] = F(a[i]); }", 2, 100, 0 },
        { "for (int i = 0; i < n; i++) { a[(2 * n) - 1 - i] = F(a[i + 2]); }", 3, 0, 0 },
        { "for (int i = n - 1; i >= 0; i--) { a[(byte)(n + i)] = F(a[i]); }", 254, 0, 0 },
        { "for (int i = 99; i >= 0; i--) { a[(m + i) & 255] = F(a[i]); }", 0, -2, 0 },
        { "for (int i = 99; i >= 0; i--) { a[(int)((uint)m + (uint)i + 2147483648u) & 255] = F(a[i]); }", 0, 254, 0 },
        { "int t = 0; for (int i = 0; i < 66; i++) { a[64 + t] = F(a[i]); if ((i & 31) == 0) { t++; } }", 0, 0, 0 },
        { "int p = m & 1; int r = q & 1; for (int i = 0; i < 64; i++) { a[(r * 64) + (i + 2)] = F(a[(p * 64) + i]); }", 0, 1, 1 },
        { "int p = m & 3; int r = q & 3; for (int i = 0; i < 20; i++) { a[(r * 10) + i] = F(a[(p * 10) + i]); }", 0, 1, 2 },
        { "int p = 0; for (int i = 0; i < 20; i++) { "
            + "for (int j = 0; j < 3; j++) { a[((1 - p) * 3) + j] = F(a[(p * 3) + j]); } p = 1 - p; }", 0, 0, 0 },
        { "for (int i = 0; i < n; i++) { for (int j = 0; j < 3; j++) { a[(n * 3) - 1 + (i * 3) + j] = F(a[(i * 3) + j]); } }", 1, 0, 0 },
        { "for (int i = 0; i < n; i++) { for (int j = 0; j < 4; j++) { a[(n * 3) + (i * 3) + j] = F(a[(i * 3) + j]); } }", 2, 0, 0 },
        { "for (int i = m; i < q || i == m; i++) { a[q + 2 - i] = F(a[i]); }", 0, 1, 4 },
        { "int h = n >> 1; for (int i = 0; i <= h; i++) { a[h + i] = F(a[i]); }", 4, 0, 0 },
        { "int e = n; for (int i = 0; i < e; i++) { a[n + i] = F(a[i]); e = m; }", 2, 100, 0 },
    };

    [Theory]
    [MemberData(nameof(Meeting))]
    public void Ranges_that_may_meet_keep_their_order(string loop, int n, int m, int q)
        => Assert.True(Check(Source(loop), Cells(n, m, q)).InitiationInterval > 1);

    // Read 70 iterations after it was written, and computed in more than 100 cycles.
    [Fact]
    public void What_is_read_many_iterations_later_is_waited_for()
        => Check(Kernels.Source(
            "uint[] a = new uint[256]; for (int k = 0; k < 256; k++) { a[k] = memory.ReadUInt32(k); }\n"
            + "for (int i = 0; i < 180; i++) { uint v = a[i]; for (int r = 0; r < 60; r++) { v = (v * v) + 5; } a[i + 70] = v; }\n"
            + "for (int k = 0; k < 256; k++) { memory.WriteUInt32(k, a[k]); }",
            "[Memory(\"a\", MemoryKind.Block)][Pipeline(\"i\", InitiationInterval = 0)]"), Kernels.Cells(256));

    // So many iterations are under way that the cell is asked for before it is written, although that is done 161 iterations earlier.
    [Fact]
    public void A_cell_that_is_written_many_iterations_earlier_is_not_read_ahead_of_that()
    {
        var source = Kernels.Source(
            "for (int i = 1; i < 220; i++) { uint v = memory.ReadUInt32(i); for (int r = 0; r < 140; r++) { "
                + "v = (v * v) + 5; } memory.WriteUInt32(i + 161, v); }",
            "[Pipeline(\"i\", InitiationInterval = 0)]");
        Assert.Contains("161 iterations before", Check(source, Kernels.Cells(400)).WhyNotPipelined, StringComparison.Ordinal);
    }

    // The first read is under the one condition, its second use under the other one, with others that could share its port.
    [Fact]
    public void A_read_that_is_used_again_under_another_condition_happens()
        => Check(Kernels.Source(
            "uint[] a = new uint[256]; for (int k = 0; k < 256; k++) { a[k] = memory.ReadUInt32(k); } uint s = 0;\n"
            + "for (int i = 0; i < 100; i++) { if ((i & 2) == 0) { s += a[i]; if (i > 90) { break; } } "
                + "else { s ^= (a[i] * 5) + (a[255 - i] * 3) + a[i + 50] + a[i + 70]; } }\n"
            + "memory.WriteUInt32(0, s);",
            "[Memory(\"a\", MemoryKind.Ultra)][Pipeline(\"i\", InitiationInterval = 0)]"), Kernels.Cells(256));

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { memory.WriteUInt32(n + i + 4, F(memory.ReadUInt32(i + 4))); }", 2)]
    [InlineData("for (int i = 0; i < n; i++) { memory.WriteUInt32(n + i + 3, F(memory.ReadUInt32(i + 4))); }", null)]
    public void Cells_of_SimpleMemory_as_well(string loop, int? interval)
    {
        var source = Kernels.Source("int n = memory.ReadInt32(0);\n" + loop, "[Pipeline(\"i\", InitiationInterval = 0)]", Members);
        var pipelined = KernelCompiler.Compile(source, "K", new TransformOptions()).Report!.Loops.Single(static l => l.Name == "i");
        Assert.True(interval == pipelined.InitiationInterval, pipelined.BoundBy);
        _ = Kernels.Check(source, Cells(2, 0, 0));
        _ = Kernels.Check(source, Cells(100, 0, 0));
    }

    [Fact]
    public void GHDL_agrees()
    {
        var source = Source(Apart.ElementAt(16).Data.Item1);
        var cells = Cells(9, 11, 0);
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }
}
