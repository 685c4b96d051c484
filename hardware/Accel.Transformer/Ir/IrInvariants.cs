using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Ir;

/// <summary>
/// What must hold of every program between two passes: types agree, constants are canonical, what is used is declared, jumps stay in
/// their loops, calls fit their callees. A violation is a defect of the pass that ran last, never of the user's kernel.
/// </summary>
public sealed class IrInvariants
{
    private readonly List<string> _violations = [];
    private readonly HashSet<object> _declared = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Function> _functions = [];
    private readonly HashSet<SharedMethod> _shared = [];
    private readonly List<LoopStatement> _enclosing = [];
    private Function? _function;
    private SourceLocation? _place;

    private IrInvariants()
    {
    }

    /// <summary>Checks a program.</summary>
    /// <returns>One sentence a violation; empty when all is well.</returns>
    public static IReadOnlyList<string> Check(KernelProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        IrInvariants invariants = new();
        invariants._functions.UnionWith(program.Functions);
        foreach (Function entry in program.EntryPoints.Where(entry => !program.Functions.Contains(entry)))
        {
            invariants._violations.Add($"entry point {entry.Name} is not among the program's functions");
        }

        foreach (Function function in program.Functions)
        {
            invariants._declared.Clear();
            invariants._declared.UnionWith(program.Arrays);
            invariants.Check(function);
        }

        return invariants._violations;
    }

    private void Check(Function function)
    {
        _function = function;
        _place = function.Source;
        foreach (Parameter parameter in function.Parameters)
        {
            Require(parameter.Variable is null != parameter.Array is null, "a parameter is a variable or an array");
            Declare((object?)parameter.Variable ?? parameter.Array!);
        }

        function.Variables.ForEach(Declare);
        function.Arrays.ForEach(Declare);
        function.Streams.ForEach(Declare);
        foreach (ArrayVariable array in function.Arrays)
        {
            Require(array.Length > 0, $"array {array.Name} has a length");
            Require((array.Constants ?? array.Initial) is not { } values || values.Count == array.Length,
                $"array {array.Name} has a constant for each element");
        }

        _shared.Clear();
        foreach (SharedMethod method in function.Shared)
        {
            // A method is run by later ones only, so none runs itself; a jump out of its body has no loop around it here.
            Check(method.Body);
            Require(!IrWalk.All(method.Body).Any(s => s is ReturnStatement), $"no return lies within shared method {method.Name}");
            Require(_shared.Add(method), $"shared method {method.Name} is declared once");
        }

        Check(function.Body);
    }

    private void Declare(object item) => Require(_declared.Add(item), $"{item} is declared once");

    private void Check(Block block) => block.Statements.ForEach(Check);

    private void Check(Statement statement)
    {
        _place = statement.Source ?? _place;
        switch (statement)
        {
            case AssignStatement assign:
                Check(assign.Value, assign.Target.Type);
                Use(assign.Target);
                break;
            case ArrayStoreStatement store:
                Use(store.Array);
                Require(store.Array.Constants is null, $"constant table {store.Array.Name} is not written");
                Check(store.Index);
                Check(store.Value, store.Array.ElementType);
                break;
            case ArrayClearStatement clear:
                Use(clear.Array);
                break;
            case MemoryReadStatement read:
                Use(read.Target);
                Require(read.Target.Type == IrType.UInt32, $"{read.Target.Name}, which receives a cell, is u32");
                Check(read.Cell);
                break;
            case MemoryWriteStatement write:
                Check(write.Cell);
                Check(write.Value, IrType.UInt32);
                break;
            case StreamReadStatement or StreamWriteStatement or StreamClearStatement:
                CheckStream(statement);
                break;
            case CallStatement call:
                Check(call);
                break;
            case IfStatement choice:
                Check(choice.Condition, IrType.Bool);
                Check(choice.Then);
                Check(choice.Else);
                break;
            case LoopStatement loop:
                Check(loop);
                break;
            case ParallelStatement parallel:
                Check(parallel);
                break;
            case RunStatement run:
                Require(_shared.Contains(run.Method), $"shared method {run.Method.Name} is declared before it is run");
                Require(!_enclosing.Exists(loop => loop.InitiationInterval is not null), $"shared method {run.Method.Name} is not run in a pipelined loop");
                break;
            case BreakStatement leave:
                Require(_enclosing.Contains(leave.Loop), "a break lies within its loop");
                break;
            case ContinueStatement next:
                Require(_enclosing.Contains(next.Loop), "a continue lies within its loop");
                break;
            case ReturnStatement leave:
                Require(leave.Value is null == _function!.ResultType is null, "a return has a value if the function has a result");
                if (leave.Value is not null && _function.ResultType is { } type)
                {
                    Check(leave.Value, type);
                }

                break;
            default:
                Require(false, $"{statement.GetType().Name} is a known statement");
                break;
        }
    }

    private void Check(ParallelStatement parallel)
    {
        Require(parallel.Blocks.Count > 0, "a parallel statement has blocks");
        object? shared = parallel.IsNetwork ? null : Footprint.FindCollision(parallel.Blocks, parallel.Apart.ToHashSet());
        Require(shared is null, $"blocks that run at the same time do not share {shared}");
        CheckNetwork(parallel);

        // A jump out of a block is one whose loop lies outside.
        List<LoopStatement> outside = [.. _enclosing];
        _enclosing.Clear();
        parallel.Blocks.ForEach(Check);
        _enclosing.AddRange(outside);
        Require(!parallel.Blocks.SelectMany(IrWalk.All).Any(s => s is ReturnStatement), "no return lies within a parallel block");
    }

    // A block that is joined to another one by a stream has to run at the same time, and no two read or write the same end.
    private void CheckNetwork(ParallelStatement parallel)
    {
        Require(parallel.Names is null || parallel.Names.Count == parallel.Blocks.Count, "each task of a network has a name");
        Dictionary<(StreamVariable, bool IsWrite), Block> ends = [];
        foreach (Block block in parallel.Blocks)
        {
            foreach (Statement statement in IrWalk.All(block).Where(s => s is StreamReadStatement or StreamWriteStatement))
            {
                var end = (IrWalk.Stream(statement)!, statement is StreamWriteStatement);
                Require(!ends.TryGetValue(end, out var other) || other == block, $"stream {end.Item1.Name} has one writer and one reader");
                ends[end] = block;
                Require(
                    parallel.IsNetwork || !ends.TryGetValue((end.Item1, !end.Item2), out var opposite) || opposite == block,
                    $"blocks that stream {end.Item1.Name} joins are a network");
            }
        }
    }

    private void CheckStream(Statement statement)
    {
        StreamVariable stream = IrWalk.Stream(statement)!;
        Use(stream);
        switch (statement)
        {
            case StreamReadStatement read:
                Require(read.Targets.Count == stream.Fields.Count, $"a read of {stream.Name} has one target per field");
                foreach ((Variable target, StreamField field) in read.Targets.Zip(stream.Fields))
                {
                    Use(target);
                    Require(Interval.Of(target.Type).Contains(field.Range), $"{target.Name} holds what {stream.Name} gives it");
                }

                break;
            case StreamWriteStatement write:
                Require(write.Values.Count == stream.Fields.Count, $"a write of {stream.Name} has one value per field");
                foreach ((Expression value, StreamField field) in write.Values.Zip(stream.Fields))
                {
                    Check(value, field.Type);
                }

                break;
        }
    }

    private void Check(LoopStatement loop)
    {
        if (loop.Counter is { } counter)
        {
            Use(counter);
        }

        Require(loop.UnrollFactor >= 0, "an unroll factor is not negative");
        Check(loop.Header);
        Check(loop.Condition, IrType.Bool);
        _enclosing.Add(loop);
        Check(loop.Body);
        _enclosing.RemoveAt(_enclosing.Count - 1);
        Check(loop.Step);
    }

    private void Check(CallStatement call)
    {
        Require(_functions.Contains(call.Callee), $"callee {call.Callee.Name} is among the program's functions");
        Require(call.Arguments.Count == call.Callee.Parameters.Count, $"the call of {call.Callee.Name} has one argument a parameter");
        foreach ((Argument argument, Parameter parameter) in call.Arguments.Zip(call.Callee.Parameters))
        {
            switch (argument)
            {
                case ValueArgument value:
                    Require(parameter is { Variable: not null, IsReference: false }, "a value is given to a value parameter");
                    Check(value.Value, parameter.Variable?.Type);
                    break;
                case ReferenceArgument reference:
                    Require(parameter is { Variable: not null, IsReference: true }, "a reference is given to a reference parameter");
                    Require(reference.Variable.Type == parameter.Variable?.Type, $"{reference.Variable.Name} has the parameter's type");
                    Use(reference.Variable);
                    break;
                case ArrayArgument array:
                    Require(parameter.Array is not null, "an array is given to an array parameter");
                    Require(array.Array.ElementType == parameter.Array?.ElementType, $"{array.Array.Name} has the parameter's element type");
                    Require(parameter.Array?.Length is 0 or null || parameter.Array.Length == array.Array.Length, $"{array.Array.Name} has the parameter's length");
                    Use(array.Array);
                    break;
            }
        }

        if (call.Result is { } result)
        {
            Use(result);
            Require(call.Callee.ResultType == result.Type, $"{result.Name} has the type of the result of {call.Callee.Name}");
        }
    }

    private void Check(Expression expression, IrType? wanted)
    {
        Require(expression.Type == wanted, $"a value of type {expression.Type} is used as {wanted}");
        Check(expression);
    }

    private void Check(Expression expression)
    {
        Require(expression.Type.WidthBits is >= 1 and <= 64, $"a width of {expression.Type.WidthBits} bits lies in 1..64");
        switch (expression)
        {
            case ConstantExpression constant:
                Require(
                    constant.Type.Wrap(constant.Value) == constant.Value,
                    string.Create(CultureInfo.InvariantCulture, $"constant {constant.Value} is canonical in {constant.Type}"));
                break;
            case VariableExpression variable:
                Use(variable.Variable);
                Require(variable.Type == variable.Variable.Type, $"a use of {variable.Variable.Name} has its type");
                break;
            case ArrayLoadExpression load:
                Use(load.Array);
                Require(load.Type == load.Array.ElementType, $"a load from {load.Array.Name} has its element type");
                Check(load.Index);
                break;
            case UnaryExpression unary:
                Check(unary.Operand, unary.Type);
                break;
            case BinaryExpression binary:
                bool isShift = binary.Operator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;
                IrType type = binary.Operator >= BinaryOperator.Equal ? IrType.Bool : binary.Left.Type;
                Require(binary.Type == type, $"the result of {binary.Operator} has type {type}");
                Check(binary.Left);
                Check(binary.Right, isShift ? binary.Right.Type : binary.Left.Type);
                break;
            case ConvertExpression convert:
                Check(convert.Operand);
                break;
            case SelectExpression select:
                Check(select.Condition, IrType.Bool);
                Check(select.WhenTrue, select.Type);
                Check(select.WhenFalse, select.Type);
                break;
            default:
                Require(false, $"{expression.GetType().Name} is a known expression");
                break;
        }
    }

    private void Use(object item) => Require(_declared.Contains(item), $"{item} is declared");

    private void Require(bool condition, string what)
    {
        if (!condition)
        {
            _violations.Add($"{_function?.Name} ({_place?.File}:{_place?.Line}): violated: {what}");
        }
    }
}
