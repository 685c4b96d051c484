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
