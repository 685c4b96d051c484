using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Passes;

/// <summary>Ranges of expressions, and what a condition says about variables.</summary>
internal static class IntervalEvaluation
{
    /// <summary>The range of an expression.</summary>
    public static Interval Of(Expression expression, Func<Variable, Interval> variable, Func<ArrayVariable, Interval> array)
    {
        return Of(expression);

        Interval Of(Expression e)
        {
            CompileWatch.Check();
            return e switch
            {
                ConstantExpression constant => Interval.Of(Graph.ToMathematical(constant.Value, constant.Type)),
                VariableExpression use => variable(use.Variable),
                ArrayLoadExpression load => array(load.Array),
                ConvertExpression convert => Of(convert.Operand).Wrap(convert.Type),
                UnaryExpression { Operator: UnaryOperator.Negate } unary => Interval.Of(0).Subtract(Of(unary.Operand)).Wrap(unary.Type),
                UnaryExpression unary => Interval.Of(unary.Type.IsSigned ? -1 : unary.Type.Maximum).Subtract(Of(unary.Operand)),
                SelectExpression select => Of(select.Condition) is { IsConstant: true } known
                    ? Of(known.Minimum == 1 ? select.WhenTrue : select.WhenFalse)
                    : Of(select.WhenTrue).Union(Of(select.WhenFalse)),
                BinaryExpression binary => Binary(binary, Of(binary.Left), Of(binary.Right)),
                _ => Interval.Of(e.Type),
            };
        }
    }

    /// <summary>Narrows the ranges of variables by a condition that is known to be true or false.</summary>
    public static void Assume(Expression condition, bool isTrue, Func<Expression, Interval> range, Action<Variable, Interval> narrow)
    {
        switch (condition)
        {
            case UnaryExpression { Operator: UnaryOperator.Not } inverse:
                Assume(inverse.Operand, !isTrue, range, narrow);
                break;
            case BinaryExpression { Operator: BinaryOperator.And } both when isTrue && both.Type == IrType.Bool:
            case BinaryExpression { Operator: BinaryOperator.Or } when !isTrue && condition.Type == IrType.Bool:
                Assume(((BinaryExpression)condition).Left, isTrue, range, narrow);
                Assume(((BinaryExpression)condition).Right, isTrue, range, narrow);
                break;
            case BinaryExpression { Operator: >= BinaryOperator.Equal } comparison:
                Compare(comparison, isTrue, range, narrow);
                break;
        }
    }

    private static void Compare(BinaryExpression comparison, bool isTrue, Func<Expression, Interval> range, Action<Variable, Interval> narrow)
    {
        Interval a = range(comparison.Left), b = range(comparison.Right);
        var limit = new Interval(-(Int128.One << 100), Int128.One << 100);
        var (forA, forB) = (comparison.Operator, isTrue) switch
        {
            (BinaryOperator.LessThan, true) => (limit with { Maximum = b.Maximum - 1 }, limit with { Minimum = a.Minimum + 1 }),
            (BinaryOperator.LessThan, false) => (limit with { Minimum = b.Minimum }, limit with { Maximum = a.Maximum }),
            (BinaryOperator.LessOrEqual, true) => (limit with { Maximum = b.Maximum }, limit with { Minimum = a.Minimum }),
            (BinaryOperator.LessOrEqual, false) => (limit with { Minimum = b.Minimum + 1 }, limit with { Maximum = a.Maximum - 1 }),
            (BinaryOperator.Equal, true) or (BinaryOperator.NotEqual, false) => (b, a),
            (BinaryOperator.Equal, false) or (BinaryOperator.NotEqual, true) => (Without(a, b), Without(b, a)),
            _ => (limit, limit),
        };
        Narrow(comparison.Left, a, forA, narrow);
        Narrow(comparison.Right, b, forB, narrow);
    }

    private static Interval Without(Interval a, Interval b) => b.IsConstant && a.Minimum == b.Minimum && a.Maximum > a.Minimum ? a with { Minimum = a.Minimum + 1 }
        : b.IsConstant && a.Maximum == b.Minimum && a.Maximum > a.Minimum ? a with { Maximum = a.Maximum - 1 } : a;

    // A conversion that keeps every value in question does not hide the variable.
    private static void Narrow(Expression expression, Interval before, Interval bound, Action<Variable, Interval> narrow)
    {
        while (expression is ConvertExpression convert && Interval.Of(convert.Type).Contains(Interval.Of(convert.Operand.Type)))
        {
            expression = convert.Operand;
        }

        if (expression is VariableExpression use && before.Intersect(bound) is { } narrowed)
        {
            narrow(use.Variable, narrowed);
        }
    }

    private static Interval Binary(BinaryExpression binary, Interval a, Interval b)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                return a.Add(b).Wrap(binary.Type);
            case BinaryOperator.Subtract:
                return a.Subtract(b).Wrap(binary.Type);
            case BinaryOperator.Multiply:
                return a.Multiply(b).Wrap(binary.Type);
            case BinaryOperator.Divide:
                return a.Divide(b).Wrap(binary.Type);
            case BinaryOperator.Remainder:
                return a.Remainder(b).Wrap(binary.Type);
            case BinaryOperator.And:
                return a.And(b);
            case BinaryOperator.Or:
                return a.Or(b);
            case BinaryOperator.Xor:
                return a.Xor(b);
            case BinaryOperator.ShiftLeft:
                return a.ShiftLeft(Amount(b)).Wrap(binary.Type);
            case BinaryOperator.ShiftRight:
                return a.ShiftRight(Amount(b));
            case BinaryOperator.LessThan:
                return a.Maximum < b.Minimum ? Interval.Of(1) : a.Minimum >= b.Maximum ? Interval.Of(0) : Interval.Bool;
            case BinaryOperator.LessOrEqual:
                return a.Maximum <= b.Minimum ? Interval.Of(1) : a.Minimum > b.Maximum ? Interval.Of(0) : Interval.Bool;
            case BinaryOperator.Equal:
                return a.IsConstant && a == b ? Interval.Of(1) : a.Intersect(b) is null ? Interval.Of(0) : Interval.Bool;
            default:
                return a.IsConstant && a == b ? Interval.Of(0) : a.Intersect(b) is null ? Interval.Of(1) : Interval.Bool;
        }
    }

    private static Interval Amount(Interval count) => count.Intersect(new Interval(0, 63)) ?? new Interval(0, 63);
}
