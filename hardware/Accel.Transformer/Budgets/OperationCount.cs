using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Budgets;

/// <summary>How large code is: its statements and operators.</summary>
internal static class OperationCount
{
    /// <summary>Of a function with its shared methods, each of which is built once, and the elements of its arrays of registers.</summary>
    public static long Of(Function function)
        => Own(function.Body) + function.Shared.Sum(method => Own(method.Body))
            + function.Arrays.Where(array => array.Kind == Hast.MemoryKind.Registers).Sum(array => (long)array.Length);

    /// <summary>Of one statement without those inside of it.</summary>
    public static long Of(Statement statement)
    {
        long count = 1;
        foreach (var expression in IrWalk.Expressions(statement))
        {
            count += IrWalk.All(expression).LongCount(e => e is not (ConstantExpression or VariableExpression));
        }

        return count;
    }

    private static long Own(Block block)
    {
        long count = 0;
        Stack<Block> open = new([block]);
        while (open.TryPop(out var next))
        {
            foreach (var statement in next.Statements)
            {
                count += Of(statement);
                foreach (var inner in statement is RunStatement ? [] : IrWalk.Blocks(statement))
                {
                    open.Push(inner);
                }
            }
        }

        return count;
    }
}
