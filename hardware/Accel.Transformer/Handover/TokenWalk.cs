using Accel.Rtl;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>
/// Goes through a task and tells at each access to an array which tokens the task has there for certain. Forward over the structure; a loop
/// that uses streams is first followed iteration by iteration while that is possible, and else until nothing new is learnt of its head.
/// </summary>
/// <param name="plan">What carries tokens.</param>
/// <param name="task">Number of the task.</param>
/// <param name="arrays">Those that matter.</param>
/// <param name="places">The tokens of each place, the same in every walk.</param>
internal sealed partial class TokenWalk(TokenPlan plan, int task, IReadOnlySet<ArrayVariable> arrays, TokenPlaces places)
{
    private TokenState? _state;
    private bool _isFinal = true;

    /// <summary>An access to an array.</summary>
    /// <param name="Array">The array.</param>
    /// <param name="Place">Where it stands.</param>
    /// <param name="IsWrite">It writes.</param>
    /// <param name="Held">The tokens that are held there.</param>
    public sealed record ArrayUse(ArrayVariable Array, SourceLocation? Place, bool IsWrite, IReadOnlyList<(Carrier Root, long Value)> Held);

    /// <summary>All accesses that can happen.</summary>
    public List<ArrayUse> Accesses { get; } = [];

    /// <summary>Walks through the statements of a task for values of variables.</summary>
    public void Run(IEnumerable<Statement> statements, IEnumerable<(Variable Variable, long Value)> known)
    {
        _state = known.Aggregate(TokenState.Empty, (state, k) => state.With(k.Variable, TokenValue.Of(k.Value)));
        Visit(statements);
    }

    /// <summary>Walks through the statements of a task.</summary>
    public void Run(IEnumerable<Statement> statements)
    {
        var tokens = TokenState.Empty.Tokens.ToBuilder();
        foreach (var (root, value) in plan.StartsOf(task))
        {
            var token = places.Start(root, value, plan.ValuesOf(root));
            tokens[token] = new Holding(1UL << token.Values.IndexOf(value), true);
        }

        _state = TokenState.Empty with { Tokens = tokens.ToImmutable() };
        Visit(statements);
    }

    private void Visit(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (_state is null)
            {
                return;
            }

            Visit(statement);
        }
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case IfStatement choice:
                Look(choice.Condition, choice.Source);
                var (whenTrue, whenFalse) = Split(choice.Condition, _state!);
                _state = whenTrue;
                Visit(choice.Then.Statements);
                (var then, _state) = (_state, whenFalse);
                Visit(choice.Else.Statements);
                _state = Join(choice, then, _state);
                break;
            case LoopStatement loop:
                Visit(loop);
                break;
            case ParallelStatement { IsNetwork: true } inner:
                VisitInner(inner);
                break;
            case ParallelStatement parallel:
                VisitAll(parallel);
                break;
            case RunStatement run:
                Visit(run.Method.Body.Statements);
                break;
            case BreakStatement leave:
                Jump(leave.Loop, isBreak: true);
                break;
            case ContinueStatement next:
                Jump(next.Loop, isBreak: false);
                break;
            case ReturnStatement:
                _state = null;
                break;
            default:
                Perform(statement);
                break;
        }
    }

    private void Perform(Statement statement)
    {
        foreach (var expression in IrWalk.Expressions(statement))
        {
            Look(expression, statement.Source);
        }

        switch (statement)
        {
            case AssignStatement assign:
                if (IsRelevant(assign.Target))
                {
                    _state = _state!.With(assign.Target, TokenNumbers.Of(assign.Value, _state));
                }

                break;
            case ArrayStoreStatement store:
                Access(store.Array, store.Source, isWrite: true, _state!);
                break;
            case ArrayClearStatement clear:
                Access(clear.Array, clear.Source, isWrite: true, _state!);
                break;
            case StreamReadStatement read:
                Read(read);
                break;
            case StreamWriteStatement write:
                Write(write);
                break;
            default:
                Forget(IrWalk.Targets(statement));
                break;
        }
    }

    private void Read(StreamReadStatement read)
    {
        if (Enumerable.Range(0, read.Targets.Count).Select(field => new Carrier(read.Stream, field))
            .Any(carrier => plan.IsCarrier(carrier) && plan.PassedBy(carrier).Count == 0))
        {
            // As far as is known so far, nobody sends anything.
            _state = null;
            return;
        }

        if (Enumerable.Range(0, read.Targets.Count).Any(field => HoldsAll(new Carrier(read.Stream, field))))
        {
            // Nobody else has one to send.
            _state = null;
            return;
        }

        Forget(read.Targets);
        for (int field = 0; field < read.Targets.Count; field++)
        {
            Carrier carrier = new(read.Stream, field);
            if (plan.IsCarrier(carrier) && plan.ValuesOf(carrier) is { Length: > 0 } values)
            {
                var token = Enumerable.Range(0, int.MaxValue)
                    .Select(number => places.Read(read, field, number, plan.RootOf(carrier), values))
                    .First(t => !_state!.Tokens.GetValueOrDefault(t).IsHeld);
                _state = _state!.Read(token, token.Among(plan.PassedBy(carrier)));
                _state = IsRelevant(read.Targets[field]) ? _state.With(read.Targets[field], TokenValue.Of(token)) : _state;
            }
        }
    }

    private bool IsRelevant(Variable variable) => plan.Relevant?.Contains(variable) ?? true;

    // Else a loop that reads elements and sends none back is taken to hold more tokens with every iteration.
    private bool HoldsAll(Carrier carrier)
        => plan.IsCarrier(carrier) && plan.ValuesOf(carrier) is { Length: > 0 } values
            && _state!.Tokens.Count(t => t.Value.IsHeld && t.Key.Root == plan.RootOf(carrier)) >= values.Length;

    private void Write(StreamWriteStatement write)
    {
        for (int field = 0; field < write.Values.Count; field++)
        {
            Carrier carrier = new(write.Stream, field);
            if (!plan.IsCarrier(carrier))
            {
                continue;
            }

            var value = TokenNumbers.Of(write.Values[field], _state!);
            if (value is not null && _state!.Held(plan.RootOf(carrier), value) is { } token)
            {
                if (_isFinal)
                {
                    plan.Pass(carrier, token, _state.Tokens[token].Possible);
                }

                _state = _state.Give(token);
            }
            else if (_isFinal)
            {
                Learn(write, carrier, value);
            }
        }
    }

    // What is sent is no token of this carrier, as far as is known.
    private void Learn(StreamWriteStatement write, Carrier carrier, TokenValue? value)
    {
        if (value is { IsToken: true, Token: { } own } && own.Root != plan.RootOf(carrier) && _state!.Tokens.GetValueOrDefault(own).IsHeld)
        {
            plan.Join(own.Root, carrier);
        }
        else if (value?.Constant is not { } constant || !plan.Start(task, carrier, constant))
        {
            plan.Suspect(carrier, write.Source, TokenCandidates.NoToken(carrier, write));
        }
    }

    // Another task runs also where one never ends.
    private void VisitAll(ParallelStatement parallel)
    {
        bool allEnd = true;
        foreach (var block in parallel.Blocks)
        {
            var before = _state;
            Visit(block.Statements);
            allEnd &= _state is not null;
            _state ??= before;
        }

        _state = allEnd ? _state : null;
    }

    // The tasks of a network within a task run at the same time: none has what their starter has.
    private void VisitInner(ParallelStatement inner)
    {
        var outer = _state!;
        foreach (var block in inner.Blocks)
        {
            _state = TokenState.Empty;
            Visit(block.Statements);
        }

        _state = outer;
        Forget(inner.Blocks.SelectMany(IrWalk.All).SelectMany(IrWalk.Targets).Distinct());
    }

    private TokenState? Join(object place, TokenState? one, TokenState? other)
        => one is null || other is null ? one ?? other
            : new TokenJoin((variable, token) => places.Meeting(place, variable, token)).Of(one, other);

    // What is known where a condition holds, and where it does not.
    private static (TokenState? WhenTrue, TokenState? WhenFalse) Split(Expression condition, TokenState state)
    {
        var value = TokenNumbers.Of(condition, state);
        return value switch
        {
            null => (state, state),
            { Token: null } => value.Constant != 0 ? (state, null) : (null, state),
            { Token: { } token } =>
                (state.Assume(token, i => value.Table[i] is not 0), state.Assume(token, i => value.Table[i] is null or 0)),
        };
    }

    // The loads of an expression; of a choice only those that it takes.
    private void Look(Expression expression, SourceLocation? place)
    {
        if (_isFinal && IrWalk.All(expression).Any(e => e is ArrayLoadExpression load && arrays.Contains(load.Array)))
        {
            Look(expression, _state, place);
        }
    }

    private void Look(Expression expression, TokenState? state, SourceLocation? place)
    {
        if (state is null)
        {
            return;
        }

        if (expression is SelectExpression select)
        {
            Look(select.Condition, state, place);
            var (whenTrue, whenFalse) = Split(select.Condition, state);
            Look(select.WhenTrue, whenTrue, place);
            Look(select.WhenFalse, whenFalse, place);
            return;
        }

        if (expression is ArrayLoadExpression load)
        {
            Access(load.Array, load.Source ?? place, isWrite: false, state);
        }

        foreach (var part in IrWalk.Parts(expression))
        {
            Look(part, state, place);
        }
    }

    private void Access(ArrayVariable array, SourceLocation? place, bool isWrite, TokenState state)
    {
        if (_isFinal && arrays.Contains(array))
        {
            Accesses.Add(new ArrayUse(array, place, isWrite, [.. state.Owned]));
        }
    }

    private void Forget(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            _state = _state!.With(variable, null);
        }
    }
}
