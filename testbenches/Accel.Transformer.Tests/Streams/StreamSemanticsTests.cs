using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Passes;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>Tasks that streams join: plain C# with real tasks = IR, before and after every pass.</summary>
public sealed class StreamSemanticsTests
{
    public static TheoryData<string> Names => StreamKernels.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Plain_tasks_and_IR_agree_after_every_pass(string name)
    {
        var source = StreamKernels.Source(name);
        uint[] cells = Kernels.Cells(StreamKernels.CellCount, 7);
        uint[] expected = Kernels.RunPlain(source, cells);
        Assert.NotEqual(cells, expected);
        var front = FrontEnd.Load(source, "K", new TransformOptions());
        Assert.Empty(front.Diagnostics);
        Compare("front end");
        PassContext context = new(new TransformOptions());
        foreach (var pass in Pipeline.Passes)
        {
            pass.Run(front.Program!, context);
            Assert.Empty(context.Diagnostics.Items);
            Assert.Empty(IrInvariants.Check(front.Program!));
            Compare(pass.Name);
        }

        void Compare(string stage)
        {
            uint[] actual = [.. cells];
            new IrInterpreter(front.Program!, 10_000_000).Run(0, actual);
            Assert.True(expected.SequenceEqual(actual), $"{name} after {stage}");
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
