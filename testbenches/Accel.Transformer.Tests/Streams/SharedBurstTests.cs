using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>
/// Tasks that take turns at SimpleMemory announce bursts: what was announced comes with nothing of another task in between (the bench of
/// <see cref="KernelHarness"/> checks it at each request), each task gets its own answers, and none waits for ever.
/// </summary>
public sealed class SharedBurstTests
{
    private const string Members = """
        [Pipeline("i")] static void Load(SimpleMemory memory, int from, int count, Stream<int> to) { for (int i = 0; i < 100; i++) { to.Write(memory.ReadInt32(from + i)); } }
        [Pipeline("i")] static void Join(Stream<int> one, Stream<int> other, Stream<int> to) { for (int i = 0; i < 100; i++) { to.Write(one.Read() - (other.Read() << 1)); } }
        [Pipeline("i")] static void Keep(SimpleMemory memory, Stream<int> from) { for (int i = 0; i < 100; i++) { memory.WriteInt32(200 + i, from.Read()); } }
        [Pipeline("i")] static void Copy(Stream<int> from, int[] to) { for (int i = 0; i < 100; i++) { to[i] = from.Read(); } }
        [Pipeline("i")] static void Store(SimpleMemory memory, int[] from) { for (int i = 0; i < 100; i++) { memory.WriteInt32(200 + i, from[i]); } }
        static int Odd(SimpleMemory memory) { int x = 0; for (int i = 0; i < 20; i++) { x = (x << 1) ^ memory.ReadInt32(i * 7); } return x; }
        """;

    private const string Streams = "var s = new Stream<int>(2); var t = new Stream<int>(2); var u = new Stream<int>(2); ";

    private const string Loads =
        "var a = Task.Run(() => Load(memory, 0, 100, s)); var b = Task.Run(() => Load(memory, 100, 100, t)); var c = Task.Run(() => Join(s, t, u)); ";

    [Theory]
    // Two readers, and a writer that waits for both: at 100 requests each the queue of answers is full again and again.
    [InlineData(Loads + "var d = Task.Run(() => Keep(memory, u)); Task.WaitAll(a, b, c, d);", 8, 100)]
    // A writer that waits for nobody.
    [InlineData("int[] kept = new int[100]; " + Loads
        + "var d = Task.Run(() => { Copy(u, kept); Store(memory, kept); }); Task.WaitAll(a, b, c, d);", 11, 100)]
    // Beside single reads.
    [InlineData(Loads
        + "var d = Task.Run(() => Keep(memory, u)); var v = new Stream<int>(1); var e = Task.Run(() => v.Write(Odd(memory))); int odd = v.Read(); Task.WaitAll(a, b, c, d, e); memory.WriteInt32(310, odd);", 8, 100)]
    public void Bursts_survive(string body, int fewest, int most)
    {
        var source = Kernels.Source(Streams + body, members: Members);
        uint[] cells = Kernels.Cells(320, 3);
        uint[] expected = Kernels.RunPlain(source, cells);
        var module = Kernels.Compile(source);
        foreach (var (latency, seed) in new[] { (1, 0), (9, 4), (30, 7) })
        {
            KernelHarness harness = new(module, latency, seed);
            uint[] actual = [.. cells];
            _ = harness.Run(actual, bound: 40_000);
            Assert.Equal(expected, actual);
            Assert.InRange(harness.Bursts, fewest, most);
        }
    }

    [Fact]
    public void The_VHDL_gives_the_same_in_GHDL()
    {
        var source = Kernels.Source(Streams + Loads + "var d = Task.Run(() => Keep(memory, u)); Task.WaitAll(a, b, c, d);",
            members: Members);
        uint[] cells = Kernels.Cells(320, 3);
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }
}
