using Accel.Transformer.Ir;
using Accel.Transformer.Passes;
using Accel.Transformer.Tests.Frontend;

namespace Accel.Transformer.Tests.Lowering;

/// <summary>A pass that fails is named, with the line that it was working on.</summary>
public sealed class CompilerDefectTests
{
    private const string Body = "int x = memory.ReadInt32(0);\nif (x > 3)\n{\nmemory.WriteInt32(1, x);\n}";

    [Fact]
    public void A_failing_pass_and_its_line_are_named()
    {
        var program = KernelComparison.Load(KernelComparison.Kernel(Body));
        var write = program.EntryPoints[0].Body.Statements.OfType<IfStatement>().Single().Then.Statements.Single();
        var defect = Assert.Throws<CompilerDefectException>(() => Pipeline.Run(program, new PassContext(new TransformOptions()), [new Failing()]));
        Assert.Equal("fail-on-writes", defect.Pass);
        Assert.Equal(write.Source, defect.Place);
        Assert.Contains($"{write.Source}: the compiler failed in fail-on-writes: no", defect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_that_breaks_an_invariant_is_named()
    {
        var program = KernelComparison.Load(KernelComparison.Kernel(Body));
        var defect = Assert.Throws<CompilerDefectException>(() => Pipeline.Run(program, new PassContext(new TransformOptions()), [new Breaking()]));
        Assert.Equal("lose-variables", defect.Pass);
        Assert.Contains("is declared", defect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_broken_from_the_start_is_the_front_ends()
    {
        var program = KernelComparison.Load(KernelComparison.Kernel(Body));
        new Breaking().Run(program, new PassContext(new TransformOptions()));
        Assert.Equal("front-end", Assert.Throws<CompilerDefectException>(() => Pipeline.Run(program, new PassContext(new TransformOptions()))).Pass);
    }

    private sealed class Failing : IPass
    {
        public string Name => "fail-on-writes";

        public void Run(KernelProgram program, PassContext context) => _ = new Rewriter().Rewrite(program.EntryPoints[0].Body);

        private sealed class Rewriter : IrRewriter
        {
            protected override void Rewrite(Statement statement, List<Statement> to)
            {
                if (statement is MemoryWriteStatement)
                {
                    throw new NotSupportedException("no");
                }

                base.Rewrite(statement, to);
            }
        }
    }

    private sealed class Breaking : IPass
    {
        public string Name => "lose-variables";

        public void Run(KernelProgram program, PassContext context) => program.EntryPoints[0].Variables.Clear();
    }
}
