using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>How often a loop runs, found by counting.</summary>
internal static class TripCount
{
    /// <summary>Nobody counts further.</summary>
    public const int Maximum = 65536;

    /// <summary>The number of iterations; int.MaxValue above <see cref="Maximum"/>; null when the condition depends on anything but
    /// constants and the counter.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="known">What a variable holds in front of the loop, or null.</param>
    public static int? Of(LoopStatement loop, Func<Variable, ConstantExpression?> known)
    {
        if (loop.Counter is not { } counter || known(counter) is not { } start
            || loop.Header.Statements.Count != 0 || IrWalk.All(loop.Body).Any(s => IrWalk.Targets(s).Contains(counter))
            || loop.Step.Statements is not [AssignStatement step] || step.Target != counter
            || (loop.UnrollFactor > 1 && StrideOf(loop, counter) is null))
        {
            return null;
        }

        // What the loop sets is not constant over its iterations, but for the counter.
        var assigned = IrWalk.All(loop.Body).SelectMany(IrWalk.Targets).ToHashSet();
        var evaluator = new IrRewriter();
        foreach (var variable in IrWalk.Variables(loop.Condition).Concat(IrWalk.Variables(step.Value)))
        {
            if (!assigned.Contains(variable) && known(variable) is { } constant)
            {
                evaluator.Variables[variable] = constant;
            }
        }

        evaluator.Variables[counter] = start;
        for (int count = 0; count <= Maximum; count++)
        {
            CompileWatch.Check();
            if (count > 0 || !loop.TestsAtEnd)
            {
                if (evaluator.Rewrite(loop.Condition) is not ConstantExpression condition)
                {
                    return null;
                }

                if (condition.Value == 0)
                {
                    return count;
                }
            }

            if (evaluator.Rewrite(step.Value) is not ConstantExpression next)
            {
                return null;
            }

            evaluator.Variables[counter] = next;
        }

        return int.MaxValue;
    }

    /// <summary>What the counter grows by in an iteration, or null where that is not a constant.</summary>
    public static long? StrideOf(LoopStatement loop, Variable counter)
        => loop.Step.Statements is [AssignStatement
            { Value: BinaryExpression { Left: VariableExpression use, Right: ConstantExpression stride } step }]
            && use.Variable == counter && step.Operator is BinaryOperator.Add or BinaryOperator.Subtract
            ? step.Operator == BinaryOperator.Add ? stride.Value : -stride.Value
            : null;
}
