using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>Ways through expressions and statements that several parts need.</summary>
internal static class IrWalk
{
    /// <summary>An expression and all below it.</summary>
    public static IEnumerable<Expression> All(Expression root)
    {
        Stack<Expression> open = new([root]);
        while (open.TryPop(out var expression))
        {
            CompileWatch.Check();
            yield return expression;
            foreach (var part in Parts(expression))
            {
                open.Push(part);
            }
        }
    }

    /// <summary>The direct operands.</summary>
    public static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        ArrayLoadExpression load => [load.Index],
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        ConvertExpression convert => [convert.Operand],
        SelectExpression select => [select.Condition, select.WhenTrue, select.WhenFalse],
        _ => [],
    };

    /// <summary>Variables that an expression reads.</summary>
    public static IEnumerable<Variable> Variables(Expression root) => All(root).OfType<VariableExpression>().Select(v => v.Variable);

    /// <summary>The expressions that a statement itself evaluates, without those of nested statements.</summary>
    public static IEnumerable<Expression> Expressions(Statement statement) => statement switch
    {
        AssignStatement assign => [assign.Value],
        ArrayStoreStatement store => [store.Index, store.Value],
        MemoryReadStatement read => [read.Cell],
        ReadRequest request => [request.Cell],
        MemoryWriteStatement write => [write.Cell, write.Value],
        StreamWriteStatement write => write.Values,
        IfStatement choice => [choice.Condition],
        LoopStatement loop => [loop.Condition],
        ReturnStatement { Value: { } value } => [value],
        CallStatement call => call.Arguments.OfType<ValueArgument>().Select(a => a.Value),
        _ => [],
    };

    /// <summary>The variables that a statement itself sets.</summary>
    public static IEnumerable<Variable> Targets(Statement statement) => statement switch
    {
        AssignStatement assign => [assign.Target],
        MemoryReadStatement read => [read.Target],
        ReadResponse response => [response.Target],
        StreamReadStatement read => read.Targets,
        CallStatement { Result: { } result } => [result],
        _ => [],
    };

    /// <summary>Whether a statement itself loads an element of an array.</summary>
    public static bool Loads(Statement statement, ArrayVariable array)
        => Expressions(statement).SelectMany(All).Any(e => e is ArrayLoadExpression load && load.Array == array);

    /// <summary>Whether a statement itself stores or clears elements of an array.</summary>
    public static bool Stores(Statement statement, ArrayVariable array)
        => (statement is ArrayStoreStatement store && store.Array == array)
            || (statement is ArrayClearStatement clear && clear.Array == array);

    /// <summary>Whether a statement itself loads, stores or clears elements of an array.</summary>
    public static bool Uses(Statement statement, ArrayVariable array) => Stores(statement, array) || Loads(statement, array);

    /// <summary>Whether a statement, or one nested in it, reads or writes a stream.</summary>
    public static bool UsesStreams(Statement statement) => All(statement).Any(static s => s is StreamReadStatement or StreamWriteStatement);

    /// <summary>The streams that a statement itself reads, writes or empties.</summary>
    public static StreamVariable? Stream(Statement statement) => statement switch
    {
        StreamReadStatement read => read.Stream,
        StreamWriteStatement write => write.Stream,
        StreamClearStatement clear => clear.Stream,
        _ => null,
    };

    /// <summary>The block that a statement stands in, of one and those inside it; null for none.</summary>
    public static Block? BlockOf(Block block, Statement statement)
        => block.Statements.Contains(statement) ? block
            : block.Statements.SelectMany(Blocks).Select(inner => BlockOf(inner, statement))
            .FirstOrDefault(static found => found is not null);

    /// <summary>A statement and all nested ones, in order.</summary>
    public static IEnumerable<Statement> All(Statement root) => All(new Block { Statements = { root } });

    /// <summary>The blocks inside a statement; that of a shared method is inside of every statement that runs it.</summary>
    public static IEnumerable<Block> Blocks(Statement statement) => statement switch
    {
        IfStatement choice => [choice.Then, choice.Else],
        LoopStatement loop => [loop.Header, loop.Body, loop.Step],
        ParallelStatement parallel => parallel.Blocks,
        RunStatement run => [run.Method.Body],
        _ => [],
    };

    /// <summary>All statements of a block, nested ones included, in order.</summary>
    public static IEnumerable<Statement> All(Block block)
    {
        // Not by recursion: every statement would pass each level of it.
        Stack<Statement> open = new(Enumerable.Reverse(block.Statements));
        while (open.TryPop(out var statement))
        {
            CompileWatch.Check();
            yield return statement;
            foreach (var inner in Blocks(statement).Reverse())
            {
                for (int i = inner.Statements.Count - 1; i >= 0; i--)
                {
                    open.Push(inner.Statements[i]);
                }
            }
        }
    }
}
