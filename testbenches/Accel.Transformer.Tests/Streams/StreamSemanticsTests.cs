using Accel.Transformer.Frontend;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Tasks that streams join: plain C# with real tasks = IR, before and after every pass.</summary>
public sealed class StreamSemanticsTests
{
    public static TheoryData<string> Names => StreamKernels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_tasks_and_IR_agree_after_every_pass(string name)
        => EveryPass.AssertSame(name, StreamKernels.Source(name), Kernels.Cells(StreamKernels.CellCount, 7));

    // Many more of them than the thread pool has threads: each that waits holds one.
    [Fact(Timeout = 60_000)]
    public async Task Plain_tasks_in_a_long_chain_all_get_a_thread()
    {
        const int Length = 100, Elements = 100;
        var streams = Enumerable.Range(0, Length + 1).Select(_ => new Accel.Hast.Stream<int>(1)).ToArray();
        List<int> sums = [];
        IEnumerable<Action> actions =
        [
            .. Enumerable.Range(0, Length).Reverse().Select<int, Action>(
                index => () => Repeat(Elements, _ => streams[index + 1].Write(streams[index].Read() + 1))),
            () => Repeat(Elements, element => streams[0].Write(element)),
            () => Repeat(Elements, _ => sums.Add(streams[Length].Read())),
        ];
        await Task.WhenAll(actions.Select(action => Task.Run(action, TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(Length, Elements), sums);
    }

    private static void Repeat(int times, Action<int> action)
    {
        for (int index = 0; index < times; index++)
        {
            action(index);
        }
    }

    [Fact]
    public void A_kernel_is_run_again_with_empty_streams()
    {
        var source = Kernels.Source(
            "var s = new Stream<int>(3); var t = Task.Run(() => { s.Write(memory.ReadInt32(0)); s.Write(5); }); t.Wait(); memory.WriteInt32(0, s.Read() + 1);");
        var front = FrontEnd.Load(source, "K", new TransformOptions());
        IrInterpreter interpreter = new(front.Program!);
        uint[] cells = [7];
        interpreter.Run(0, cells);
        interpreter.Run(0, cells);
        Assert.Equal(9u, cells[0]);
    }
}
