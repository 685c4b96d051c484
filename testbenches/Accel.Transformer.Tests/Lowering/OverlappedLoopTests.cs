using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Streams;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>Pipelined loops one behind the other that share nothing run at the same time: cycles, reports, plain C# = IR = RTL.</summary>
public sealed class OverlappedLoopTests
{
    private const string Members = "private static uint F(uint x) { uint y = (x * 0x9e3779b9u) ^ (x >> 7); return (y * y) + 1; }";

    private static KernelSource Source(string loops, string after = "")
    {
        string attributes = string.Concat("ijl".Where(c => loops.Contains($"int {c} =", StringComparison.Ordinal))
            .Select(static c => $"[Pipeline(\"{c}\", InitiationInterval = 0)]"));
        return Kernels.Source(
            "int n = memory.ReadInt32(0) & 127; uint[] a = new uint[256]; uint[] b = new uint[256]; uint s = 0; uint t = 0;\n"
            + "for (int k = 0; k < 256; k++) { uint x = memory.ReadUInt32(k); a[k] = x; b[k] = x * 3; }\n" + loops
            + "\n" + after
            + "for (int k = 0; k < 256; k++) { memory.WriteUInt32(k, a[k] ^ b[255 - k]); } "
                + "memory.WriteUInt32(0, s); memory.WriteUInt32(1, t);",
            "[Memory(\"a\", MemoryKind.Block)][Memory(\"b\", MemoryKind.Block)]" + attributes, Members);
    }

    /// <summary>Loops that share nothing, and the longest of them alone.</summary>
    public static TheoryData<string, string> Apart => new()
    {
        { "for (int i = 0; i < 200; i++) { a[i] = F(a[i]); } for (int j = 0; j < 150; j++) { b[j] = F(b[j]) + 1; }",
            "for (int i = 0; i < 200; i++) { a[i] = F(a[i]); }" },
        { "for (int i = 0; i < 100; i++) { s += F(a[i]); } t = 5; for (int j = 0; j < n + 100; j++) { t ^= F(b[j]); }",
            "for (int j = 0; j < n + 100; j++) { t ^= F(b[j]); }" },
        { "for (int i = 0; i < 100; i++) { s += F(a[i]); } uint u = s * 3; for (int j = 0; j < 120; j++) { t ^= F(b[j]); } t += u;",
            "for (int j = 0; j < 120; j++) { t ^= F(b[j]); }" },
        { "for (int i = 0; i < 180; i++) { s += F(a[i]); } int e = n; "
            + "for (int j = 0; j < e; j++) { b[j + e] = F(b[j]); } for (int l = 0; l < 90; l++) { t += memory.ReadUInt32(l); }",
            "for (int i = 0; i < 180; i++) { s += F(a[i]); }" },
        { "for (int i = 0; i < 90; i++) { memory.WriteUInt32(i, a[i]); } for (int j = 0; j < 150; j++) { b[j] = F(b[j]) + 1; }",
            "for (int j = 0; j < 150; j++) { b[j] = F(b[j]) + 1; }" },
        { "if (n > 3) { for (int i = 0; i < 200; i++) { a[i] = F(a[i]); } for (int j = 0; j < 150; j++) { b[j] = F(b[j]) + 1; } }",
            "if (n > 3) { for (int i = 0; i < 200; i++) { a[i] = F(a[i]); } }" },
    };

    [Theory]
    [MemberData(nameof(Apart))]
    public void Together_they_take_the_cycles_of_the_longest(string loops, string longest)
    {
        var (source, cells) = (Source(loops), Kernels.Cells(256));
        var report = KernelCompiler.Compile(source, "K", new TransformOptions()).Report!;
        Assert.All(report.Loops.Where(static l => l.Name is "i" or "j" or "l"), l => Assert.True(l.Beside.Count > 0, l.Name));
        int alone = new KernelHarness(Kernels.Compile(Source(longest))).Run([.. cells]);
        Assert.InRange(Kernels.Check(source, cells), alone - 10, alone + 10);
    }

    /// <summary>Loops that share something, and what.</summary>
    public static TheoryData<string, string> Shared => new()
    {
        { "for (int i = 0; i < 100; i++) { a[i] = F(a[i]); } for (int j = 0; j < 100; j++) { b[j] ^= a[j]; }", "a" },
        { "for (int i = 0; i < 100; i++) { s ^= F(a[i]); } for (int j = 0; j < 100; j++) { t += F(a[j]); }", "a" },
        { "for (int i = 0; i < 100; i++) { s += F(a[i]); } for (int j = 0; j < 100; j++) { s ^= F(b[j]); }", "s" },
        { "for (int i = 0; i < 100; i++) { s += F(a[i]); } uint u = s & 3; for (int j = 0; j < 100; j++) { b[j] += u; }", "s" },
        { "for (int i = 0; i < 100; i++) { s += F(a[i]); } s = (uint)n; for (int j = 0; j < 100; j++) { t ^= F(b[j]) + s; }", "s" },
        { "for (int i = 0; i < 100; i++) { s += memory.ReadUInt32(i); } for (int j = 0; j < 100; j++) { memory.WriteUInt32(j, F(b[j])); }",
            "SimpleMemory" },
    };

    [Theory]
    [MemberData(nameof(Shared))]
    public void What_they_share_keeps_their_order(string loops, string shared)
    {
        var source = Source(loops);
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        var behind = result.Report!.Loops.Single(static l => l.Name == "j");
        Assert.EndsWith($"the loop over i in line 11, because both use {shared}", behind.Behind, StringComparison.Ordinal);
        Assert.Empty(behind.Beside);
        Assert.Equal(shared == "SimpleMemory" ? 0 : 1,
            result.Notes.Count(static n => n.Descriptor == DiagnosticDescriptors.LoopsInSequence));
        _ = Kernels.Check(source, Kernels.Cells(256));
    }

    [Fact]
    public void A_short_loop_stays_where_it_is()
    {
        var source = Source("for (int i = 0; i < 100; i++) { a[i] = F(a[i]); } for (int j = 0; j < 9; j++) { b[j] = F(b[j]) + 1; }");
        var report = KernelCompiler.Compile(source, "K", new TransformOptions()).Report!;
        Assert.All(report.Loops, static l => Assert.True(l.Beside.Count == 0 && l.Behind is null));
        Assert.Single(report.Loops.Select(static l => l.Process).Distinct());
    }

    [Fact]
    public void Every_pass_keeps_what_they_compute()
        => EveryPass.AssertSame("loops", Source(Apart.ElementAt(3).Data.Item1), Kernels.Cells(256));

    [Fact]
    public void GHDL_agrees()
    {
        var (source, cells) = (Source(Apart.ElementAt(2).Data.Item1), Kernels.Cells(256));
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }
}
