using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Replaces every call by a copy of the callee. A return in the middle leaves a loop that runs once, which <see cref="StraightenJumps"/>
/// turns into ifs where it can.
/// </summary>
internal sealed class InlineCalls : IPass
{
    /// <inheritdoc/>
    public string Name => "inline-calls";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        foreach (var function in program.Functions)
        {
            if (IsRecursive(function))
            {
                context.Report(DiagnosticDescriptors.Recursion, function.Source, function.Name, "");
            }
        }

        if (!context.Diagnostics.IsEmpty)
        {
            return;
        }

        // Callees stand before callers, so that what is copied has no calls any more.
        foreach (var function in program.Functions)
        {
            function.Body = new Inliner(function).Rewrite(function.Body);
        }

        program.Functions.RemoveAll(f => !program.EntryPoints.Contains(f));
    }

    private static bool IsRecursive(Function function)
    {
        HashSet<Function> seen = [];
        Stack<Function> open = new([function]);
        while (open.TryPop(out var caller))
        {
            foreach (var callee in IrWalk.All(caller.Body).OfType<CallStatement>().Select(c => c.Callee))
            {
                if (callee == function)
                {
                    return true;
                }

                if (seen.Add(callee))
                {
                    open.Push(callee);
                }
            }
        }

        return false;
    }

    // Copies what an [AdditionOnly] method demands something of; null when none does. A demand that is there already names the nearest method.
    private class Demanding(string? method) : IrRewriter
    {
        public override Expression Rewrite(Expression expression) => base.Rewrite(expression) switch
        {
            BinaryExpression { IsCostly: true, AdditionOnlyIn: null } costly when method is not null => costly with { AdditionOnlyIn = method },
            var copy => copy,
        };
    }

    private sealed class Inliner(Function caller) : Demanding(caller.IsAdditionOnly ? caller.Name : null)
    {
        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            if (statement is not CallStatement call)
            {
                base.Rewrite(statement, to);
                return;
            }

            var copier = new Copier(call.AdditionOnlyIn ?? (caller.IsAdditionOnly ? caller.Name : null));
            foreach (var (argument, parameter) in call.Arguments.Zip(call.Callee.Parameters))
            {
                switch (argument)
                {
                    case ValueArgument value:
                        var local = Copy(parameter.Variable!);
                        copier.Variables[parameter.Variable!] = new VariableExpression(local);
                        to.Add(new AssignStatement(local, Rewrite(value.Value), call.Source));
                        break;
                    case ReferenceArgument reference:
                        copier.Variables[parameter.Variable!] = new VariableExpression(Target(reference.Variable));
                        break;
                    case ArrayArgument array:
                        copier.Arrays[parameter.Array!] = Target(array.Array);
                        Inherit(parameter.Array!, Target(array.Array));
                        break;
                }
            }

            foreach (var variable in call.Callee.Variables)
            {
                copier.Variables[variable] = new VariableExpression(Copy(variable));
            }

            foreach (var array in call.Callee.Arrays)
            {
                var copy = array.Copy();
                caller.Arrays.Add(copy);
                copier.Arrays[array] = copy;
            }

            copier.Inline(call, to);
        }

        // Directives on an array parameter speak of the array that is passed.
        private static void Inherit(ArrayVariable parameter, ArrayVariable argument)
        {
            if (parameter.Banks != 1 && argument.Banks == 1)
            {
                argument.Banks = parameter.Banks;
            }

            if (argument.Kind == Hast.MemoryKind.Automatic)
            {
                argument.Kind = parameter.Kind;
            }

            argument.Promise ??= parameter.Promise;
        }

        private Variable Copy(Variable variable)
        {
            var copy = variable.Copy();
            caller.Variables.Add(copy);
            return copy;
        }
    }

    private sealed class Copier(string? demandedBy) : Demanding(demandedBy)
    {
        private LoopStatement? _once;
        private Variable? _result;

        public void Inline(CallStatement call, List<Statement> to)
        {
            var body = call.Callee.Body;
            _result = call.Result;
            bool returnsEarly = IrWalk.All(body).OfType<ReturnStatement>().Any(r => r != body.Statements[^1]);
            if (!returnsEarly)
            {
                to.AddRange(Rewrite(body).Statements);
                return;
            }

            _once = new LoopStatement(call.Source) { TestsAtEnd = true, Condition = IrBuild.Constant(false) };
            _once.Body = Rewrite(body);
            to.Add(_once);
        }

        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            if (statement is not ReturnStatement leave)
            {
                base.Rewrite(statement, to);
                return;
            }

            if (leave.Value is not null && _result is not null)
            {
                to.Add(new AssignStatement(_result, Rewrite(leave.Value), leave.Source));
            }

            if (_once is not null)
            {
                to.Add(new BreakStatement(_once, leave.Source));
            }
        }
    }
}
