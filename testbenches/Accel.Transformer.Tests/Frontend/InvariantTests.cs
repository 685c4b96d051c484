using Accel.Transformer.Ir;

namespace Accel.Transformer.Tests.Frontend;

/// <summary>Each invariant, broken on purpose.</summary>
public sealed class InvariantTests
{
    private static readonly Expression One = IrBuild.Constant(IrType.Int32, 1);

    public static TheoryData<string, Action<Function>> Violations => new()
    {
        { "is declared", f => f.Body.Statements.Add(new AssignStatement(new Variable("lost", IrType.Int32, null), One, null)) },
        { "a value of type i32 is used as u32", f => f.Body.Statements.Add(new MemoryWriteStatement(One, One, null)) },
        { "a value of type i32 is used as bool", f => f.Body.Statements.Add(new IfStatement(One, null)) },
        { "a break lies within its loop", f => f.Body.Statements.Add(new BreakStatement(new LoopStatement(null), null)) },
        { "a continue lies within its loop", f => f.Body.Statements.Add(new ContinueStatement(new LoopStatement(null), null)) },
        { "is canonical", f => f.Body.Statements.Add(new MemoryWriteStatement(new ConstantExpression(new IrType(4, false), 16), IrBuild.Constant(IrType.UInt32, 0), null)) },
        { "a return has a value", f => f.Body.Statements.Add(new ReturnStatement(One, null)) },
        { "is among the program's functions", f => f.Body.Statements.Add(new CallStatement(new Function("lost", null), [], null, null)) },
        { "is declared once", f => f.Variables.Add(f.Variables[0]) },
        { "constant table t is not written", f => { ArrayVariable t = new("t", IrType.Int32, 1, null) { Constants = [3] }; f.Arrays.Add(t); f.Body.Statements.Add(new ArrayStoreStatement(t, One, One, null)); } },
        { "do not share x", f => f.Body.Statements.Add(Parallel(new AssignStatement(f.Variables.Single(v => v.Type == IrType.Int32), One, null), new MemoryWriteStatement(new VariableExpression(f.Variables.Single(v => v.Type == IrType.Int32)), IrBuild.Constant(IrType.UInt32, 0), null))) },
        { "do not share SimpleMemory", f => f.Body.Statements.Add(Parallel(new MemoryReadStatement(f.Variables.First(v => v.Type == IrType.UInt32), One, null), new MemoryWriteStatement(One, IrBuild.Constant(IrType.UInt32, 0), null))) },
        { "no return lies within a parallel block", f => f.Body.Statements.Add(Parallel(new ReturnStatement(null, null))) },
        { "a break lies within its loop", f => { LoopStatement loop = new(null); loop.Body.Statements.Add(Parallel(new BreakStatement(loop, null))); f.Body.Statements.Add(loop); } },
        { "a parallel statement has blocks", f => f.Body.Statements.Add(Parallel()) },
    };

    private static ParallelStatement Parallel(params Statement[] statements)
    {
        ParallelStatement parallel = new(null);
        parallel.Blocks.AddRange(statements.Select(statement => new Block { Statements = { statement } }));
        return parallel;
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void A_violation_is_named(string expected, Action<Function> violate)
    {
        KernelProgram program = KernelComparison.Load(KernelComparison.Kernel("int x = memory.ReadInt32(0); memory.WriteInt32(1, x);"));
        violate(program.EntryPoints[0]);
        Assert.Contains(expected, Assert.Single(IrInvariants.Check(program)), StringComparison.Ordinal);
    }
}
