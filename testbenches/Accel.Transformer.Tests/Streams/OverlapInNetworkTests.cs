using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Pipelined loops of a task that streams join with others, one behind the other: beside each other where they share nothing and
/// no stream says when the other one's data are to be used. Plain C# with real tasks = IR = RTL = VHDL in GHDL, cycles, reports.</summary>
public sealed class OverlapInNetworkTests
{
    private const string Members = "private static int F(int x) { int y = (x * 77) ^ (x >> 3); return (y * y) + 1; }";

    private const string Arrays = "int[] a = new int[64]; int[] b = new int[64]; int s = 0; int t = 0; ";

    // A task with two loops between one that sends numbers and one that takes them.
    private static KernelSource Source(string loops, string sends = "for (int k = 0; k < 64; k++) { from.Write(k * 5); }",
        string takes = "for (int k = 0; k < 64; k++) { x = (x << 1) ^ to.Read(); }")
        => Kernels.Source(
            "var from = new Stream<int>(2); var to = new Stream<int>(2); int n = memory.ReadInt32(0) & 7;\n"
            + $"var source = Task.Run(() => {{ {sends} }});\n"
            + "var both = Task.Run(() => Both(memory, from, to, n));\n"
            + $"var sink = Task.Run(() => {{ int x = 0; {takes} return x; }});\n"
            + "Task.WaitAll(source, both, sink); memory.WriteInt32(1, both.Result); memory.WriteInt32(2, sink.Result);",
            members: Members + "[Pipeline(\"i\", InitiationInterval = 0)][Pipeline(\"j\", InitiationInterval = 0)]\n"
                + "private static int Both(SimpleMemory memory, Stream<int> from, Stream<int> to, int n)\n"
                + $"{{ {Arrays}\n{loops}\nfor (int k = 0; k < 64; k++) {{ s = (s << 1) ^ a[k] ^ (b[k] * 3); }} return s ^ t; }}\n");

    private const string Reads = "for (int i = 0; i < 64; i++) { a[i] = F(from.Read()); } ";

    private const string Writes = "for (int j = 0; j < 64; j++) { to.Write(F(j + n)); } ";

    /// <summary>Loops that share nothing.</summary>
    public static TheoryData<string> Apart => new()
    {
        { "for (int i = 0; i < 64; i++) { a[i] = F(from.Read()); } for (int j = 0; j < 64; j++) { to.Write(F(j + n)); } " },
        { "for (int j = 0; j < 64; j++) { to.Write(F(j + n)); } t = n * 3; for (int i = 0; i < 64; i++) { a[i] = F(from.Read()) ^ t; } " },
        { "for (int i = 0; i < 64; i++) { b[i] = F(i); } for (int j = 0; j < 64; j++) { a[j] = F(j * 3); } "
            + "for (int k = 0; k < 64; k++) { to.Write(from.Read() + b[k]); } " },
        { "for (int i = 0; i < 64; i++) { b[i] = memory.ReadInt32(i); } for (int j = 0; j < 64; j++) { a[j] = F(j * 3); } "
            + "for (int k = 0; k < 64; k++) { to.Write(from.Read() + memory.ReadInt32(k)); } " },
    };

    [Theory]
    [MemberData(nameof(Apart))]
    public void They_run_together(string loops)
    {
        var (source, cells) = (Source(loops), Kernels.Cells(64, 4));
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        Assert.All(result.Report!.Loops.Where(static l => l.Name is "i" or "j"), static l => Assert.Single(l.Beside));
        var expected = Kernels.RunPlain(source, cells);
        foreach (var (latency, stalls) in new[] { (7, 5), (1, 0) })
        {
            var actual = (uint[])cells.Clone();
            int cycles = new KernelHarness(result.Module!, latency, stalls).Run(actual);
            Assert.Equal(expected, actual);
            TestContext.Current.TestOutputHelper?.WriteLine($"{cycles} cycles");
        }
    }

    // Half of the network reads what the other half has sent in the loop before: 64 cycles each, one behind the other.
    [Fact]
    public void A_task_does_not_wait_with_one_stream_for_another_one()
    {
        int apart = Cycles(Reads + Writes), inOrder =
            Cycles(Reads + "t = s; s = a[3]; " + Writes.Replace("j + n", "j + n + s", StringComparison.Ordinal));
        Assert.InRange(apart, inOrder - 80, inOrder - 50);

        static int Cycles(string loops) => new KernelHarness(Kernels.Compile(Source(loops))).Run(Kernels.Cells(64, 4));
    }

    /// <summary>Loops that keep their order, and why.</summary>
    public static TheoryData<string, string, string> InOrder => new()
    {
        { Reads + "for (int j = 0; j < 64; j++) { to.Write(a[j]); } ", "", "both use a" },
        { "for (int i = 0; i < 32; i++) { a[i] = from.Read(); } for (int j = 0; j < 32; j++) { b[j] = from.Read(); to.Write(j); "
            + "to.Write(j ^ 5); } ", "",
            "both use from" },
        // What is sent says that the cells are written.
        { "for (int i = 0; i < 64; i++) { memory.WriteInt32(i, F(i)); } for (int j = 0; j < 64; j++) { to.Write(from.Read() + j); } ",
            "for (int k = 0; k < 64; k++) { x = (x << 1) ^ to.Read() ^ memory.ReadInt32(k); }",
            "what is at from may say when SimpleMemory may be used" },
        // What is read says that the cells are written.
        { Reads + "for (int j = 0; j < 64; j++) { b[j] = memory.ReadInt32(j); } for (int k = 0; k < 64; k++) { to.Write(k); } ", "",
            "what is at from may say when SimpleMemory may be used" },
    };

    [Theory]
    [MemberData(nameof(InOrder))]
    public void What_a_stream_may_say_keeps_its_place(string loops, string takes, string why)
    {
        string sends = loops.StartsWith(Reads, StringComparison.Ordinal) && loops.Contains("memory", StringComparison.Ordinal)
            ? "for (int k = 0; k < 64; k++) { memory.WriteInt32(k, k * 9); } for (int k = 0; k < 64; k++) { from.Write(k * 5); }"
            : "for (int k = 0; k < 64; k++) { from.Write(k * 5); }";
        var source = takes.Length == 0 ? Source(loops, sends) : Source(loops, sends, takes);
        var result = KernelCompiler.Compile(source, "K", new TransformOptions());
        Assert.Empty(result.Diagnostics);
        var behind = result.Report!.Loops.Single(static l => l.Name == "j");
        Assert.EndsWith($"because {why}", behind.Behind, StringComparison.Ordinal);
        Assert.Equal(why.StartsWith("both", StringComparison.Ordinal) ? 1 : 0,
            result.Notes.Count(static n => n.Descriptor == DiagnosticDescriptors.LoopsInSequence));
        var cells = Kernels.Cells(64, 4);
        var (expected, actual) = (Kernels.RunPlain(source, cells), (uint[])cells.Clone());
        _ = new KernelHarness(result.Module!).Run(actual);
        Assert.Equal(expected, actual);
    }

    // Neither ends: each is named by its task, whose parts the loops are.
    [Fact]
    public void A_deadlock_names_the_task()
    {
        var source = Source(Reads + Writes, "for (int k = 0; k < 50; k++) { from.Write(k * 5); }",
            "for (int k = 0; k < 40; k++) { x ^= to.Read(); }");
        var error = Assert.ThrowsAny<Exception>(() => new KernelHarness(Kernels.Compile(source)).Run(Kernels.Cells(64, 4)));
        Assert.Contains("deadlock: Both (line ", error.Message, StringComparison.Ordinal);
        Assert.Contains("waits to read from from, which is empty", error.Message, StringComparison.Ordinal);
        Assert.Contains("waits to write to to, which is full", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pass_keeps_what_they_compute()
        => EveryPass.AssertSame("loops", Source(Reads + Writes), Kernels.Cells(64, 4));

    [Fact]
    public void GHDL_agrees()
    {
        var (source, cells) = (Source(Reads + Writes), Kernels.Cells(64, 4));
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }
}
