using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Tasks that no stream joins, started among tasks that streams join: plain C# = IR = RTL, and they run at the same
/// time.</summary>
public sealed class TasksBesideNetworkTests
{
    private const string Feed =
        "var s = new Stream<int>(1); var a = Task.Run(() => { for (int i = 0; i < 3; i++) { s.Write(memory.ReadInt32(i)); } }); ";

    private const string Take =
        "var b = Task.Run(() => { int n = 0; for (int i = 0; i < 3; i++) { n += s.Read(); } memory.WriteInt32(10, n); }); ";

    private const string Fill = "var c = Task.Run(() => { for (int i = 0; i < 9; i++) { memory.WriteInt32(20 + i, i); } }); ";

    [Theory]
    // SimpleMemory, with the task started behind the others, between them and before them.
    [InlineData(Feed + Take + Fill + "Task.WaitAll(a, b, c);", true)]
    [InlineData(Feed + Fill + Take + "a.Wait(); b.Wait(); c.Wait();", true)]
    [InlineData(Fill + Feed + Take + "Task.WaitAll(a, b, c);", true)]
    [InlineData(Feed + Take + Fill + "c.Wait(); Task.WaitAll(a, b); memory.WriteInt32(30, memory.ReadInt32(22) + memory.ReadInt32(10));",
        true)]
    // The block takes part.
    [InlineData(Feed + Fill + "int n = s.Read() + s.Read() * s.Read(); a.Wait(); c.Wait(); memory.WriteInt32(10, n);", true)]
    // A result.
    [InlineData(
        Feed + Take + "var d = Task.Run(() => { int n = 1; for (int i = 0; i < 5; i++) { n = n * 3 + memory.ReadInt32(i); } return n; }); "
        + "Task.WaitAll(a, b, d); memory.WriteInt32(11, d.Result);",
        true)]
    [InlineData(
        "int x = 4; var g = Task.Run(() => { for (int i = 0; i < 9; i++) { memory.WriteInt32(20 + i, x); } }); int y = memory.ReadInt32(50); " + Feed
        + Take + "Task.WaitAll(a, b, g); memory.WriteInt32(30, x + y);",
        true)]
    // The block uses cells of its own between the starts.
    [InlineData(Feed + "memory.WriteInt32(40, memory.ReadInt32(41) + 1); " + Take + "Task.WaitAll(a, b);", false)]
    // It has ended before the others are started, which use what it has written.
    [InlineData("int[] t = new int[3]; var e = Task.Run(() => { for (int i = 0; i < 3; i++) { t[i] = memory.ReadInt32(5 + i); } }); e.Wait(); "
        + "var s = new Stream<int>(1); var a = Task.Run(() => { for (int i = 0; i < 3; i++) { s.Write(t[i]); } }); "
        + Take + "Task.WaitAll(a, b);", false)]
    [InlineData(
        "var e = Task.Run(() => { for (int i = 0; i < 3; i++) { memory.WriteInt32(i, i + 5); } }); e.Wait(); " + Feed + Take
            + "Task.WaitAll(a, b);",
        false)]
    // Not worth a process.
    [InlineData(Feed + "int k = memory.ReadInt32(3); var f = Task.Run(() => k * 5 + 2); " + Take
        + "Task.WaitAll(a, b, f); memory.WriteInt32(12, f.Result);", false)]
    public void They_compute_what_C_sharp_does(string body, bool isBeside)
    {
        string source = KernelComparison.Kernel(body);
        KernelComparison.AssertSame(source);
        var processes = KernelCompiler.Compile(KernelSource.FromText(source), "K", new TransformOptions()).Report!.Processes;
        Assert.Equal(isBeside ? 4 : 3, processes.Length);
    }

    // Two tasks that read the one port of a block RAM cannot run at the same time: one of them comes first.
    [Fact]
    public void What_cannot_run_at_the_same_time_is_done_before()
    {
        string source = KernelComparison.Kernel(
            "int[] t = new int[2048]; for (int i = 0; i < 2048; i++) { t[i] = memory.ReadInt32(i & 63); } var s = new Stream<int>(1); "
            + "var a = Task.Run(() => { for (int i = 0; i < 3; i++) { s.Write(t[i]); } }); "
            + "var c = Task.Run(() => { int n = 0; for (int i = 0; i < 99; i++) { n += t[i]; } return n; }); "
            + "int n = s.Read() + s.Read() * s.Read(); Task.WaitAll(a, c); memory.WriteInt32(10, n + c.Result);");
        KernelComparison.AssertSame(source);
    }
}
