using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// <c>new T[n]</c> sets every element to zero. Where loops that follow write every element before anything reads one, there is
/// nothing to do; elsewhere a loop clears one element a cycle.
/// </summary>
internal sealed class ExpandArrayClears : IPass
{
    /// <inheritdoc/>
    public string Name => "expand-array-clears";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            Expand(function.Body, function);
        }
    }

    private static void Expand(Block block, Function function)
    {
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            if (block.Statements[i] is ArrayClearStatement clear)
            {
                if (IsCovered(clear.Array, block.Statements, i + 1))
                {
                    block.Statements.RemoveAt(i);
                }
                else
                {
                    block.Statements.RemoveAt(i);
                    block.Statements.InsertRange(i, MakeLoop(clear, function));
                }
            }
            else
            {
                foreach (var inner in IrWalk.Blocks(block.Statements[i]))
                {
                    Expand(inner, function);
                }
            }
        }
    }

    private static IEnumerable<Statement> MakeLoop(ArrayClearStatement clear, Function function)
    {
        var array = clear.Array;
        var counter = new Variable($"clear_{array.Name}", IrType.Int32, clear.Source);
        function.Variables.Add(counter);
        var use = new VariableExpression(counter);
        var loop = new LoopStatement(clear.Source)
        {
            Counter = counter,
            TestsAtEnd = true,
            Condition = IrBuild.Binary(BinaryOperator.LessThan, use, IrBuild.Constant(IrType.Int32, array.Length)),
        };
        loop.Body.Statements.Add(new ArrayStoreStatement(array, use, new ConstantExpression(array.ElementType, 0), clear.Source));
        loop.Step.Statements.Add(new AssignStatement(counter, IrBuild.Binary(BinaryOperator.Add, use, IrBuild.Constant(IrType.Int32, 1)), clear.Source));
        return [new AssignStatement(counter, IrBuild.Constant(IrType.Int32, 0), clear.Source), loop];
    }

    // Looks for a nest of counting loops whose innermost body stores to the whole array before anything else touches it.
    private static bool IsCovered(ArrayVariable array, List<Statement> statements, int from)
    {
        Dictionary<Variable, long> constants = [];
        for (int i = from; i < statements.Count; i++)
        {
            var statement = statements[i];
            if (statement is LoopStatement loop && Touches(loop, array))
            {
                return new CoverageProof(array).IsCovered(loop, constants);
            }

            if (Touches(statement, array) || statement is BreakStatement or ContinueStatement or ReturnStatement)
            {
                return false;
            }

            if (statement is AssignStatement { Value: ConstantExpression constant } assign)
            {
                constants[assign.Target] = constant.Value;
            }
            else
            {
                foreach (var target in IrWalk.All(new Block { Statements = { statement } }).Select(IrWalk.Target).OfType<Variable>())
                {
                    constants.Remove(target);
                }

                // A jump inside may leave this block with the array untouched: then nothing here reads it, but later code could.
                if (IrWalk.All(new Block { Statements = { statement } }).Any(s => s is BreakStatement or ContinueStatement or ReturnStatement))
                {
                    return false;
                }
            }
        }

        return false;
    }

    private static bool Touches(Statement root, ArrayVariable array)
        => IrWalk.All(new Block { Statements = { root } }).Any(s =>
            (s is ArrayStoreStatement store && store.Array == array) || (s is ArrayClearStatement clear && clear.Array == array)
            || IrWalk.Expressions(s).SelectMany(IrWalk.All).Any(e => e is ArrayLoadExpression load && load.Array == array));
}
