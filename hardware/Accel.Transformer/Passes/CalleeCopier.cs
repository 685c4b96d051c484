using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies the body of a callee into another function, with variables and arrays of its own there. A return in the middle leaves a loop
/// that runs once, which <see cref="StraightenJumps"/> turns into ifs where it can.
/// </summary>
internal sealed class CalleeCopier : DemandingRewriter
{
    private LoopStatement? _once;
    private Variable? _result;

    /// <summary>Gives the callee's locals a copy in the function; parameters are bound by whoever asks for the copy.</summary>
    /// <param name="callee">What is copied.</param>
    /// <param name="into">Where to.</param>
    /// <param name="demandedBy">The [AdditionOnly] method that the call stands in, or null.</param>
    public CalleeCopier(Function callee, Function into, string? demandedBy)
        : base(demandedBy)
    {
        foreach (var variable in callee.Variables)
        {
            var copy = variable.Copy();
            into.Variables.Add(copy);
            Bind(variable, copy);
        }

        foreach (var array in callee.Arrays)
        {
            var copy = array.Copy();
            into.Arrays.Add(copy);
            Arrays[array] = copy;
        }

        foreach (var stream in callee.Streams)
        {
            var copy = stream.Copy(Streams);
            into.Streams.Add(copy);
            Streams[stream] = copy;
        }
    }

    /// <summary>Puts a copy of the callee in place of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="body">What the callee does.</param>
    /// <param name="caller">The function around the call.</param>
    /// <param name="rewrite">What becomes of the arguments.</param>
    /// <param name="demandedBy">The [AdditionOnly] method that the call stands in, or null.</param>
    /// <param name="to">Receives the copy.</param>
    public static void Inline(
        CallStatement call, Block body, Function caller, Func<Expression, Expression> rewrite, string? demandedBy, List<Statement> to)
    {
        var copier = new CalleeCopier(call.Callee, caller, demandedBy);
        foreach (var (argument, parameter) in call.Arguments.Zip(call.Callee.Parameters))
        {
            switch (argument)
            {
                case ValueArgument value:
                    var local = parameter.Variable!.Copy();
                    caller.Variables.Add(local);
                    copier.Bind(parameter.Variable, local);
                    to.Add(new AssignStatement(local, rewrite(value.Value), call.Source));
                    break;
                case ReferenceArgument reference:
                    copier.Bind(parameter.Variable!, reference.Variable);
                    break;
                case ArrayArgument array:
                    copier.Bind(parameter.Array!, array.Array);
                    break;
            }
        }

        to.AddRange(copier.Copy(body, call.Result, call.Source).Statements);
    }

    /// <summary>A variable of the callee is one of the function.</summary>
    public void Bind(Variable variable, Variable copy) => Variables[variable] = new VariableExpression(copy);

    /// <summary>An array parameter is an array of the function, of which its directives speak.</summary>
    public void Bind(ArrayVariable parameter, ArrayVariable argument)
    {
        Arrays[parameter] = argument;
        if (parameter.Banks != 1 && argument.Banks == 1)
        {
            argument.Banks = parameter.Banks;
        }

        if (argument.Kind == Hast.MemoryKind.Automatic)
        {
            argument.Kind = parameter.Kind;
        }

        argument.HasOutputRegister |= parameter.HasOutputRegister;

        argument.Promise ??= parameter.Promise;
    }

    /// <summary>The copy.</summary>
    /// <param name="body">What the callee does.</param>
    /// <param name="result">Receives what it returns, or null.</param>
    /// <param name="source">The line of the call.</param>
    public Block Copy(Block body, Variable? result, SourceLocation? source)
    {
        _result = result;
        bool returnsEarly = IrWalk.All(body).OfType<ReturnStatement>().Any(r => r != body.Statements[^1]);
        if (!returnsEarly)
        {
            return Rewrite(body);
        }

        _once = new LoopStatement(source) { TestsAtEnd = true, Condition = IrBuild.Constant(false) };
        _once.Body = Rewrite(body);
        return new Block { Statements = { _once } };
    }

    /// <inheritdoc/>
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
