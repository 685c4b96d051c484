using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// What is left of <c>new T[n]</c> becomes a loop that clears one element a cycle, of all arrays of one length that are cleared
/// together (the banks of an array).
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
        List<Statement> result = [];
        for (int i = 0; i < block.Statements.Count; i++)
        {
            if (block.Statements[i] is not ArrayClearStatement clear)
            {
                foreach (var inner in IrWalk.Blocks(block.Statements[i]))
                {
                    Expand(inner, function);
                }

                result.Add(block.Statements[i]);
                continue;
            }

            List<ArrayVariable> arrays = [clear.Array];
            while (i + 1 < block.Statements.Count && block.Statements[i + 1] is ArrayClearStatement next
                && next.Array.Length == clear.Array.Length && !arrays.Contains(next.Array))
            {
                arrays.Add(next.Array);
                i++;
            }

            AddLoop(clear, arrays, function, result);
        }

        block.Statements.Clear();
        block.Statements.AddRange(result);
    }

    private static void AddLoop(ArrayClearStatement clear, List<ArrayVariable> arrays, Function function, List<Statement> to)
    {
        var counter = new Variable($"clear_{clear.Array.Name}", IrType.Int32, clear.Source);
        function.Variables.Add(counter);
        var use = new VariableExpression(counter);
        var loop = new LoopStatement(clear.Source)
        {
            Counter = counter,
            TestsAtEnd = true,
            TripCount = clear.Array.Length,
            Condition = IrBuild.Binary(BinaryOperator.LessThan, use, IrBuild.Constant(IrType.Int32, clear.Array.Length)),
        };
        loop.Body.Statements.AddRange(arrays.Select(a => new ArrayStoreStatement(a, use, new ConstantExpression(a.ElementType, 0), clear.Source)));
        loop.Step.Statements.Add(new AssignStatement(counter, IrBuild.Binary(BinaryOperator.Add, use, IrBuild.Constant(IrType.Int32, 1)), clear.Source));
        to.Add(new AssignStatement(counter, IrBuild.Constant(IrType.Int32, 0), clear.Source));
        to.Add(loop);
    }
}
