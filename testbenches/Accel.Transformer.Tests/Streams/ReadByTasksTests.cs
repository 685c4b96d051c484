using System.Globalization;
using Accel.Rtl.Estimation;
using Accel.Rtl.Vhdl;
using Accel.ToolRunners;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>
/// Block RAM that several tasks of a network only read: plain C# with real tasks = IR after each pass = RTL = VHDL in GHDL, and what it
/// becomes.
/// </summary>
public sealed class ReadByTasksTests
{
    private const int CellCount = 80;
    private const string Block = "[Memory(\"w\", MemoryKind.Block)]";

    private const string Members = """
        [Pipeline("i", InitiationInterval = 0)]
        static void Send(int[] w, int step, Stream<int> to) { int at = 0; for (int i = 0; i < 40; i++) { to.Write(w[at] * 3);
            at = (at + step) & 63; } }
        static int Sum(int[] w, int step, int hash) { for (int i = 0; i < 24; i++) {
            hash = (hash << 1) ^ (hash >> 7) ^ w[(i * step) & 63]; } return hash; }
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static int Once(int[] w, int at) { int s = 0; for (int i = 0; i < 3; i++) { s += w[(at + i) & 63]; } return s; }
        static int Take(int[] w, Stream<int> from) { int sum = 0; for (int i = 0; i < 40; i++) {
            sum = (sum << 1) ^ from.Read() ^ w[i]; } return sum; }
        """;

    private const string Fill = "int[] w = new int[64]; for (int i = 0; i < 64; i++) { w[i] = memory.ReadInt32(i) * 7; }\n";

    private const string Run = "var s = new Stream<int>(2); int sum = 0;\n"
        + "var a = Task.Run(() => Send(w, 5, s)); var b = Task.Run(() => Take(w, s)); sum = b.Result; a.Wait(); "
        + "memory.WriteInt32(64, sum);";

    private static readonly string _table =
        string.Join(", ", Enumerable.Range(0, 64).Select(static i => (i * i * 37 % 1009).ToString(CultureInfo.InvariantCulture)));

    // Directives, members, body.
    private static readonly Dictionary<string, (string Attributes, string Members, string Body)> _all = new()
    {
        ["filled-before"] = (Block, "", Fill + Run),
        ["filled-from-itself"] = (Block, "",
            "int[] w = new int[64]; w[0] = 3; for (int i = 1; i < 64; i++) { w[i] = w[w[i - 1] & (i - 1)] + memory.ReadInt32(i); "
                + "}\n" + Run),
        ["static-table"] = ("", $"[Memory(MemoryKind.Block)] static readonly int[] w = {{ {_table} }};", Run),
        ["persistent"] = ("", "[Persistent, Memory(MemoryKind.Block)] private readonly int[] w = new int[64];",
            "for (int i = 0; i < 20; i++) { w[i] += memory.ReadInt32(i); }\n" + Run + " w[7] = sum;"),
        ["banks"] = (Block + "[Banked(\"w\", Banks = 4)]", "", Fill + Run),
        ["three"] = (Block, "", Fill + "var s = new Stream<int>(2); var t = new Stream<int>(3);\n"
            + "var a = Task.Run(() => Send(w, 5, s)); var b = Task.Run(() => Send(w, 3, t)); var c = Task.Run(() => Take(w, s));\n"
            + "int own = 0; for (int i = 0; i < 40; i++) { own = (own << 1) ^ t.Read(); } Task.WaitAll(a, b, c); "
            + "memory.WriteInt32(64, own ^ c.Result);"),
        ["beside"] = (Block, "", Fill + "var s = new Stream<int>(2);\n"
            + "var a = Task.Run(() => Send(w, 5, s)); int own = 0; for (int i = 0; i < 40; i++) { "
            + "own = (own << 1) ^ s.Read() ^ w[63 - i]; }\n"
            + "a.Wait(); memory.WriteInt32(64, own);"),
        ["read-outside"] = (Block, "", Fill + Run + " for (int i = 0; i < 16; i++) { w[i + 1] = w[i] ^ i; memory.WriteInt32(i, w[i]); }"),
        ["two-networks"] = (Block, "", Fill + "for (int n = 0; n < 2; n++) { " + Run + " w[n] = sum; }"
            + " var u = new Stream<int>(1); var d = Task.Run(() => Send(w, 9, u)); var e = Task.Run(() => Sum(w, 3, 1) + Take(w, u));"
            + " int last = e.Result; d.Wait(); memory.WriteInt32(65, last);"),
        ["built-once"] = (Block, "", Fill + "var s = new Stream<int>(2);\n"
            + "var a = Task.Run(() => { for (int i = 0; i < 9; i++) { s.Write(Once(w, i) - Once(w, i * 5)); } });\n"
            + "var b = Task.Run(() => { int h = 1; for (int i = 0; i < 9; i++) { h = (h << 1) ^ s.Read() ^ Once(w, i * 3); "
            + "} return h + Once(w, 60); });\n"
            + "memory.WriteInt32(64, b.Result); a.Wait();"),
        ["nested"] = (Block, "", Fill + "var s = new Stream<int>(2);\n"
            + "var a = Task.Run(() => { var t = new Stream<int>(2); var c = Task.Run(() => Send(w, 7, t));\n"
            + "for (int i = 0; i < 40; i++) { s.Write(t.Read() ^ w[i]); } c.Wait(); });\n"
            + "var b = Task.Run(() => Take(w, s)); memory.WriteInt32(64, b.Result); a.Wait();"),
        ["handed-over-before"] = (Block, "", "int[] w = new int[64]; var done = new Stream<bool>(1); int first = 0;\n"
            + "var f = Task.Run(() => { for (int i = 0; i < 64; i++) { w[i] = memory.ReadInt32(i) * 5; } done.Write(true); });\n"
            + "var g = Task.Run(() => { done.Read(); return Sum(w, 1, 9); }); first = g.Result; f.Wait();\n" + Run
            + " memory.WriteInt32(65, first);"),
        ["beside-a-buffer"] = (Block, "", Fill + "int[] buffer = new int[4]; var full = new Stream<int>(1); "
            + "var free = new Stream<int>(1); free.Write(0);\n"
            + "var a = Task.Run(() => { for (int t = 0; t < 6; t++) { int own = free.Read(); buffer[t & 3] = w[t * 9]; "
            + "full.Write(own); } });\n"
            + "var b = Task.Run(() => { int h = 1; for (int t = 0; t < 6; t++) { int own = full.Read(); "
            + "h = (h << 1) ^ buffer[t & 3] ^ w[t + 7]; free.Write(own); } return h; });\n"
            + "memory.WriteInt32(64, b.Result); a.Wait();"),
        ["structs"] = (Block, "public struct P { public byte Left; public int Right; "
            + "} static int Both(P[] w, int i) => w[i].Left ^ w[63 - i].Right;\n",
            "P[] w = new P[64]; for (int i = 0; i < 64; i++) { w[i] = new P { Left = (byte)memory.ReadInt32(i), Right = i * 9 }; }\n"
            + "var s = new Stream<int>(2); var a = Task.Run(() => { for (int i = 0; i < 30; i++) { s.Write(Both(w, i)); } });\n"
            + "var b = Task.Run(() => { int h = 1; for (int i = 0; i < 30; i++) { h = (h << 1) ^ s.Read() ^ Both(w, 33 + i); "
            + "} return h; });\n"
            + "memory.WriteInt32(64, b.Result); a.Wait();"),
    };

    public static TheoryData<string> Names => [.. _all.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_tasks_IR_and_hardware_agree(string name)
    {
        var cells = Kernels.Cells(CellCount, 7);
        EveryPass.AssertSame(name, Source(name), cells);
        _ = Kernels.Check(Source(name), cells);
    }

    // Without ports for anything every reader but the first has a copy.
    [Fact]
    public void Block_RAM_of_iCE40_is_copied()
    {
        TransformOptions options = new() { Family = DeviceFamily.Ice40, ClockPeriodNs = 30 };
        _ = Kernels.Check(Source("three"), Kernels.Cells(CellCount, 7), options);
        Assert.Equal(3, Kernels.Compile(Source("three"), options).Memories.Count(static m => m.Name == "w"));
    }

    [Theory]
    [InlineData("filled-before")]
    [InlineData("static-table")]
    [InlineData("three")]
    public void GHDL_agrees(string name)
    {
        var cells = Kernels.Cells(CellCount, 7);
        GhdlRun.AssertSame(Kernels.Compile(Source(name)), cells, Kernels.RunPlain(Source(name), cells));
    }

    // Words, bits; memories and blocks of 18 kbit. What has two ports for anything is half as wide.
    [Theory]
    [InlineData(1024, 36, 1, 2)]
    [InlineData(512, 36, 2, 2)]
    public void Yosys_gives_each_reader_a_port_or_a_copy_as_is_cheaper(int words, int widthBits, int memories, int blocks)
    {
        var synthesis = new Series7Synthesis();
        Assert.SkipUnless(synthesis.Missing is null, synthesis.Missing?.InstallCommand ?? "");
        string body = $"ulong[] w = new ulong[{words}]; for (int k = 0; k < {words}; k++) {{ w[k] = memory.ReadUInt32(k) * 5ul; }}\n"
            + "var s = new Stream<ulong>(2); var a = Task.Run(() => { for (int i = 0; i < 300; i++) { s.Write(w[i]); } });\n"
            + $"ulong sum = 0; for (int i = 0; i < 300; i++) {{ sum ^= s.Read() + w[{words - 1} - i]; }} a.Wait(); "
            + $"memory.WriteUInt32(0, (uint)(sum >> 4));";
        var result = KernelCompiler.Compile(Kernels.Source(body, $"{Block}[Width(\"w\", {widthBits})]"), "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        Assert.Equal((memories, blocks),
            (result.Report!.Memories.Count(static m => m.Kind == Accel.Rtl.MemoryStyle.Block), (int)result.Report!.Estimate.BlockRams));
        using var directory = new ToolDirectory();
        var files = VhdlWriter.Write(result.Module!).Select(f => directory.Write(f.Name, f.Text));
        var mapped = synthesis.Run(directory, files, result.Module!.Name, TestContext.Current.CancellationToken);
        Assert.Equal((blocks, 0), (mapped.Mapped.BlockRams, mapped.Mapped.Latches));
    }

    private static KernelSource Source(string name)
        => Kernels.Source(_all[name].Body, _all[name].Attributes, _all[name].Members + Members);
}
