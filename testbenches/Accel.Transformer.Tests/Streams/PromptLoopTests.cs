using Accel.Rtl;
using Accel.Rtl.Bench;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>
/// Pipelined loops that take each answer of SimpleMemory as it comes have no queue for answers, where other tasks use the memory too: plain
/// C# = RTL = VHDL in GHDL, on ports of a cell and of beats, whenever the memory answers and takes requests.
/// </summary>
public sealed class PromptLoopTests
{
    private const int CellCount = 320;

    // A beat of four cells, or four requests, each iteration.
    private const string Beats = """
        static long Of(SimpleMemory memory, int cell) => ((long)(memory.ReadInt32(cell + 1) ^ memory.ReadInt32(cell + 2)) << 32)
            + memory.ReadInt32(cell) * 3 + memory.ReadInt32(cell + 3);
        """;

    private const string Cells = """
        static long Of(SimpleMemory memory, int cell) => memory.ReadInt32(cell) * 3L + cell;
        """;

    private const string Members = """
        [Pipeline("i", InitiationInterval = 0)]
        static void Send(SimpleMemory memory, int from, int count, Stream<long> to) { for (int i = 0; i < count; i++) {
            to.Write(Of(memory, (from + i) << 2) + i); } }
        [Pipeline("i", InitiationInterval = 0)]
        static void Some(SimpleMemory memory, int count, Stream<long> to) { for (int i = 0; i < count; i++) {
            long x = Of(memory, i << 2); if ((x & 1) != 0) { to.Write(x); } } to.Write(-1); }
        [Pipeline("i", InitiationInterval = 0)]
        static void Load(SimpleMemory memory, int[] to, Stream<bool> done) { for (int i = 0; i < 32; i++) {
            to[i] = (int)Of(memory, i << 2); } done.Write(true); }
        [Pipeline("i", InitiationInterval = 0)]
        static void Store(SimpleMemory memory, int count, Stream<long> from) { for (int i = 0; i < count; i++) {
            memory.WriteInt32(256 + i, (int)from.Read()); } }
        static void Slow(SimpleMemory memory, int count, Stream<long> from) { for (int i = 0; i < count; i++) {
            long x = from.Read(); for (int k = 0; k < ((int)x & 7); k++) { } memory.WriteInt32(256 + i, (int)(x ^ (x >> 32))); } }
        """;

    private const string Both = "var s = new Stream<long>(3); ";

    private static readonly Dictionary<string, (string Body, bool HasQueue)> _all = new()
    {
        ["passes-on"] = (Both + "var a = Task.Run(() => Send(memory, 0, 60, s)); var b = Task.Run(() => Store(memory, 60, s)); "
            + "Task.WaitAll(a, b);", false),
        ["reader-is-slow"] = (Both + "var a = Task.Run(() => Send(memory, 0, 60, s)); var b = Task.Run(() => Slow(memory, 60, s)); "
            + "Task.WaitAll(a, b);", false),
        ["states-read-as-well"] = (Both + "var t = new Stream<int>(1); "
            + "var a = Task.Run(() => { int n = (memory.ReadInt32(2) & 15) + 40; t.Write(n);\n"
            + "Send(memory, 0, n, s); t.Write(memory.ReadInt32(3)); });\n"
            + "var b = Task.Run(() => { Slow(memory, t.Read(), s); memory.WriteInt32(318, t.Read()); }); Task.WaitAll(a, b);", false),
        ["again-and-again"] = ("for (int n = 0; n < 3; n++) { " + Both
            + "var a = Task.Run(() => { for (int k = 0; k < 3; k++) { Send(memory, k, 9 + n, s); } });\n"
            + "var b = Task.Run(() => { for (int k = 0; k < 3; k++) { Store(memory, 9 + n, s); } }); Task.WaitAll(a, b); }", false),
        ["emptied-between"] = ("for (int n = 0; n < 12; n++) { " + Both + "var a = Task.Run(() => Send(memory, n, 5, s));\n"
            + "var b = Task.Run(() => Slow(memory, 2, s)); Task.WaitAll(a, b); }", false),
        ["into-an-array"] = ("int[] w = new int[32]; var f = new Stream<bool>(1); var a = Task.Run(() => Load(memory, w, f));\n"
            + "var b = Task.Run(() => { f.Read(); for (int i = 0; i < 20; i++) { memory.WriteInt32(256 + i, w[i + 3]); } }); "
            + "Task.WaitAll(a, b);", false),

        // Not: whether an answer becomes an element depends on it; the stream is written elsewhere too.
        ["some-only"] = (Both + "var a = Task.Run(() => Some(memory, 40, s)); var b = Task.Run(() => { int i = 256; long x; "
            + "while ((x = s.Read()) >= 0) { memory.WriteInt32(i++, (int)x); } });\n"
            + "Task.WaitAll(a, b);", true),
        ["one-more"] = (Both + "var a = Task.Run(() => { Send(memory, 0, 50, s); s.Write(7); }); "
            + "var b = Task.Run(() => Store(memory, 51, s)); Task.WaitAll(a, b);", true),
    };

    public static TheoryData<string, int> All => [.. _all.Keys.SelectMany(static name => new[] { (name, 32), (name, 128) })];

    [Theory]
    [MemberData(nameof(All))]
    public void Plain_tasks_and_hardware_agree(string name, int portBits)
    {
        var source = Source(_all[name].Body, portBits);
        uint[] cells = Kernels.Cells(CellCount, 5);
        var expected = Kernels.RunPlain(source, cells);
        Assert.NotEqual(cells, expected);
        var module = Kernels.Compile(source, new TransformOptions { PortBits = portBits });
        Assert.Equal(_all[name].HasQueue, module.Memories.Any(static m => m.Name == "answers"));
        foreach (var (latency, seed) in new[] { (1, 0), (1, 3), (7, 5) })
        {
            var actual = (uint[])cells.Clone();
            Assert.Null(Simulate(module, new KernelMemory(actual, latency), seed));
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    public void GHDL_agrees(int portBits)
    {
        var source = Source(_all["reader-is-slow"].Body, portBits);
        uint[] cells = Kernels.Cells(CellCount, 5);
        GhdlRun.AssertSame(Kernels.Compile(source, new TransformOptions { PortBits = portBits }), cells, Kernels.RunPlain(source, cells));
    }

    // The loop waits for an answer that it has not asked for, as there is no place for what would become of it.
    [Fact]
    public void A_full_stream_is_a_deadlock()
    {
        var source = Source(Both + "var t = new Stream<int>(1); var a = Task.Run(() => { Send(memory, 0, 60, s); t.Write(1); });\n"
            + "var b = Task.Run(() => { memory.WriteInt32(0, t.Read()); Slow(memory, 60, s); }); Task.WaitAll(a, b);", 128);
        var module = Kernels.Compile(source, new TransformOptions { PortBits = 128 });
        Assert.DoesNotContain(module.Memories, static m => m.Name == "answers");
        string? fault = Simulate(module, new KernelMemory(Kernels.Cells(CellCount), 3), 0);
        Assert.Contains("waits to write to s, which is full", fault, StringComparison.Ordinal);
    }

    private static string? Simulate(Module module, KernelMemory memory, int stallSeed) => new KernelSimulation(
        module, new KernelSimulationOptions { StallSeed = stallSeed, CheckUninitialised = true, MostCycles = 20_000 }).Run(memory, 0).Fault;

    private static KernelSource Source(string body, int portBits)
        => Kernels.Source(body, members: (portBits == 32 ? Cells : Beats) + Members);
}
