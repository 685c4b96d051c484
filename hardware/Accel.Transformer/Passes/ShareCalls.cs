using System.Globalization;
using Accel.Transformer.Diagnostics;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// The calls that are left, those of methods that are to be built once, set the parameters of a shared method, run it, and take its
/// result. A state machine has one of each method, and one more for every other set of arrays that is passed. Within a pipelined loop,
/// where several iterations are under way, the callee is copied.
/// </summary>
internal sealed class ShareCalls : IPass
{
    /// <inheritdoc/>
    public string Name => "share-calls";

    /// <inheritdoc/>
    public void Run(KernelProgram program, PassContext context)
    {
        // An entry point may be called as well: what is copied is what it was before.
        var bodies = program.Functions.ToDictionary(function => function, function => function.Body);
        foreach (var entry in program.EntryPoints)
        {
            entry.Body = new Sharer(entry, bodies, context).Rewrite(bodies[entry]);
        }

        program.Functions.RemoveAll(f => !program.EntryPoints.Contains(f));
    }

    /// <summary>A callee with the arrays it was given, as the state machine has it.</summary>
    /// <param name="Callee">What is called.</param>
    /// <param name="Arrays">Its array arguments in order.</param>
    /// <param name="Method">What is run.</param>
    /// <param name="Parameters">By parameter; null for arrays.</param>
    /// <param name="Result">Receives the result, or null.</param>
    /// <param name="Given">References whose value it looks at, or may leave as it is.</param>
    /// <param name="Changed">References that it sets.</param>
    private sealed record Instance(
        Function Callee,
        IReadOnlyList<ArrayVariable> Arrays,
        SharedMethod Method,
        IReadOnlyList<Variable?> Parameters,
        Variable? Result,
        IReadOnlySet<Variable> Given,
        IReadOnlySet<Variable> Changed);

    private sealed class Sharer(Function entry, IReadOnlyDictionary<Function, Block> bodies, PassContext context) : IrRewriter
    {
        private readonly HashSet<Function> _built = [];
        private readonly HashSet<SharedMethod> _demanding = [];
        private List<Instance> _instances = [];
        private LoopStatement? _pipelined;

        protected override void Rewrite(Statement statement, List<Statement> to)
        {
            switch (statement)
            {
                case CallStatement call when _pipelined is not null:
                    Copy(call, $"iterations of the pipelined loop over {_pipelined.Counter?.Name ?? "(no variable)"} overlap", to);
                    break;
                case CallStatement call when GivenTwice(call) is { } variable:
                    Copy(call, $"{variable.Name} is passed by reference twice", to);
                    break;
                case CallStatement call:
                    Run(call, to);
                    break;
                case LoopStatement { InitiationInterval: not null } loop when _pipelined is null:
                    _pipelined = loop;
                    base.Rewrite(statement, to);
                    _pipelined = null;
                    break;
                default:
                    base.Rewrite(statement, to);
                    break;
            }
        }

        // Each task is a state machine of its own, also among those of one statement.
        protected override Block RewriteTask(Block block)
        {
            var outer = _instances;
            _instances = [];
            var result = base.RewriteTask(block);
            _instances = outer;
            return result;
        }

        private static Variable? GivenTwice(CallStatement call)
            => call.Arguments.OfType<ReferenceArgument>().GroupBy(a => a.Variable).FirstOrDefault(group => group.Skip(1).Any())?.Key;

        private void Copy(CallStatement call, string reason, List<Statement> to)
        {
            context.Note(DiagnosticDescriptors.BuiltAgain, call.Source, call.Callee.Name, reason);
            var copy = new Block();
            CalleeCopier.Inline(call, bodies[call.Callee], entry, static value => value, call.AdditionOnlyIn, copy.Statements);
            to.AddRange(Rewrite(copy).Statements);
        }

        private void Run(CallStatement call, List<Statement> to)
        {
            List<ArrayVariable> arrays = [.. call.Arguments.OfType<ArrayArgument>().Select(a => a.Array)];
            var instance = _instances.Find(i => i.Callee == call.Callee && i.Arrays.SequenceEqual(arrays)) ?? Build(call, arrays);
            if (call.AdditionOnlyIn is { } demand)
            {
                Demand(instance.Method, demand);
            }

            List<Statement> behind = [];
            foreach (var (argument, parameter) in call.Arguments.Zip(instance.Parameters))
            {
                switch (argument)
                {
                    case ValueArgument value:
                        to.Add(new AssignStatement(parameter!, value.Value, call.Source));
                        break;
                    case ReferenceArgument reference:
                        if (instance.Given.Contains(parameter!))
                        {
                            to.Add(new AssignStatement(parameter!, new VariableExpression(reference.Variable), call.Source));
                        }

                        if (instance.Changed.Contains(parameter!))
                        {
                            behind.Add(new AssignStatement(reference.Variable, new VariableExpression(parameter!), call.Source));
                        }

                        break;
                }
            }

            to.Add(new RunStatement(instance.Method, call.Source));
            to.AddRange(behind);
            if (call.Result is not null)
            {
                to.Add(new AssignStatement(call.Result, new VariableExpression(instance.Result!), call.Source));
            }
        }

        private Instance Build(CallStatement call, List<ArrayVariable> arrays)
        {
            var callee = call.Callee;
            if (!_built.Add(callee))
            {
                bool hasOther = _instances.Exists(i => i.Callee == callee);
                context.Note(
                    DiagnosticDescriptors.BuiltAgain, call.Source, callee.Name,
                    hasOther ? "it is given other arrays than at calls before" : "another state machine runs it, too, and may do so at the same time");
            }

            string name = callee.Name[(callee.Name.LastIndexOf('.') + 1)..];
            var copier = new CalleeCopier(callee, entry, null);
            List<Variable?> parameters = [];
            foreach (var (argument, parameter) in call.Arguments.Zip(callee.Parameters))
            {
                if (argument is ArrayArgument array)
                {
                    copier.Bind(parameter.Array!, array.Array);
                    parameters.Add(null);
                    continue;
                }

                var local = parameter.Variable!.Copy();
                local.Name = $"{name}_{local.Name}";
                entry.Variables.Add(local);
                copier.Bind(parameter.Variable, local);
                parameters.Add(local);
            }

            var result = callee.ResultType is { } type ? new Variable(name + "_result", type, callee.Source) : null;
            entry.Variables.AddRange(result is null ? [] : [result]);
            var method = new SharedMethod(Unique(callee.Name), callee.Source) { Body = Rewrite(copier.Copy(bodies[callee], result, callee.Source)) };
            entry.Shared.Add(method);
            var reads = ExposedReads.Of(method.Body);
            var changed = IrWalk.All(method.Body).SelectMany(IrWalk.Targets).ToHashSet();
            var given = parameters.OfType<Variable>().Where(p => reads.Exposed.Contains(p) || (changed.Contains(p) && !reads.IsSet(p))).ToHashSet();
            var instance = new Instance(callee, arrays, method, parameters, result, given, changed);
            _instances.Add(instance);
            return instance;
        }

        private string Unique(string name)
        {
            string unique = name;
            for (int number = 2; entry.Shared.Exists(m => m.Name == unique); number++)
            {
                unique = string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
            }

            return unique;
        }

        // What is demanded at one call holds for the hardware that all of them have in common.
        private void Demand(SharedMethod method, string demand)
        {
            foreach (var part in IrWalk.All(method.Body).OfType<RunStatement>().Select(run => run.Method).Append(method).Distinct().Where(_demanding.Add).ToList())
            {
                part.Body = new DemandingRewriter(demand).Rewrite(part.Body);
            }
        }
    }
}
