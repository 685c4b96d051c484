using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// <c>new T[n]</c> sets every element to zero. Where loops that follow write every element before anything reads one, there is
/// nothing to do.
/// </summary>
internal sealed class RemoveArrayClears : IPass
{
    /// <inheritdoc/>
    public string Name => "remove-array-clears";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            Remove(function, static _ => true);
        }
    }

    /// <summary>Removes what need not be cleared of some arrays of a function without calls.</summary>
    public static void Remove(Function function, Func<ArrayVariable, bool> concerns) => Remove(function.Body, function.Body, concerns);

    private static void Remove(Block block, Block function, Func<ArrayVariable, bool> concerns)
    {
        for (int i = block.Statements.Count - 1; i >= 0; i--)
        {
            if (block.Statements[i] is ArrayClearStatement clear && concerns(clear.Array) && clear.Array.Length % clear.Array.Banks == 0
                && (IsCovered(clear.Array, block.Statements, i + 1)
                || PrefixProof.IsCovered(clear.Array, block.Statements[(i + 1)..], function)))
            {
                block.Statements.RemoveAt(i);
                continue;
            }

            foreach (var inner in IrWalk.Blocks(block.Statements[i]))
            {
                Remove(inner, function, concerns);
            }
        }
    }

    // Looks for a nest of counting loops whose innermost body stores to the whole array before anything else touches it.
    private static bool IsCovered(ArrayVariable array, List<Statement> statements, int from) => IsCovered(array, statements, from, []);

    private static bool IsCovered(ArrayVariable array, List<Statement> statements, int from, Dictionary<Variable, long> constants)
    {
        for (int i = from; i < statements.Count; i++)
        {
            var statement = statements[i];
            if (statement is LoopStatement loop && Touches(loop, array))
            {
                return new CoverageProof(array).IsCovered(loop, constants);
            }

            if (statement is ParallelStatement { Blocks: [var task] } && Touches(statement, array))
            {
                return IsCovered(array, task.Statements, 0, constants);
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
                foreach (var target in IrWalk.All(new Block { Statements = { statement } }).SelectMany(IrWalk.Targets))
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

    private static bool Touches(Statement root, ArrayVariable array) => IrWalk.All(root).Any(s => IrWalk.Uses(s, array));
}
