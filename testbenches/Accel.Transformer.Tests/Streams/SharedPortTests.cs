using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>
/// Tasks that take turns at SimpleMemory keep what they need of its answers and no more, and none is held up by an answer that another one
/// does not take: not even by way of a memory that takes no request while an answer waits.
/// </summary>
public sealed class SharedPortTests
{
    private const string Members = """
        [Pipeline("i", InitiationInterval = 0)] static void Load(SimpleMemory memory, int from, Stream<int> to) { for (int i = 0; i < 60; i++) { to.Write(memory.ReadInt32(from + i)); } }
        [Pipeline("i", InitiationInterval = 0)] static void Keep(SimpleMemory memory, Stream<int> from) { for (int i = 0; i < 60; i++) { memory.WriteInt32(200 + i, from.Read() + 1); } }
        static void Step(SimpleMemory memory, int from, Stream<int> to) { for (int i = 0; i < 60; i++) { to.Write(memory.ReadInt32(from + i)); } }
        static void Add(Stream<int> one, Stream<int> other, Stream<int> to) { for (int i = 0; i < 60; i++) { to.Write(one.Read() ^ (other.Read() << 2)); } }
        """;

    private const string Streams = "var s = new Stream<int>(1); var t = new Stream<int>(1); var u = new Stream<int>(1); ";

    // The tasks, then the memories that the port needs for answers and for whose they are.
    [Theory]
    // One reads ahead: every answer is its.
    [InlineData("var a = Task.Run(() => Load(memory, 0, s)); var b = Task.Run(() => Keep(memory, s)); Task.WaitAll(a, b);",
        new[] { "answers" })]
    // One reads a cell at a time: nothing but a register.
    [InlineData("var a = Task.Run(() => Step(memory, 0, s)); var b = Task.Run(() => Keep(memory, s)); Task.WaitAll(a, b);", new string[0])]
    // Two read, one of them ahead.
    [InlineData("var a = Task.Run(() => Load(memory, 0, s)); var b = Task.Run(() => Step(memory, 100, t)); var c = Task.Run(() => Add(s, t, u)); "
        + "var d = Task.Run(() => Keep(memory, u)); Task.WaitAll(a, b, c, d);", new[] { "answers", "port_owners" })]
    [InlineData("var a = Task.Run(() => Load(memory, 0, s)); var b = Task.Run(() => Load(memory, 100, t)); var c = Task.Run(() => Add(s, t, u)); "
        + "var d = Task.Run(() => Keep(memory, u)); Task.WaitAll(a, b, c, d);", new[] { "answers", "answers", "port_owners" })]
    public void Each_task_keeps_the_answers_that_it_can_wait_for(string body, string[] memories)
    {
        var source = Kernels.Source(Streams + body, members: Members);
        uint[] cells = Kernels.Cells(300, 11);
        uint[] expected = Kernels.RunPlain(source, cells);
        var module = Kernels.Compile(source);
        Assert.Equal(memories, module.Memories.Select(m => m.Name).Order(StringComparer.Ordinal));
        foreach (var (latency, seed) in new[] { (1, 0), (6, 0), (2, 5) })
        {
            uint[] actual = [.. cells];
            _ = new KernelHarness(module, latency, seed) { RefusesWhileAnswersWait = true }.Run(actual, bound: 20_000);
            Assert.Equal(expected, actual);
        }
    }
}
