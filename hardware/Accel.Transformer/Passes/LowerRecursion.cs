using Accel.Rtl;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// A method that calls itself becomes a loop over the parts between its calls. What an invocation goes on with after a call (the
/// variables that matter then, and which part follows) is kept in arrays as long as the declared depth.
/// </summary>
internal sealed class LowerRecursion : IPass
{
    /// <inheritdoc/>
    public string Name => "lower-recursion";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions.Where(f => f.RecursionDepth is not null && IrWalk.All(f.Body).Any(s => RecursionParts.IsSelfCall(s, f))))
        {
            if (Problem(function) is { } problem)
            {
                context.Report(DiagnosticDescriptors.RecursionState, function.Source, function.Name, problem);
                continue;
            }

            new Lowering(function).Run();
        }
    }

    private static string? Problem(Function function)
    {
        if (function.RecursionDepth < 1)
        {
            return "is declared with a depth below 1";
        }

        if (function.Arrays.Find(array => array.Constants is null) is { } own)
        {
            return $"makes an array of its own, {own.Name}";
        }

        if (function.Streams.FirstOrDefault() is { } stream)
        {
            return $"makes a stream of its own, {stream.Name}";
        }

        foreach (var call in IrWalk.All(function.Body).OfType<CallStatement>().Where(call => call.Callee == function))
        {
            foreach (var (argument, parameter) in call.Arguments.Zip(function.Parameters))
            {
                if ((argument is ReferenceArgument reference && reference.Variable != parameter.Variable)
                    || (argument is ArrayArgument array && array.Array != parameter.Array))
                {
                    return $"passes something else than its own {parameter.Variable?.Name ?? parameter.Array!.Name} by reference";
                }
            }
        }

        return null;
    }

    private sealed class Lowering(Function function)
    {
        private readonly List<RecursionPart> _parts = RecursionParts.Of(function);
        private readonly Dictionary<Variable, ArrayVariable> _kept = [];
        private readonly Variable _depth = new("recursion_depth", IrType.Int32, function.Source) { Promise = (0, function.RecursionDepth!.Value) };
        private readonly Variable _part = new("recursion_part", IrType.Int32, function.Source);
        private readonly Variable? _result = function.ResultType is { } type ? new Variable("recursion_result", type, function.Source) : null;
        private ArrayVariable? _next;

        public void Run()
        {
            var own = function.Variables.Concat(function.Parameters.Where(p => p is { IsReference: false, Variable: not null }).Select(p => p.Variable!)).ToHashSet();
            _next = Keep("next", IrType.Int32);
            function.Variables.AddRange(new[] { _depth, _part, _result }.OfType<Variable>());
            var loop = new LoopStatement(function.Source);
            foreach (var part in _parts)
            {
                End(part, loop, own);
            }

            loop.Body = Dispatch(0, _parts.Count);
            var body = new Block();
            Assign(body, _depth, 0);
            Assign(body, _part, 0);
            body.Statements.Add(loop);
            if (_result is not null)
            {
                body.Statements.Add(new ReturnStatement(new VariableExpression(_result), function.Source));
            }

            function.Body = body;
        }

        private Block Dispatch(int from, int count)
        {
            if (count == 1)
            {
                return _parts[from].Block;
            }

            int half = count / 2;
            var choice = new IfStatement(
                IrBuild.Binary(BinaryOperator.LessThan, new VariableExpression(_part), IrBuild.Constant(IrType.Int32, from + half)), _parts[from].Block.Statements.FirstOrDefault()?.Source)
            {
                Then = Dispatch(from, half),
                Else = Dispatch(from + half, count - half),
            };
            return new Block { Statements = { choice } };
        }

        private void End(RecursionPart part, LoopStatement loop, HashSet<Variable> own)
        {
            switch (part.End)
            {
                case GoEnd { Otherwise: { } otherwise } go:
                    Assign(part.Block, _part, IrBuild.Select(go.Condition!, Number(go.Next), Number(otherwise)), null);
                    break;
                case GoEnd go:
                    Assign(part.Block, _part, Number(go.Next), null);
                    break;
                case CallEnd call:
                    Call(part, call, [.. call.Next.LiveIn.Where(v => own.Contains(v) && v != call.Call.Result).OrderBy(v => v.Name, StringComparer.Ordinal)]);
                    break;
                case ReturnEnd leave:
                    Return(part.Block, leave, loop);
                    break;
            }
        }

        private void Call(RecursionPart part, CallEnd end, List<Variable> kept)
        {
            var (call, source, to) = (end.Call, end.Call.Source, part.Block);
            var depth = new VariableExpression(_depth);

            // All arguments are computed before the first parameter changes.
            List<(Variable Parameter, Variable Value)> arguments = [];
            foreach (var (argument, parameter) in call.Arguments.Zip(function.Parameters))
            {
                if (argument is ValueArgument value)
                {
                    var given = new Variable(parameter.Variable!.Name, parameter.Variable.Type, source);
                    function.Variables.Add(given);
                    Assign(to, given, value.Value, source);
                    arguments.Add((parameter.Variable, given));
                }
            }

            to.Statements.AddRange(kept.Select(v => new ArrayStoreStatement(ArrayOf(v), depth, new VariableExpression(v), source)));
            to.Statements.Add(new ArrayStoreStatement(_next!, depth, Number(end.Next), source));
            Assign(to, _depth, IrBuild.Binary(BinaryOperator.Add, depth, IrBuild.Constant(IrType.Int32, 1)), source);
            foreach (var (parameter, value) in arguments)
            {
                Assign(to, parameter, new VariableExpression(value), source);
            }

            Assign(to, _part, 0);

            // Afterwards.
            List<Statement> restored = [.. kept.Select(v => new AssignStatement(v, new ArrayLoadExpression(ArrayOf(v), depth, source), source))];
            if (call.Result is not null)
            {
                restored.Add(new AssignStatement(call.Result, new VariableExpression(_result!), source));
            }

            end.Next.Block.Statements.InsertRange(0, restored);
        }

        private void Return(Block to, ReturnEnd leave, LoopStatement loop)
        {
            if (_result is not null && leave.Value is not null)
            {
                Assign(to, _result, leave.Value, leave.Source);
            }

            var depth = new VariableExpression(_depth);
            var isOutermost = new IfStatement(IrBuild.Binary(BinaryOperator.Equal, depth, IrBuild.Constant(IrType.Int32, 0)), leave.Source);
            isOutermost.Then.Statements.Add(new BreakStatement(loop, leave.Source));
            to.Statements.Add(isOutermost);
            Assign(to, _depth, IrBuild.Binary(BinaryOperator.Subtract, depth, IrBuild.Constant(IrType.Int32, 1)), leave.Source);
            Assign(to, _part, new ArrayLoadExpression(_next!, depth, leave.Source), leave.Source);
        }

        private ArrayVariable ArrayOf(Variable variable)
        {
            if (!_kept.TryGetValue(variable, out var array))
            {
                _kept[variable] = array = Keep(variable.Name, variable.Type);
            }

            return array;
        }

        private ArrayVariable Keep(string name, IrType type)
        {
            var array = new ArrayVariable("kept_" + name, type, function.RecursionDepth!.Value, function.Source);
            function.Arrays.Add(array);
            return array;
        }

        private ConstantExpression Number(RecursionPart part) => (ConstantExpression)IrBuild.Constant(IrType.Int32, _parts.IndexOf(part));

        private void Assign(Block to, Variable target, int value) => Assign(to, target, IrBuild.Constant(IrType.Int32, value), function.Source);

        private static void Assign(Block to, Variable target, Expression value, SourceLocation? source) => to.Statements.Add(new AssignStatement(target, value, source));
    }
}
