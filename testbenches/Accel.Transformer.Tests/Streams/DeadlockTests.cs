using Accel.Hast;
using Accel.Rtl.Simulation;
using Accel.Transformer.Frontend;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Tasks that wait for each other for ever are told so: who waits for whom, at which line.</summary>
public sealed class DeadlockTests
{
    public static TheoryData<string, string[]> Bodies => DeadlockShapes.All;

    [Theory]
    [MemberData(nameof(Bodies))]
    public void The_interpreter_names_a_deadlock(string body, string[] waits)
    {
        var front = FrontEnd.Load(Kernels.Source(body), "K", new TransformOptions());
        Assert.Empty(front.Diagnostics);
        IrExecutionException found = Assert.Throws<IrExecutionException>(() => new IrInterpreter(front.Program!).Run(0, new uint[4]));
        foreach (string[] wait in waits.Select(w => w.Split(' ')))
        {
            Assert.Matches($@"\(line {wait[2]}\) waits to (read from|write to) {wait[0]}, which is {wait[1]}", found.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Plain_tasks_name_a_deadlock(string body, string[] waits)
    {
        Exception thrown = Assert.ThrowsAny<Exception>(() => Kernels.RunPlain(Kernels.Source(body), new uint[4]));
        StreamDeadlockException found = Assert.IsType<StreamDeadlockException>(
            thrown is AggregateException several ? several.Flatten().InnerExceptions[0] : thrown);
        Assert.Equal(waits.Length, found.Waits.Count);
        foreach (string[] wait in waits.Select(w => w.Split(' ')))
        {
            Assert.Contains(found.Waits, text => text.Contains($"({wait[2]}) waits to", StringComparison.Ordinal)
                && text.Contains($"is {wait[1]}", StringComparison.Ordinal));
        }
    }

    // With memory that takes its time, so that a task that waits for it is not taken for one that waits for ever.
    [Theory]
    [MemberData(nameof(Bodies))]
    public void The_hardware_names_a_deadlock(string body, string[] waits)
    {
        KernelHarness harness = new(Kernels.Compile(Kernels.Source(body)), latency: 30, stallSeed: 3);
        SimulationException found = Assert.Throws<SimulationException>(() => harness.Run(new uint[4]));
        Assert.Equal(waits.Length, found.Problems.Count);
        foreach (string[] wait in waits.Select(w => w.Split(' ')))
        {
            Assert.Matches($@"\(line {wait[2]}\) waits to (read from|write to) {wait[0]}, which is {wait[1]}", found.Message);
        }
    }

    [Fact]
    public void A_task_is_called_like_its_method()
    {
        var source = Kernels.Source(
            "var s = new Stream<int>(1); var a = Task.Run(() => Produce(s)); var b = Task.Factory.StartNew(() => Consume(s)); Task.WaitAll(a, b); memory.WriteInt32(0, b.Result);",
            members: "static void Produce(Stream<int> to) { to.Write(4); } static int Consume(Stream<int> from) => from.Read() + from.Read();");
        SimulationException found = Assert.Throws<SimulationException>(() =>
            new KernelHarness(Kernels.Compile(source)).Run(new uint[4], bound: 1000));
        Assert.Contains("Consume (line 11) waits to read from s, which is empty and which Produce writes", found.Message,
            StringComparison.Ordinal);
    }

    // Iterations ahead of the one that waits go on, and only then nothing moves any more.
    [Theory]
    [InlineData(1, "s.Write(i * i);", 2)]
    [InlineData(2, "s.Write(i); s.Write(i * i);", 2)]
    [InlineData(1, "sum += s.Read() + i;", 0)]
    [InlineData(3, "s.Write(i); sum += s.Read() * i; t.Write(sum);", 5)]
    public void A_pipelined_loop_names_a_deadlock(int interval, string body, int capacity)
    {
        var source = Kernels.Source(
            $"int sum = 0; var s = new Stream<int>({Math.Max(capacity, 1)}); var t = new Stream<int>({Math.Max(capacity, 1)}); for (int i = 0; i < 9; i++) {{ {body} }} memory.WriteInt32(0, sum);",
            $"[Pipeline(\"i\", InitiationInterval = {interval})]");
        KernelHarness harness = new(Kernels.Compile(source));
        SimulationException found = Assert.Throws<SimulationException>(() => harness.Run(new uint[4], bound: 1000));
        Assert.Matches(@"Run \(line 9\) waits to (write to|read from) [st], which is (full|empty)", Assert.Single(found.Problems).Detail);
    }

    [Fact]
    public async Task A_task_that_fails_leaves_no_one_waiting()
    {
        Stream<int> stream = new(1);
        var fails = Task.Run(() => { stream.Write(1); throw new TimeoutException(); }, TestContext.Current.CancellationToken);
        var reads = Task.Run(() => stream.Read() + stream.Read(), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<TimeoutException>(() => fails);
        Assert.Single((await Assert.ThrowsAsync<StreamDeadlockException>(() => reads)).Waits);
    }

    [Fact]
    public async Task A_task_that_computes_for_long_is_no_deadlock()
    {
        Stream<int> stream = new(1);
        var computes = Task.Run(
            () =>
            {
                for (long until = Environment.TickCount64 + 1500; Environment.TickCount64 < until;)
                {
                    Thread.SpinWait(1000);
                }

                stream.Write(3);
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(3, stream.Read());
        await computes;
    }

    [Fact]
    public async Task A_second_reader_is_refused_when_run()
    {
        Stream<int> stream = new(4);
        stream.Write(1);
        stream.Write(2);
        Assert.Equal(1, await Task.Run(() => stream.Read(), TestContext.Current.CancellationToken));
        var second = Task.Run(() => stream.Read(), TestContext.Current.CancellationToken);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Contains("read by two tasks", thrown.Message, StringComparison.Ordinal);
    }

    // All of it in one task: behind an await, it would be another one or none.
    [Fact]
    public async Task Who_makes_a_stream_uses_an_end_until_a_task_takes_it()
    {
        var (read, thrown) = await Task.Run(MakeAndUse, TestContext.Current.CancellationToken);
        Assert.Equal((1, 2), read);
        Assert.Contains("written by two tasks", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
    }

    private static ((int, int) Read, Exception? Thrown) MakeAndUse()
    {
        Stream<int> stream = new(4);
        stream.Write(1);
        Task.Run(() => stream.Write(2)).Wait();
        var read = (stream.Read(), Task.Run(() => stream.Read()).Result);
        return (read, Record.Exception(() => stream.Write(3)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Stream<int>.MaximumCapacity + 1)]
    public void A_capacity_out_of_range_is_refused(int capacity)
        => Assert.Contains("places", Assert.Throws<ArgumentOutOfRangeException>(() => new Stream<int>(capacity)).Message,
            StringComparison.Ordinal);
}
