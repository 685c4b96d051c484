using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Pipelined loops over streams: iterations that wait hold up those behind them only. Plain C# = RTL, at capacities from
/// 1.</summary>
public sealed class PipelinedStreamTests
{
    public static MatrixTheoryData<string, int> Runs => new(PipelinedKernels.Names, [1, 2, 3, 16]);

    public static MatrixTheoryData<string, int> Simulated => new(["slow-sink", "swap", "merge", "updater", "three-users"], [1, 3]);

    [Theory]
    [MemberData(nameof(Simulated))]
    public void The_VHDL_gives_the_same_in_GHDL(string name, int capacity)
    {
        var cells = Kernels.Cells(StreamKernels.CellCount, 7);
        var source = PipelinedKernels.Source(name, capacity);
        GhdlRun.AssertSame(Kernels.Compile(source), cells, Kernels.RunPlain(source, cells));
    }

    // Feed, two stages and Drain are each done with an element per cycle; what is added is the way through.
    [Fact]
    public void A_chain_takes_as_long_as_its_slowest_task()
    {
        const int Elements = 4096;
        int chain =
            Cycles(
            "var s = new Stream<int>(2); var t = new Stream<int>(2); var u = new Stream<int>(2); var a = Task.Run(() => Feed(s)); var b = Task.Run(() => Square(s, t)); var c = Task.Run(() => Sum(t, u)); var d = Task.Run(() => Last(u, result)); Task.WaitAll(a, b, c, d);");
        Assert.InRange(chain, Elements, Elements * 102 / 100);

        static int Cycles(string tasks) => Kernels.Check(
            Kernels.Source("int[] result = new int[1]; " + tasks + " memory.WriteInt32(1, result[0]);", members: """
                [Pipeline("i")] static void Feed(Stream<int> to) { for (int i = 0; i < 4096; i++) { to.Write(i ^ 77); } }
                [Pipeline("i")] static void Square(Stream<int> from, Stream<int> to) { for (int i = 0; i < 4096; i++) { int x = from.Read(); to.Write(x * x); } }
                [Pipeline("i")] static void Sum(Stream<int> from, Stream<int> to) { int sum = 0; for (int i = 0; i < 4096; i++) { sum += from.Read(); to.Write(sum); } }
                [Pipeline("i")] static void Last(Stream<int> from, int[] to) { int last = 0; for (int i = 0; i < 4096; i++) { last = (last << 1) ^ from.Read(); } to[0] = last; }
                """),
            Kernels.Cells(4));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Plain_tasks_and_pipelines_agree(string name, int capacity)
    {
        var source = PipelinedKernels.Source(name, capacity);
        int cycles = Kernels.Check(source, Kernels.Cells(StreamKernels.CellCount, 7));
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}, {capacity}: {cycles} cycles");
    }
}
