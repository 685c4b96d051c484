using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Handover;

/// <summary>
/// Tells where a number may be known to a walk for tokens: made of constants and of what candidates for tokens carry. Forward over the
/// structure; where ways meet a variable may be known that may be on one of them, so that what is not known here is not known in any walk.
/// </summary>
/// <param name="plan">Which fields are candidates.</param>
internal sealed class MayBeKnown(TokenPlan plan)
{
    private readonly HashSet<(StreamWriteStatement Write, int Field)> _writes = [];
    private readonly Dictionary<LoopStatement, (HashSet<Variable>? Left, HashSet<Variable>? Next)> _jumps = [];

    // Null where nothing gets to.
    private HashSet<Variable>? _known = [];

    /// <summary>All variables that may be known anywhere.</summary>
    public HashSet<Variable> Variables { get; } = [];

    /// <summary>Whether what is written to a field may be known.</summary>
    public bool Writes(StreamWriteStatement write, int field) => _writes.Contains((write, field));

    /// <summary>Walks through the statements of a task, which starts with nothing known.</summary>
    public void Run(IEnumerable<Statement> statements)
    {
        _known = [];
        Visit(statements);
    }

    private void Visit(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (_known is null)
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
                HashSet<Variable> before = [.. _known!];
                Visit(choice.Then.Statements);
                (var then, _known) = (_known, before);
                Visit(choice.Else.Statements);
                _known = Either(then, _known);
                break;
            case LoopStatement loop:
                Visit(loop);
                break;
            case ParallelStatement parallel:
                var outer = _known!;
                foreach (var block in parallel.Blocks)
                {
                    _known = parallel.IsNetwork ? [] : outer;
                    Visit(block.Statements);
                }

                // What they leave may be known: too much is no harm.
                _known = outer;
                SetAll(parallel.Blocks.SelectMany(IrWalk.All).SelectMany(IrWalk.Targets), isKnown: true);
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
                _known = null;
                break;
            default:
                Perform(statement);
                break;
        }
    }

    private void Perform(Statement statement)
    {
        switch (statement)
        {
            case AssignStatement assign:
                Set(assign.Target, IsKnown(assign.Value));
                break;
            case StreamReadStatement read:
                for (int field = 0; field < read.Targets.Count; field++)
                {
                    Set(read.Targets[field], plan.IsCarrier(new Carrier(read.Stream, field)));
                }

                break;
            case StreamWriteStatement write:
                _writes.UnionWith(Enumerable.Range(0, write.Values.Count).Where(field => IsKnown(write.Values[field]))
                    .Select(field => (write, field)));
                break;
            default:
                SetAll(IrWalk.Targets(statement), isKnown: false);
                break;
        }
    }

    // Until nothing more is known at the head.
    private void Visit(LoopStatement loop)
    {
        var head = _known!;
        int before;
        do
        {
            before = head.Count;
            _known = [.. head];
            _jumps[loop] = (null, null);
            if (!loop.TestsAtEnd)
            {
                Test(loop);
            }

            Visit(loop.Body.Statements);
            _known = Either(_known, _jumps[loop].Next);
            Visit(loop.Step.Statements);
            if (loop.TestsAtEnd && _known is not null)
            {
                Test(loop);
            }

            head.UnionWith(_known ?? []);
        }
        while (head.Count > before);

        _known = _jumps[loop].Left;
        _ = _jumps.Remove(loop);
    }

    private void Test(LoopStatement loop)
    {
        Visit(loop.Header.Statements);
        _jumps[loop] = _jumps[loop] with { Left = Either(_jumps[loop].Left, _known) };
    }

    private void Jump(LoopStatement loop, bool isBreak)
    {
        if (_jumps.TryGetValue(loop, out var now))
        {
            _jumps[loop] = isBreak ? now with { Left = Either(now.Left, _known) } : now with { Next = Either(now.Next, _known) };
        }

        _known = null;
    }

    private static HashSet<Variable>? Either(HashSet<Variable>? one, HashSet<Variable>? other)
        => one is null && other is null ? null : [.. one ?? [], .. other ?? []];

    private void SetAll(IEnumerable<Variable> targets, bool isKnown)
    {
        foreach (var target in targets)
        {
            Set(target, isKnown);
        }
    }

    private void Set(Variable target, bool isKnown)
    {
        if (isKnown)
        {
            _ = _known!.Add(target);
            _ = Variables.Add(target);
        }
        else
        {
            _ = _known!.Remove(target);
        }
    }

    // As TokenNumbers computes.
    private bool IsKnown(Expression expression) => expression switch
    {
        ConstantExpression => true,
        VariableExpression use => _known!.Contains(use.Variable),
        ConvertExpression convert => IsKnown(convert.Operand),
        UnaryExpression unary => IsKnown(unary.Operand),
        BinaryExpression binary => IsKnown(binary.Left) && IsKnown(binary.Right),
        SelectExpression select => IsKnown(select.Condition)
            ? IsKnown(select.WhenTrue) || IsKnown(select.WhenFalse) : IsKnown(select.WhenTrue) && IsKnown(select.WhenFalse),
        _ => false,
    };
}
