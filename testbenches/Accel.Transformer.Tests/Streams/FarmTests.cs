using Accel.Transformer.Diagnostics;
using Accel.Transformer.Tests.Frontend;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Arrays of streams, and tasks that a loop starts: plain C# = IR = RTL.</summary>
public sealed class FarmTests
{
    private const string Members = """
        static void Work(Stream<int> from, Stream<int> to, int seed) { for (int i = 0; i < 6; i++) { int x = from.Read(); for (int k = 0; k < 5; k++) { x = (x << 1) ^ (x >> 5) ^ seed; } to.Write(x); } }
        static void Scatter(SimpleMemory memory, Stream<int>[] to) { for (int i = 0; i < 6; i++) { for (int w = 0; w < to.Length; w++) { to[w].Write(memory.ReadInt32(i * 4 + w)); } } }
        static int Gather(Stream<int>[] from) { int hash = 1; for (int i = 0; i < 6; i++) { foreach (var one in from) { hash = hash * 31 + one.Read(); } } return hash; }
        """;

    private const string Streams =
        "var ins = new Stream<int>[4]; var outs = new Stream<int>[4]; for (int w = 0; w < 4; w++) { ins[w] = new Stream<int>(2); outs[w] = new Stream<int>(2); } ";

    public static TheoryData<string> Bodies =>
    [
        Streams
            + "var scatter = Task.Run(() => Scatter(memory, ins)); var workers = new Task[4]; for (int w = 0; w < 4; w++) { int k = w; workers[w] = Task.Factory.StartNew(() => Work(ins[k], outs[k], k + 3)); } var gather = Task.Run(() => Gather(outs)); Task.WaitAll(workers); scatter.Wait(); memory.WriteInt32(40, gather.Result);",
        "const int Workers = 3; Stream<int>[] ins = { new Stream<int>(1), new Stream<int>(2), new Stream<int>(3) }; Stream<int>[] outs = [new Stream<int>(2), new Stream<int>(2), new Stream<int>(2)]; var workers = new Task[Workers]; for (int w = 0; w < Workers; w++) { int k = w; workers[w] = Task.Run(() => Work(ins[k], outs[k], k)); } var scatter = Task.Run(() => Scatter(memory, ins)); memory.WriteInt32(40, Gather(outs)); foreach (var worker in workers) { worker.Wait(); } scatter.Wait();",
        // A chain: each worker reads what the one before writes.
        "var links = new Stream<int>[5]; for (int w = 0; w < links.Length; w++) { links[w] = new Stream<int>(2); } var workers = new Task[4]; for (int w = 0; w < 4; w++) { var from = links[w]; var to = links[w + 1]; int seed = w * w; workers[w] = Task.Run(() => Work(from, to, seed)); } var feed = Task.Run(() => { for (int i = 0; i < 6; i++) { links[0].Write(memory.ReadInt32(i)); } }); int hash = 3; for (int i = 0; i < 6; i++) { hash = hash * 31 + links[4].Read(); } Task.WaitAll(workers); feed.Wait(); memory.WriteInt32(40, hash);",
        // Workers that return results.
        Streams
            + "var scatter = Task.Run(() => Scatter(memory, ins)); var workers = new Task<int>[4]; for (int w = 0; w < 4; w++) { int k = w; workers[w] = Task.Factory.StartNew(() => { int hash = k; for (int i = 0; i < 6; i++) { hash = hash * 7 + ins[k].Read(); } return hash; }); } Task.WhenAll(workers).Wait(); scatter.Wait(); int sum = 0; for (int w = 0; w < 4; w++) { sum = sum * 3 + workers[w].Result; } memory.WriteInt32(40, sum);",
        // Buffers made in a loop.
        "int[][] buffers = new int[3][]; for (int k = 0; k < 3; k++) { buffers[k] = new int[6]; } for (int i = 0; i < 6; i++) { for (int k = 0; k < 3; k++) { buffers[k][i] = memory.ReadInt32(i + k); } } int sum = 0; int n = memory.ReadInt32(3) & 1; foreach (var buffer in buffers) { sum = sum * 5 + buffer[2] - buffer[n]; } memory.WriteInt32(40, sum + buffers[n][4]);",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Plain_tasks_and_hardware_agree(string body)
        => _ = Kernels.Check(Kernels.Source(body, members: Members), Kernels.Cells(48));

    // Four workers take hardly longer for four times the elements than one for its own.
    [Fact]
    public void Workers_work_at_the_same_time()
    {
        int four = Kernels.Check(Kernels.Source(Bodies.First().Data, members: Members), Kernels.Cells(48));
        int one = Kernels.Check(
            Kernels.Source(
                "Stream<int>[] ins = { new Stream<int>(2) }; Stream<int>[] outs = { new Stream<int>(2) }; var a = Task.Run(() => Scatter(memory, ins)); var b = Task.Run(() => Work(ins[0], outs[0], 3)); memory.WriteInt32(40, Gather(outs)); Task.WaitAll(a, b);",
                members: Members),
            Kernels.Cells(48));
        Assert.InRange(four, one / 2, one * 2);
    }

    [Theory]
    [InlineData("ACC0401",
        "var s = new Stream<int>[2];\nfor (int w = 0; w < 2; w++) { s[w] = new Stream<int>(2); }\nvar t = new System.Threading.Tasks.Task[2];\nfor (int w = 0; w < 2; w++) { t[w] = System.Threading.Tasks.Task.Run(() => {\ns[w].Write(1); //!\n}); }\nmemory.WriteInt32(0, s[0].Read() + s[1].Read()); System.Threading.Tasks.Task.WaitAll(t);")]
    [InlineData("ACC0701",
        "var s = new Stream<int>[2];\nfor (int w = 0; w < 2; w++) { s[w] = new Stream<int>(2); }\nint n = memory.ReadInt32(0);\nfor (int w = 0; w < n; w++) {\ns[w].Write(1); //!\n}")]
    public void What_is_not_known_is_refused(string id, string body)
    {
        string text = DiagnosticTests.Program(body);
        var result = KernelCompiler.Compile(KernelSource.FromText(text), "K", new TransformOptions());
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal((id, DiagnosticTests.MarkedLine(text)),
            (id == "ACC0401" ? DiagnosticDescriptors.TaskUse.Id == diagnostic.Descriptor.Id
                ? id : "" : diagnostic.Descriptor.Id, diagnostic.Location.Line));
    }
}
