using Accel.Transformer.Reports;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Accesses of pipelined loops that conditions keep apart, or within an array: intervals, and plain C# = RTL.</summary>
public sealed class ExclusiveAccessTests
{
    private const string Attributes =
        "[Memory(\"a\", MemoryKind.Block)][Memory(\"b\", MemoryKind.Block)][Pipeline(\"i\", InitiationInterval = 0)]";

    private const string Members = "private static uint F(uint x) { uint y = (x * 0x9e3779b9u) ^ (x >> 7); return (y * y) + 1; }";

    private static KernelSource Source(string loop) => Kernels.Source(
        "int n = memory.ReadInt32(0); int m = memory.ReadInt32(1); uint s = 0; uint[] a = new uint[100]; uint[] b = new uint[100];\n"
        + "for (int k = 0; k < 100; k++) { a[k] = memory.ReadUInt32(k + 4); b[k] = a[k] ^ 5; }\n" + loop
        + "\nfor (int k = 0; k < 100; k++) { memory.WriteUInt32(k + 4, a[k]); }\n"
        + "for (int k = 0; k < 100; k++) { memory.WriteUInt32(k + 104, b[k]); }\nmemory.WriteUInt32(2, s);",
        Attributes, Members);

    private static uint[] Cells(int n, int m) => [(uint)n, (uint)m, 0, 0, .. Kernels.Cells(200)];

    /// <summary>Conditions of which one at most is true in a run, and cells 0 and 1 of runs with either.</summary>
    public static TheoryData<string> Exclusive =>
    [
        "bool p = m > 3; for (int i = 0; i < n; i++) { if (p) { a[i] = F((uint)i); } else { s += F(a[(i * 7) & 63]); } }",
        "bool p = m > 3; for (int i = 0; i < n; i++) { uint v = p ? a[i] : b[i]; v = F(v); "
            + "if (p) { b[n - 1 - i] = v; } else { a[n - 1 - i] = v; } }",
        "int p = m & 3; for (int i = 0; i < n; i++) { if (p == 1) { a[i] = F((uint)i); } if (p == 2) { s ^= F(a[(i * 3) & 63]); } }",
        "int p = m & 3; for (int i = 0; i < n; i++) { if (p == 1 && (i & 1) == 0) { a[i] = F((uint)i); } "
            + "if (p != 1 && s < 9) { s ^= F(a[i & 31]); } }",
    ];

    [Theory]
    [MemberData(nameof(Exclusive))]
    public void What_never_happens_in_one_run_has_no_recurrence(string loop)
    {
        foreach (int m in new[] { 1, 2, 4 })
        {
            var pipelined = Check(Source(loop), Cells(64, m));
            Assert.DoesNotContain("stored to", pipelined.BoundBy ?? "", StringComparison.Ordinal);
        }

        Assert.True(loop.Contains("s < 9", StringComparison.Ordinal) || Check(Source(loop), Cells(64, 1)).InitiationInterval == 1);
    }

    /// <summary>Conditions that change, and such as are true together.</summary>
    public static TheoryData<string> Meeting =>
    [
        "bool p = m > 3; for (int i = 1; i < n; i++) { if (p) { a[i] = F(s + (uint)i); } else { s += F(a[i - 1]); } p = !p; }",
        "int p = m & 1; for (int i = 1; i < n; i++) { if (p < 2) { a[i] = F(s + (uint)i); } if (p >= 0) { s += F(a[i - 1]); } }",
        "for (int i = 1; i < n; i++) { if ((i & 1) == 1) { a[i] = F(s + (uint)i); } else { s += F(a[i - 1]); } }",
    ];

    [Theory]
    [MemberData(nameof(Meeting))]
    public void What_may_happen_in_one_run_keeps_its_order(string loop)
    {
        foreach (int m in new[] { 1, 4 })
        {
            Assert.True(Check(Source(loop), Cells(64, m)).InitiationInterval > 1);
        }
    }

    [Theory]
    [InlineData("for (int i = 0; i < 128; i++) { s += i < 100 ? a[i] : 7; }")]
    [InlineData("for (int i = 0; i < 120; i++) { if (i >= 20) { b[i - 20] = i < 100 ? a[i] : 1; } }")]
    [InlineData("bool p = m > 3; for (int i = 0; i < 128; i++) { s = (s * 3) + (p ? a[i & 63] : i < 70 ? b[i + 30] : 9); }")]
    public void A_read_that_a_condition_keeps_within_the_array_stays_there(string loop)
    {
        Check(Source(loop), Cells(0, 1));
        Check(Source(loop), Cells(0, 4));
    }

    // The pipelined loop that is asked about.
    private static LoopReport Check(KernelSource source, uint[] cells) => PipelinedLoop.AssertSame(source, cells, "i");
}
