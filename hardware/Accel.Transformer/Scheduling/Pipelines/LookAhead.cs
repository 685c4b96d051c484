using Accel.Transformer.Ir;
using Accel.Transformer.Passes;

namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>
/// Computes a loop's condition one iteration ahead, so that it is in a register when it decides: a sum and a comparison, such as <c>++i
/// &lt; n</c>, are more than a short cycle holds. What the condition depends on is counted two iterations ahead in variables of its own:
/// <code>
/// goes = C(s), ahead = C(s'), next = s'';  while (goes) { ...; s = s'; goes = ahead; ahead = C(next); next = next'; }
/// </code>
/// Where the condition alone is too long for a cycle, its operators are computed one after the other, each another iteration ahead:
/// <c>ahead = x &lt; y; x = X(next)</c>. Values beyond the last iteration are computed and never looked at.
/// </summary>
internal sealed class LookAhead
{
    private readonly Function _function;
    private readonly LoopStatement _loop;
    private readonly Expression _condition;
    private readonly HashSet<Variable> _set;
    private readonly HashSet<Variable> _counted = [];
    private readonly List<AssignStatement> _steps = [];
    private readonly List<Statement> _before = [];
    private readonly IrRewriter _ahead = new();
    private int _cuts = -1;
    private int _added;

    private LookAhead(Function function, LoopStatement loop)
    {
        (_function, _loop, _condition) = (function, loop, loop.Condition);
        _set = IrWalk.Blocks(loop).SelectMany(IrWalk.All).SelectMany(IrWalk.Targets).ToHashSet();
    }

    /// <summary>For a loop; null where its condition depends on more than what every iteration counts alike.</summary>
    public static LookAhead? Of(Function function, LoopStatement loop)
    {
        var ahead = new LookAhead(function, loop);
        return ahead.Find() ? ahead : null;
    }

    /// <summary>True while the condition can be made to take less time.</summary>
    public bool CanGoFurther => _cuts + 1 < DepthOf(_condition);

    /// <summary>Changes the loop, so that its condition takes less time; the initial values are computed before it.</summary>
    public void GoFurther()
    {
        var block = IrWalk.BlockOf(_function.Body, _loop)!;
        if (_cuts < 0 && !_loop.TestsAtEnd)
        {
            _loop.Hold(_condition);
        }

        if (_cuts++ >= 0)
        {
            block.Statements.RemoveAll(_before.Contains);
            _loop.Step.Statements.RemoveRange(_loop.Step.Statements.Count - _added, _added);
        }

        _before.Clear();
        _ahead.Variables.Clear();
        int own = _loop.Step.Statements.Count;
        Rewrite();
        _added = _loop.Step.Statements.Count - own;
        block.Statements.InsertRange(block.Statements.IndexOf(_loop), _before);
    }

    // The assignments by which an iteration makes, of what the condition depends on, the values of the next one: all of them unconditional,
    // of nothing else.
    private bool Find()
    {
        if (_loop.Header.Statements.Count > 0 || DepthOf(_condition) == 0 || !IsPure(_condition)
            || IrWalk.BlockOf(_function.Body, _loop) is null)
        {
            return false;
        }

        var top = _loop.Body.Statements.Concat(_loop.Step.Statements).ToHashSet();
        var setters = IrWalk.Blocks(_loop).SelectMany(IrWalk.All).SelectMany(s => IrWalk.Targets(s).Select(t => (t, s)))
            .ToLookup(p => p.t, p => p.s);
        Queue<Variable> open = new(IrWalk.Variables(_condition));
        while (open.TryDequeue(out var variable))
        {
            if (!_set.Contains(variable) || !_counted.Add(variable))
            {
                continue;
            }

            foreach (var statement in setters[variable])
            {
                if (statement is not AssignStatement assign || !top.Contains(assign) || !IsPure(assign.Value))
                {
                    return false;
                }

                foreach (var read in IrWalk.Variables(assign.Value))
                {
                    open.Enqueue(read);
                }
            }
        }

        _steps.AddRange(_loop.Body.Statements.Concat(_loop.Step.Statements).OfType<AssignStatement>()
            .Where(a => _counted.Contains(a.Target)));
        bool continues = IrWalk.All(_loop.Body).Any(s => s is ContinueStatement next && next.Loop == _loop);
        return _steps.Count > 0 && (!continues || _steps.TrueForAll(_loop.Step.Statements.Contains));
    }

    private void Rewrite()
    {
        foreach (var variable in _counted)
        {
            var next = Make(variable.Name + "_next", variable.Type);
            next.Promise = PromiseAhead(variable);
            _ahead.Variables.Add(variable, new VariableExpression(next));
            _before.Add(Assign(next, new VariableExpression(variable)));
        }

        var condition = Hoist(_condition);
        var (goes, ahead) = (Make("goes_on", IrType.Bool), Make("goes_on_ahead", IrType.Bool));
        _before.Add(Assign(goes, condition));
        _before.AddRange(Count());
        _before.Add(Assign(ahead, _ahead.Rewrite(condition)));
        _loop.Step.Statements.Add(Assign(goes, new VariableExpression(ahead)));
        List<(Variable Target, Expression Value)> stage = [(ahead, condition)];
        for (int cut = 0; cut < _cuts; cut++)
        {
            List<(Variable Target, Expression Value)> parts = [];
            _loop.Step.Statements.AddRange(stage.Select(s => Assign(s.Target, Cut(s.Value, parts))));
            _before.AddRange(Count());
            _before.AddRange(parts.Select(p => Assign(p.Target, _ahead.Rewrite(p.Value))));
            stage = parts;
        }

        _before.AddRange(Count());
        _loop.Step.Statements.AddRange(stage.Select(s => Assign(s.Target, _ahead.Rewrite(s.Value))));
        _loop.Step.Statements.AddRange(Count());
        _loop.Condition = new VariableExpression(goes, _condition.Source);

        IEnumerable<Statement> Count()
        {
            var block = new Block();
            block.Statements.AddRange(_steps);
            return _ahead.Rewrite(block).Statements;
        }
    }

    // What counts steadily is as many steps further, and fits where that does.
    private (long Minimum, long Maximum)? PromiseAhead(Variable variable)
    {
        if (variable.Promise is not { } promise
            || _steps.Where(s => s.Target == variable).ToList() is not [{ Value: BinaryExpression step }]
            || step.Left is not VariableExpression counted || counted.Variable != variable
            || step.Right is not ConstantExpression { Value: var by }
            || step.Operator is not (BinaryOperator.Add or BinaryOperator.Subtract) || by is > int.MaxValue or < int.MinValue)
        {
            return null;
        }

        long ahead = (step.Operator == BinaryOperator.Add ? by : -by) * (_cuts + 2);
        Interval range = new(promise.Minimum + Math.Min(ahead, 0), promise.Maximum + Math.Max(ahead, 0));
        return Interval.Of(variable.Type).Contains(range) ? ((long)range.Minimum, (long)range.Maximum) : null;
    }

    /// <summary>A value whose operands, but for what the loop does not change, are variables that get their values an iteration
    /// before.</summary>
    private Expression Cut(Expression value, List<(Variable Target, Expression Value)> parts) => Mapped(value, operand =>
    {
        if (operand is ConvertExpression)
        {
            return Cut(operand, parts);
        }

        if (IsInvariant(operand))
        {
            return operand;
        }

        var part = Make("condition_part", operand.Type);
        parts.Add((part, operand));
        return new VariableExpression(part);
    });

    /// <summary>What the loop does not change is computed before it.</summary>
    private Expression Hoist(Expression value)
    {
        if (DepthOf(value) == 0 || !IsInvariant(value))
        {
            return Mapped(value, Hoist);
        }

        var hoisted = Make("bound", value.Type);
        _before.Add(Assign(hoisted, value));
        return new VariableExpression(hoisted);
    }

    private static Expression Mapped(Expression value, Func<Expression, Expression> map) => value switch
    {
        UnaryExpression unary => unary with { Operand = map(unary.Operand) },
        BinaryExpression binary => binary with { Left = map(binary.Left), Right = map(binary.Right) },
        ConvertExpression convert => convert with { Operand = map(convert.Operand) },
        SelectExpression select => select with { Condition = map(select.Condition), WhenTrue = map(select.WhenTrue),
            WhenFalse = map(select.WhenFalse) },
        _ => value,
    };

    // Operators one behind the other; a conversion is none.
    private static int DepthOf(Expression value)
        => IrWalk.Parts(value).Select(DepthOf).DefaultIfEmpty(0)
            .Max() + (value is UnaryExpression or BinaryExpression or SelectExpression ? 1 : 0);

    private bool IsInvariant(Expression value) => !IrWalk.Variables(value).Any(_set.Contains);

    private AssignStatement Assign(Variable target, Expression value) => new(target, value, _loop.Source);

    private Variable Make(string name, IrType type)
    {
        var variable = new Variable(name, type, _loop.Source);
        _function.Variables.Add(variable);
        return variable;
    }

    private static bool IsPure(Expression value) => !IrWalk.All(value).Any(static e => e is ArrayLoadExpression);
}
