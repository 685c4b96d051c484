using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies statements and expressions, replacing variables by expressions and arrays by arrays on the way. Derived passes override what they
/// change.
/// </summary>
internal class IrRewriter
{
    private readonly Dictionary<LoopStatement, LoopStatement> _loops = [];

    /// <summary>What a use of a variable becomes; also its new identity as a target, if that is a variable.</summary>
    public Dictionary<Variable, Expression> Variables { get; } = [];

    /// <summary>What an array becomes.</summary>
    public Dictionary<ArrayVariable, ArrayVariable> Arrays { get; } = [];

    /// <summary>What a stream becomes.</summary>
    public Dictionary<StreamVariable, StreamVariable> Streams { get; } = [];

    /// <summary>What a shared method becomes; its body is not copied by this.</summary>
    public Dictionary<SharedMethod, SharedMethod> Shared { get; } = [];

    /// <summary>Copies a block.</summary>
    public Block Rewrite(Block block)
    {
        var result = new Block();
        foreach (var statement in block.Statements)
        {
            CompileWatch.Made(statement.Source);
            try
            {
                Rewrite(statement, result.Statements);
            }
            catch (Exception e) when (CompilerDefectException.Note(e, statement.Source))
            {
                throw;
            }
        }

        return result;
    }

    /// <summary>Copies what one task does.</summary>
    protected virtual Block RewriteTask(Block block) => Rewrite(block);

    /// <summary>Copies an expression; constants fold.</summary>
    public virtual Expression Rewrite(Expression expression)
    {
        CompileWatch.Check();
        return expression switch
        {
            VariableExpression use => Variables.GetValueOrDefault(use.Variable)
                ?? (use.Type == use.Variable.Type ? use : new VariableExpression(use.Variable, use.Source)),
            ArrayLoadExpression load => Load(load, Rewrite(load.Index)),
            UnaryExpression unary => IrBuild.Unary(unary.Operator, Rewrite(unary.Operand)),
            BinaryExpression binary => Simplify(binary, Rewrite(binary.Left), Rewrite(binary.Right)),
            ConvertExpression convert => IrBuild.Convert(convert.Type, Rewrite(convert.Operand)),
            SelectExpression select => IrBuild.Select(Rewrite(select.Condition), Rewrite(select.WhenTrue), Rewrite(select.WhenFalse)),
            _ => expression,
        };
    }

    /// <summary>Copies a statement to the end of a list.</summary>
    protected virtual void Rewrite(Statement statement, List<Statement> to)
    {
        switch (statement)
        {
            case AssignStatement assign:
                to.Add(new AssignStatement(Target(assign.Target), Rewrite(assign.Value), assign.Source));
                break;
            case ArrayStoreStatement store:
                to.Add(new ArrayStoreStatement(Target(store.Array), Rewrite(store.Index), Rewrite(store.Value), store.Source));
                break;
            case ArrayClearStatement clear:
                to.Add(new ArrayClearStatement(Target(clear.Array), clear.Source));
                break;
            case MemoryReadStatement read:
                to.Add(new MemoryReadStatement(Target(read.Target), Rewrite(read.Cell), read.Source));
                break;
            case MemoryWriteStatement write:
                to.Add(new MemoryWriteStatement(Rewrite(write.Cell), Rewrite(write.Value), write.Source));
                break;
            case StreamReadStatement read:
                to.Add(new StreamReadStatement(Target(read.Stream), [.. read.Targets.Select(Target)], read.Source));
                break;
            case StreamWriteStatement write:
                to.Add(new StreamWriteStatement(Target(write.Stream), [.. write.Values.Select(Rewrite)], write.Source));
                break;
            case StreamClearStatement clear:
                to.Add(new StreamClearStatement(Target(clear.Stream), clear.Source));
                break;
            case CallStatement call:
                to.Add(new CallStatement(call.Callee, [.. call.Arguments.Select(Rewrite)], call.Result is null ? null : Target(call.Result), call.Source)
                {
                    AdditionOnlyIn = Demand(call.AdditionOnlyIn),
                });
                break;
            case RunStatement run:
                to.Add(new RunStatement(Shared.GetValueOrDefault(run.Method, run.Method), run.Source));
                break;
            case IfStatement choice:
                to.Add(new IfStatement(Rewrite(choice.Condition), choice.Source) { Then = Rewrite(choice.Then), Else = Rewrite(choice.Else) });
                break;
            case LoopStatement loop:
                to.Add(Loop(loop));
                break;
            case ParallelStatement parallel:
                var together = new ParallelStatement(parallel.Source)
                    { Names = parallel.Names, Apart = parallel.Apart, IsOfLoops = parallel.IsOfLoops };
                together.Blocks.AddRange(parallel.Blocks.Select(RewriteTask));
                to.Add(together);
                break;
            case BreakStatement leave:
                to.Add(new BreakStatement(_loops.GetValueOrDefault(leave.Loop, leave.Loop), leave.Source));
                break;
            case ContinueStatement next:
                to.Add(new ContinueStatement(_loops.GetValueOrDefault(next.Loop, next.Loop), next.Source));
                break;
            case ReturnStatement leave:
                to.Add(new ReturnStatement(leave.Value is null ? null : Rewrite(leave.Value), leave.Source));
                break;
            default:
                throw new InvalidOperationException($"unknown statement {statement.GetType().Name}");
        }
    }

    /// <summary>Copies a loop.</summary>
    protected LoopStatement Loop(LoopStatement loop)
    {
        var copy = Start(loop);
        copy.Header = Rewrite(loop.Header);
        copy.Condition = Rewrite(loop.Condition);
        copy.Body = Rewrite(loop.Body);
        copy.Step = Rewrite(loop.Step);
        return copy;
    }

    /// <summary>An empty loop with the directives of another one; jumps to that one go to the copy from now on.</summary>
    protected LoopStatement Start(LoopStatement loop)
    {
        var copy = new LoopStatement(loop.Source)
        {
            Counter = loop.Counter is null ? null : Counter(loop.Counter),
            TestsAtEnd = loop.TestsAtEnd,
            UnrollFactor = loop.UnrollFactor,
            StartsTasks = loop.StartsTasks,
            InitiationInterval = loop.InitiationInterval,
            TripCount = loop.TripCount,
            CountsSteadily = loop.CountsSteadily,
            Behind = loop.Behind is var (before, shared) ? (_loops.GetValueOrDefault(before, before), shared) : null,
        };
        copy.Holds.AddRange(loop.Holds.Select(Rewrite));
        _loops[loop] = copy;
        return copy;
    }

    /// <summary>What a variable is as a target.</summary>
    protected virtual Variable Target(Variable variable) => Variables.GetValueOrDefault(variable) is VariableExpression use ? use.Variable : variable;

    /// <summary>What a loop's counter is in the copy.</summary>
    protected virtual Variable? Counter(Variable variable) => Target(variable);

    /// <summary>What the [AdditionOnly] method is that demands something of a call in the copy.</summary>
    protected virtual string? Demand(string? before) => before;

    /// <summary>What an array is in the copy.</summary>
    protected ArrayVariable Target(ArrayVariable array) => Arrays.GetValueOrDefault(array, array);

    /// <summary>What a stream is in the copy.</summary>
    protected StreamVariable Target(StreamVariable stream) => Streams.GetValueOrDefault(stream, stream);

    /// <summary>A load in the copy; a constant element of a table is its value.</summary>
    protected virtual Expression Load(ArrayLoadExpression load, Expression index)
    {
        var array = Target(load.Array);
        return index is ConstantExpression { Value: >= 0 } constant && array.Constants is { } table && constant.Value < table.Count
            ? new ConstantExpression(array.ElementType, table[(int)constant.Value])
            : new ArrayLoadExpression(array, index, load.Source);
    }

    private Argument Rewrite(Argument argument) => argument switch
    {
        ValueArgument value => new ValueArgument(Rewrite(value.Value)),
        ReferenceArgument reference => new ReferenceArgument(Target(reference.Variable)),
        ArrayArgument array => new ArrayArgument(Target(array.Array)),
        _ => argument,
    };

    private static Expression Simplify(BinaryExpression source, Expression left, Expression right)
    {
        var type = left.Type;
        switch (source.Operator)
        {
            case BinaryOperator.And when type == IrType.Bool:
                return IrBuild.And(left, right);
            case BinaryOperator.Or when type == IrType.Bool:
                return IrBuild.Or(left, right);
            case BinaryOperator.Add when right is ConstantExpression { Value: 0 }:
            case BinaryOperator.Subtract when right is ConstantExpression { Value: 0 }:
            case BinaryOperator.ShiftLeft when right is ConstantExpression { Value: 0 }:
            case BinaryOperator.ShiftRight when right is ConstantExpression { Value: 0 }:
            case BinaryOperator.Multiply when right is ConstantExpression { Value: 1 }:
            case BinaryOperator.Divide when right is ConstantExpression { Value: 1 }:
                return left;
            case BinaryOperator.Add when left is ConstantExpression { Value: 0 }:
            case BinaryOperator.Multiply when left is ConstantExpression { Value: 1 }:
                return right;
        }

        var result = IrBuild.Binary(source.Operator, left, right);
        return result is BinaryExpression made ? made with { Source = source.Source, AdditionOnlyIn = source.AdditionOnlyIn } : result;
    }
}
