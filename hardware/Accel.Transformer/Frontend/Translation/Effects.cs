using Accel.Transformer.Ir;

namespace Accel.Transformer.Frontend.Translation;

/// <summary>Whether statements change what an expression reads.</summary>
internal static class Effects
{
    /// <summary>Whether executing the statements can change the expression's value.</summary>
    public static bool Conflict(Expression expression, IEnumerable<Statement> statements)
    {
        HashSet<object> reads = new(ReferenceEqualityComparer.Instance);
        Reads(expression, reads);
        return reads.Count > 0 && statements.Any(statement => Writes(statement, reads));
    }

    /// <summary>Whether the expression reads a variable or array.</summary>
    public static bool IsConstant(Expression expression) => expression is ConstantExpression;

    private static void Reads(Expression expression, HashSet<object> reads)
    {
        switch (expression)
        {
            case VariableExpression variable:
                _ = reads.Add(variable.Variable);
                break;
            case ArrayLoadExpression load:
                _ = reads.Add(load.Array);
                Reads(load.Index, reads);
                break;
            case UnaryExpression unary:
                Reads(unary.Operand, reads);
                break;
            case BinaryExpression binary:
                Reads(binary.Left, reads);
                Reads(binary.Right, reads);
                break;
            case ConvertExpression convert:
                Reads(convert.Operand, reads);
                break;
            case SelectExpression select:
                Reads(select.Condition, reads);
                Reads(select.WhenTrue, reads);
                Reads(select.WhenFalse, reads);
                break;
        }
    }

    private static bool Writes(Block block, HashSet<object> items) => block.Statements.Any(statement => Writes(statement, items));

    private static bool Writes(Statement statement, HashSet<object> items) => statement switch
    {
        AssignStatement assign => items.Contains(assign.Target),
        ArrayStoreStatement store => items.Contains(store.Array),
        ArrayClearStatement clear => items.Contains(clear.Array),
        MemoryReadStatement read => items.Contains(read.Target),
        StreamReadStatement read => read.Targets.Any(items.Contains),
        CallStatement call => (call.Result is { } result && items.Contains(result))
            || call.Arguments.Any(argument => argument switch
            {
                ReferenceArgument reference => items.Contains(reference.Variable),
                ArrayArgument array => items.Contains(array.Array),
                _ => false,
            })
            || items.Any(item => item is ArrayVariable { IsPersistent: true }),
        IfStatement choice => Writes(choice.Then, items) || Writes(choice.Else, items),
        ParallelStatement parallel => parallel.Blocks.Exists(block => Writes(block, items)),
        LoopStatement loop => Writes(loop.Header, items) || Writes(loop.Body, items) || Writes(loop.Step, items),
        _ => false,
    };
}
