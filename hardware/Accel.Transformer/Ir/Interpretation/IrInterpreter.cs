using System.Globalization;
using Accel.Rtl;
using Accel.Transformer.Budgets;

namespace Accel.Transformer.Ir.Interpretation;

/// <summary>
/// Executes IR directly: the oracle for every pass (plain C# = IR before = IR after = RTL). It stops at whatever the IR calls undefined:
/// an index out of range, a division by zero, a broken promise, a variable or element read before it is written. Both branches of a
/// select and both sides of And and Or are evaluated, as hardware does, so a speculated fault shows.
/// </summary>
public sealed class IrInterpreter(KernelProgram program, long stepLimit = 2_000_000_000)
{
    private readonly Dictionary<ArrayVariable, IrArrayStorage> _shared = new(ReferenceEqualityComparer.Instance);
    private readonly IrTasks _tasks = new();
    private uint[] _memory = [];
    private long _stepsLeft;

    /// <summary>
    /// Runs an entry point on a memory of 32-bit cells, which it changes. Persistent arrays keep their content until the next run.
    /// </summary>
    /// <exception cref="IrExecutionException">The program did something undefined, or took more steps than the limit.</exception>
    public void Run(int member, uint[] memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _memory = memory;
        _stepsLeft = stepLimit;
        foreach (ArrayVariable array in program.Arrays)
        {
            if (!_shared.ContainsKey(array))
            {
                _shared.Add(array, new IrArrayStorage(array));
            }
        }

        _ = Call(program.EntryPoints[member], new IrFrame());
    }

    /// <summary>Runs a function without parameters that touches no memory; its result is null where it returns nothing.</summary>
    /// <exception cref="IrExecutionException">As for <see cref="Run"/>.</exception>
    public static long? Evaluate(Function function, long stepLimit = 100_000_000)
    {
        IrInterpreter interpreter = new(new KernelProgram("constant"), stepLimit) { _stepsLeft = stepLimit };
        return interpreter.Call(function, new IrFrame());
    }

    /// <summary>Runs a function without parameters and gives the content of some of its local arrays when it ends.</summary>
    /// <exception cref="IrExecutionException">As for <see cref="Run"/>.</exception>
    public static IReadOnlyList<long[]> Evaluate(Function function, IReadOnlyList<ArrayVariable> arrays, long stepLimit = 100_000_000)
    {
        IrInterpreter interpreter = new(new KernelProgram("constant"), stepLimit) { _stepsLeft = stepLimit };
        IrFrame frame = new();
        _ = interpreter.Call(function, frame);
        return [.. arrays.Select(array => interpreter.Storage(frame, array).Values)];
    }

    private long? Call(Function function, IrFrame frame)
    {
        foreach (ArrayVariable array in function.Arrays)
        {
            _ = frame.Arrays.TryAdd(array, new IrArrayStorage(array));
        }

        _ = Execute(function.Body, frame);
        return frame.Result;
    }

    private Flow Execute(Block block, IrFrame frame)
    {
        foreach (Statement statement in block.Statements)
        {
            Flow flow = Execute(statement, frame);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Execute(Statement statement, IrFrame frame)
    {
        CompileWatch.Check();
        if (_stepsLeft-- <= 0)
        {
            throw new IrExecutionException("more steps than the limit; does the loop end?", statement.Source);
        }

        switch (statement)
        {
            case AssignStatement assign:
                Set(frame, assign.Target, Evaluate(assign.Value, frame, statement), statement);
                return Flow.Next;
            case ArrayStoreStatement store:
                long value = Evaluate(store.Value, frame, statement);
                Storage(frame, store.Array).Write(Evaluate(store.Index, frame, statement), value, store.Array, statement.Source);
                return Flow.Next;
            case ArrayClearStatement clear:
                Storage(frame, clear.Array).Clear();
                return Flow.Next;
            case MemoryReadStatement read:
                Set(frame, read.Target, _memory[Cell(read.Cell, frame, statement)], statement);
                return Flow.Next;
            case MemoryWriteStatement write:
                uint data = (uint)Evaluate(write.Value, frame, statement);
                _memory[Cell(write.Cell, frame, statement)] = data;
                return Flow.Next;
            case StreamReadStatement or StreamWriteStatement or StreamClearStatement:
                ExecuteStream(statement, frame);
                return Flow.Next;
            case CallStatement call:
                Execute(call, frame);
                return Flow.Next;
            case RunStatement run:
                return Execute(run.Method.Body, frame);
            case IfStatement choice:
                return Execute(Evaluate(choice.Condition, frame, statement) != 0 ? choice.Then : choice.Else, frame);
            case LoopStatement loop:
                return Execute(loop, frame);
            case ParallelStatement { IsNetwork: true } network:
                _tasks.Run([.. network.Blocks.Zip(network.Names!, (block, name) => (name, (Action)(() => Execute(block, frame))))]);
                return Flow.Next;
            case ParallelStatement parallel:
                foreach (Block block in parallel.Blocks)
                {
                    _ = Execute(block, frame);
                }

                return Flow.Next;
            case BreakStatement leave:
                frame.Target = leave.Loop;
                return Flow.Break;
            case ContinueStatement next:
                frame.Target = next.Loop;
                return Flow.Continue;
            case ReturnStatement leave:
                frame.Result = leave.Value is null ? null : Evaluate(leave.Value, frame, statement);
                return Flow.Return;
            default:
                throw new IrExecutionException($"the interpreter does not know {statement.GetType().Name}", statement.Source);
        }
    }

    private void ExecuteStream(Statement statement, IrFrame frame)
    {
        switch (statement)
        {
            case StreamReadStatement { Stream.Meter: not null } read:
                Set(frame, read.Targets[0], 0, statement);
                break;
            case StreamReadStatement read:
                _tasks.WaitFor(frame.Storage(read.Stream), isWrite: false, statement.Source);
                foreach (var (target, value) in read.Targets.Zip(frame.Storage(read.Stream).Read()))
                {
                    Set(frame, target, value, statement);
                }

                break;
            case StreamWriteStatement write:
                long[] values = [.. write.Values.Select(value => Evaluate(value, frame, statement))];
                foreach (var (value, field) in values.Zip(write.Stream.Fields))
                {
                    IrStreamStorage.CheckPromise(write.Stream, field, value, statement.Source);
                }

                _tasks.WaitFor(frame.Storage(write.Stream), isWrite: true, statement.Source);
                frame.Storage(write.Stream).Write(values);
                break;
            case StreamClearStatement clear:
                frame.Storage(clear.Stream).Clear();
                break;
        }
    }

    private Flow Execute(LoopStatement loop, IrFrame frame)
    {
        for (bool isFirst = true; ; isFirst = false)
        {
            if (!(loop.TestsAtEnd && isFirst))
            {
                Flow header = Execute(loop.Header, frame);
                if (header != Flow.Next)
                {
                    return header;
                }

                if (Evaluate(loop.Condition, frame, loop) == 0)
                {
                    return Flow.Next;
                }
            }

            Flow flow = Execute(loop.Body, frame);
            bool isOwn = ReferenceEquals(frame.Target, loop);
            if (flow == Flow.Break && isOwn)
            {
                return Flow.Next;
            }

            if (flow != Flow.Next && !(flow == Flow.Continue && isOwn))
            {
                return flow;
            }

            _ = Execute(loop.Step, frame);
            if (_stepsLeft-- <= 0)
            {
                throw new IrExecutionException("more steps than the limit; does the loop end?", loop.Source);
            }
        }
    }

    private void Execute(CallStatement call, IrFrame frame)
    {
        IrFrame inner = new();
        for (int index = 0; index < call.Callee.Parameters.Count; index++)
        {
            Parameter parameter = call.Callee.Parameters[index];
            switch (call.Arguments[index])
            {
                case ValueArgument value:
                    Set(inner, parameter.Variable!, Evaluate(value.Value, frame, call), call);
                    break;
                case ReferenceArgument reference:
                    inner.Variables[parameter.Variable!] = frame.Box(reference.Variable);
                    break;
                case ArrayArgument array:
                    inner.Arrays[parameter.Array!] = Storage(frame, array.Array);
                    break;
            }
        }

        long? result = Call(call.Callee, inner);
        foreach (ReferenceArgument reference in call.Arguments.OfType<ReferenceArgument>())
        {
            if (frame.Box(reference.Variable) is { IsSet: true } box)
            {
                CheckPromise(reference.Variable, box.Value, call);
            }
        }

        if (call.Result is { } target)
        {
            Set(frame, target, result ?? throw new IrExecutionException($"{call.Callee.Name} ended without a result", call.Source), call);
        }
    }

    private int Cell(Expression expression, IrFrame frame, Statement statement)
    {
        long cell = Evaluate(expression, frame, statement);
        return cell >= 0 && cell < _memory.Length ? (int)cell : throw new IrExecutionException(
            string.Create(CultureInfo.InvariantCulture, $"cell {cell} of a memory of {_memory.Length} cells"), statement.Source);
    }

    private long Evaluate(Expression expression, IrFrame frame, Statement statement)
    {
        CompileWatch.Check();
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case VariableExpression variable:
                IrBox box = frame.Box(variable.Variable);
                return box.IsSet ? box.Value : throw new IrExecutionException($"{variable.Variable.Name} is read before it is set", At(expression, statement));
            case ArrayLoadExpression load:
                return Storage(frame, load.Array).Read(Evaluate(load.Index, frame, statement), load.Array, At(expression, statement));
            case UnaryExpression unary:
                return IrArithmetic.Evaluate(unary.Operator, unary.Type, Evaluate(unary.Operand, frame, statement));
            case BinaryExpression binary:
                return IrArithmetic.Evaluate(
                        binary.Operator, binary.Left.Type, Evaluate(binary.Left, frame, statement), Evaluate(binary.Right, frame, statement))
                    ?? throw new IrExecutionException($"undefined {binary.Operator}: {Text.IrPrinter.Print(binary)}", At(expression, statement));
            case ConvertExpression convert:
                return convert.Type.Wrap(Evaluate(convert.Operand, frame, statement));
            case SelectExpression select:
                long whenTrue = Evaluate(select.WhenTrue, frame, statement);
                long whenFalse = Evaluate(select.WhenFalse, frame, statement);
                return Evaluate(select.Condition, frame, statement) != 0 ? whenTrue : whenFalse;
            default:
                throw new IrExecutionException($"the interpreter does not know {expression.GetType().Name}", statement.Source);
        }
    }

    private static SourceLocation? At(Expression expression, Statement statement) => expression.Source ?? statement.Source;

    private static void Set(IrFrame frame, Variable variable, long value, Statement statement)
    {
        CheckPromise(variable, value, statement);
        IrBox box = frame.Box(variable);
        box.Value = value;
        box.IsSet = true;
    }

    private static void CheckPromise(Variable variable, long value, Statement statement)
    {
        if (variable.Promise is { } promise && (value < promise.Minimum || value > promise.Maximum))
        {
            throw new IrExecutionException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{variable.Name} = {value} breaks its promise {promise.Minimum}..{promise.Maximum}"),
                statement.Source);
        }
    }

    private IrArrayStorage Storage(IrFrame frame, ArrayVariable array)
    {
        if (frame.Arrays.TryGetValue(array, out IrArrayStorage? storage) || _shared.TryGetValue(array, out storage))
        {
            return storage;
        }

        // Tables of constants may be used without being declared by the program.
        storage = new IrArrayStorage(array);
        _shared.Add(array, storage);
        return storage;
    }

    private enum Flow
    {
        Next,
        Break,
        Continue,
        Return,
    }
}
