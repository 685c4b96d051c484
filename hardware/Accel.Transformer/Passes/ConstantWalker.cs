using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>
/// Copies a function forwards in program order, knowing which variables hold which constant: uses become constants, branches that
/// cannot be taken go away, loops that are entered for certain test at their end only.
/// </summary>
internal class ConstantWalker : IrRewriter
{
    private readonly Stack<Dictionary<Variable, Expression?>> _undo = [];

    /// <inheritdoc/>
    protected override void Rewrite(Statement statement, List<Statement> to)
    {
        switch (statement)
        {
            case AssignStatement assign:
                var value = Rewrite(assign.Value);
                to.Add(new AssignStatement(assign.Target, value, assign.Source));
                Know(assign.Target, value as ConstantExpression);
                break;
            case MemoryReadStatement or StreamReadStatement:
                base.Rewrite(statement, to);
                foreach (var target in IrWalk.Targets(statement))
                {
                    Know(target, null);
                }

                break;
            case RunStatement run:
                base.Rewrite(statement, to);
                Forget(run.Method.Body);
                break;
            case IfStatement choice:
                Choose(choice, to);
                break;
            case LoopStatement loop:
                Walk(loop, to);
                break;
            default:
                base.Rewrite(statement, to);
                break;
        }
    }

    /// <summary>Copies a loop in place.</summary>
    protected virtual void Walk(LoopStatement loop, List<Statement> to)
    {
        bool isEntered = loop.TestsAtEnd;
        if (!isEntered && loop.Header.Statements.Count == 0 && Rewrite(loop.Condition) is ConstantExpression first)
        {
            if (first.Value == 0)
            {
                return;
            }

            isEntered = true;
        }

        ForgetAssignedIn(loop);
        Scoped(() =>
        {
            var copy = Start(loop);
            copy.TestsAtEnd = isEntered;
            // Header and condition are evaluated at both ends: what the body makes known is not known at the first.
            Scoped(() => copy.Body = Rewrite(loop.Body));
            Scoped(() => copy.Step = Rewrite(loop.Step));
            copy.Header = Rewrite(loop.Header);
            copy.Condition = Rewrite(loop.Condition);
            if (isEntered && !loop.TestsAtEnd)
            {
                // True at first, and tested in front of every other iteration.
                copy.Hold(copy.Condition);
            }

            to.Add(copy);
        });
    }

    /// <summary>Nothing is known any more about variables that the loop sets.</summary>
    protected void ForgetAssignedIn(LoopStatement loop)
    {
        foreach (var block in IrWalk.Blocks(loop))
        {
            Forget(block);
        }
    }

    private void Forget(Block block)
    {
        foreach (var statement in IrWalk.All(block))
        {
            foreach (var target in IrWalk.Targets(statement))
            {
                Know(target, null);
            }
        }
    }

    /// <summary>Sets or forgets what a variable holds.</summary>
    protected void Know(Variable variable, ConstantExpression? value)
    {
        var before = Variables.GetValueOrDefault(variable);
        if (before is null && value is null)
        {
            return;
        }

        if (_undo.TryPeek(out var changes))
        {
            changes.TryAdd(variable, before);
        }

        Restore(variable, value);
    }

    /// <summary>Does something and forgets what it made known; gives the knowledge at its end.</summary>
    protected Dictionary<Variable, Expression?> Scoped(Action action)
    {
        _undo.Push([]);
        action();
        Dictionary<Variable, Expression?> last = [];
        foreach (var (variable, before) in _undo.Pop())
        {
            last[variable] = Variables.GetValueOrDefault(variable);
            Restore(variable, before);
        }

        return last;
    }

    private void Restore(Variable variable, Expression? value)
    {
        if (value is null)
        {
            Variables.Remove(variable);
        }
        else
        {
            Variables[variable] = value;
        }
    }

    private void Choose(IfStatement choice, List<Statement> to)
    {
        var condition = Rewrite(choice.Condition);
        if (condition is ConstantExpression constant)
        {
            to.AddRange(Rewrite(constant.Value != 0 ? choice.Then : choice.Else).Statements);
            return;
        }

        var copy = new IfStatement(condition, choice.Source);
        var then = Scoped(() => copy.Then = Rewrite(choice.Then));
        var otherwise = Scoped(() => copy.Else = Rewrite(choice.Else));
        to.Add(copy);

        // A branch that jumps away says nothing about what follows.
        bool thenLeaves = Leaves(copy.Then), elseLeaves = Leaves(copy.Else);
        foreach (var variable in then.Keys.Union(otherwise.Keys).ToList())
        {
            var now = Variables.GetValueOrDefault(variable);
            var a = then.TryGetValue(variable, out var thenValue) ? thenValue : now;
            var b = otherwise.TryGetValue(variable, out var elseValue) ? elseValue : now;
            var merged = thenLeaves ? b : elseLeaves ? a : Equals(a, b) ? a : null;
            Know(variable, merged as ConstantExpression);
        }
    }

    private static bool Leaves(Block block)
        => block.Statements.Count > 0 && block.Statements[^1] is (BreakStatement or ContinueStatement or ReturnStatement);

    private static bool Equals(Expression? a, Expression? b)
        => a is ConstantExpression x && b is ConstantExpression y && x.Value == y.Value && x.Type == y.Type;
}
