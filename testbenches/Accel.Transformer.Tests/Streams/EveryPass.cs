using Accel.Transformer.Frontend;
using Accel.Transformer.Ir;
using Accel.Transformer.Ir.Interpretation;
using Accel.Transformer.Passes;
using Accel.Transformer.Tests.Lowering;

namespace Accel.Transformer.Tests.Streams;

/// <summary>A kernel of tasks as plain C#, with real tasks, and as IR after the front end and after each pass.</summary>
internal static class EveryPass
{
    /// <summary>The cells are the same, and are changed.</summary>
    public static void AssertSame(string name, KernelSource source, uint[] cells)
    {
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
}
