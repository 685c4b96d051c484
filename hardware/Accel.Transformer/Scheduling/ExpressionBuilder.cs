using Accel.Transformer.Budgets;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>Expressions to nodes: exact arithmetic, wrapped where C# wraps and the range does not fit.</summary>
internal sealed class ExpressionBuilder(Graph graph)
{
    /// <summary>The condition of a choice around, and which of its branches.</summary>
    public readonly record struct Choice(Node Condition, bool IsWhenTrue);

    /// <summary>Makes the node of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="variable">A variable's value.</param>
    /// <param name="load">An element's value, of its index and the choices around that decide whether anyone looks at it.</param>
    /// <param name="decided">What a condition is wherever anyone looks at the value; null where that is open.</param>
    public Node Build(Expression expression, Func<Variable, Node> variable,
        Func<ArrayLoadExpression, Node, IReadOnlyCollection<Choice>, Node> load, Func<Node, bool?>? decided = null)
    {
        Stack<Choice> choices = new();
        return Build(expression);

        Node Branch(Expression e, Choice choice)
        {
            choices.Push(choice);
            var value = Build(e);
            _ = choices.Pop();
            return value;
        }

        Node Build(Expression e)
        {
            CompileWatch.Check();
            switch (e)
            {
                case ConstantExpression constant:
                    return graph.Constant(Graph.ToMathematical(constant.Value, constant.Type));
                case VariableExpression use:
                    return variable(use.Variable);
                case ArrayLoadExpression element:
                    var index = Build(element.Index);
                    graph.At(e.Source);
                    return load(element, index, choices);
                case ConvertExpression convert:
                    var converted = Build(convert.Operand);
                    graph.At(e.Source);
                    return graph.Wrap(converted, convert.Type);
                case UnaryExpression unary:
                    var operand = Build(unary.Operand);
                    graph.At(e.Source);
                    return unary.Operator == UnaryOperator.Negate
                        ? graph.Wrap(graph.Subtract(graph.Constant(0), operand), unary.Type)
                        : graph.Xor(operand, graph.Constant(unary.Type.IsSigned ? -1 : unary.Type.Maximum));
                case SelectExpression select:
                    var condition = Build(select.Condition);
                    if (decided?.Invoke(condition) is { } isTrue)
                    {
                        return Build(isTrue ? select.WhenTrue : select.WhenFalse);
                    }

                    Node a = Branch(select.WhenTrue, new(condition, true)), b = Branch(select.WhenFalse, new(condition, false));
                    graph.At(e.Source);
                    return graph.Select(condition, a, b);
                case BinaryExpression binary:
                    Node left = Build(binary.Left), right = Build(binary.Right);
                    graph.At(e.Source);
                    return Binary(binary, left, right);
                default:
                    throw new InvalidOperationException($"unknown expression {e.GetType().Name}");
            }
        }
    }

    private Node Binary(BinaryExpression binary, Node a, Node b) => binary.Operator switch
    {
        BinaryOperator.Add => graph.Wrap(graph.Add(a, b), binary.Type),
        BinaryOperator.Subtract => graph.Wrap(graph.Subtract(a, b), binary.Type),
        BinaryOperator.Multiply => graph.Wrap(graph.Multiply(a, b, binary.AdditionOnlyIn is not null), binary.Type),
        BinaryOperator.Divide => DivideByPower(binary, a, b),
        BinaryOperator.Remainder => RemainderByPower(binary, a, b),
        BinaryOperator.And => graph.And(a, b),
        BinaryOperator.Or => graph.Or(a, b),
        BinaryOperator.Xor => graph.Xor(a, b),
        BinaryOperator.ShiftLeft => graph.Wrap(graph.ShiftLeft(a, Amount(b)), binary.Type),
        BinaryOperator.ShiftRight => graph.ShiftRight(a, Amount(b)),
        BinaryOperator.Equal => graph.Equal(a, b),
        BinaryOperator.NotEqual => graph.NotEqual(a, b),
        BinaryOperator.LessThan => graph.LessThan(a, b),
        BinaryOperator.LessOrEqual => graph.LessOrEqual(a, b),
        _ => throw new InvalidOperationException($"unknown operator {binary.Operator}"),
    };

    // Shift counts are below the width by contract; six bits are all that can matter.
    private Node Amount(Node count) => new Interval(0, 63).Contains(count.Range) ? count : graph.And(count, graph.Constant(63));

    private Node DivideByPower(BinaryExpression binary, Node a, Node b)
    {
        if (a.IsConstant && b.IsConstant && b.Value != 0)
        {
            return graph.Wrap(graph.Constant(a.Value / b.Value), binary.Type);
        }

        var shift = graph.Constant(PowerOf(binary, b));
        // Truncation towards zero: a negative dividend is moved up by the divisor less one before rounding down.
        var biased = a.Range.Minimum >= 0 ? a : graph.Add(a, graph.Select(graph.LessThan(a, graph.Constant(0)), graph.Constant(b.Value - 1), graph.Constant(0)));
        return graph.ShiftRight(biased, shift);
    }

    private Node RemainderByPower(BinaryExpression binary, Node a, Node b)
    {
        if (a.IsConstant && b.IsConstant && b.Value != 0)
        {
            return graph.Constant(a.Value % b.Value);
        }

        var shift = graph.Constant(PowerOf(binary, b));
        return a.Range.Minimum >= 0
            ? graph.And(a, graph.Constant(b.Value - 1))
            : graph.Subtract(a, graph.ShiftLeft(DivideByPower(binary, a, b), shift));
    }

    private static int PowerOf(BinaryExpression binary, Node b)
        => b.IsConstant && b.Value > 0 && (b.Value & (b.Value - 1)) == 0
            ? (int)Int128.TrailingZeroCount(b.Value)
            : throw new InvalidOperationException($"a division by something else than a power of two is left at {binary.Source}");
}
