using Accel.Rtl;

namespace Accel.Transformer.Ir.Text.Parsing;

/// <summary>Reads what <see cref="IrExpressionText"/> writes. Types are checked on the way, so that a message has its column.</summary>
internal sealed class IrExpressionParser(IrCursor cursor, IrScope scope)
{
    /// <summary>An expression of a known type.</summary>
    public Expression OfType(IrType type, string what)
    {
        IrToken first = cursor.Next;
        Expression value = Any();
        return value.Type == type ? value : throw IrCursor.Wrong(first, $"{what} is {type}, and this is {value.Type}");
    }

    /// <summary>An expression.</summary>
    public Expression Any()
    {
        Expression left = Operand();
        int symbol = cursor.Next.Kind == IrTokenKind.Symbol ? IrExpressionText.Symbols.ToList().IndexOf(cursor.Next.Text) : -1;
        if (symbol >= 0)
        {
            return Binary((BinaryOperator)symbol, left);
        }

        return cursor.Next.IsSymbol("?") ? Select(left) : left;
    }

    /// <summary>The [AdditionOnly] method that restricts what stands before it, in braces.</summary>
    public string? Demand()
    {
        if (!cursor.TrySymbol("{"))
        {
            return null;
        }

        cursor.Word("addition");
        cursor.Symbol("-");
        cursor.Word("only");
        string method = cursor.Name("the method that demands it").Text;
        cursor.Symbol("}");
        return method;
    }

    private BinaryExpression Binary(BinaryOperator operation, Expression left)
    {
        IrToken at = cursor.Take();
        Expression right = Operand();
        return operation is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight || left.Type == right.Type
            ? new BinaryExpression(operation, left, right)
            : throw IrCursor.Wrong(at, $"{at} has {left.Type} on its left and {right.Type} on its right");
    }

    private SelectExpression Select(Expression condition)
    {
        IrToken at = cursor.Take();
        Expression whenTrue = Operand();
        cursor.Symbol(":");
        Expression whenFalse = Operand();
        return condition.Type != IrType.Bool ? throw IrCursor.Wrong(at, $"a condition is bool, and this is {condition.Type}")
            : whenTrue.Type != whenFalse.Type ? throw IrCursor.Wrong(at, $"? has {whenTrue.Type} and {whenFalse.Type} to choose from")
            : new SelectExpression(condition, whenTrue, whenFalse);
    }

    // What needs no parentheses, with what stands behind it.
    private Expression Operand()
    {
        cursor.CheckDepth();
        Expression value = Bare();
        SourceLocation? place = cursor.Place("@");
        return place is null ? value : value with { Source = place };
    }

    private Expression Bare()
    {
        IrToken token = cursor.Next;
        if (token.Kind == IrTokenKind.Number || (token.IsSymbol("-") && cursor.Second.Kind == IrTokenKind.Number))
        {
            return Number();
        }

        if (cursor.TrySymbol("-") || cursor.TrySymbol("~"))
        {
            return new UnaryExpression(token.Text == "-" ? UnaryOperator.Negate : UnaryOperator.Not, Operand());
        }

        if (cursor.TrySymbol("("))
        {
            Expression inner = Any();
            cursor.Symbol(")");
            return Demand() is not { } method ? inner
                : inner is BinaryExpression binary ? binary with { AdditionOnlyIn = method }
                : throw IrCursor.Wrong(token, "only an operator can be restricted to additions");
        }

        if (cursor.TryWord("true") || cursor.TryWord("false"))
        {
            return IrBuild.Constant(token.Text == "true");
        }

        if (token.AsType is { } type)
        {
            _ = cursor.Take();
            cursor.Symbol("(");
            Expression operand = Any();
            cursor.Symbol(")");
            return new ConvertExpression(type, operand);
        }

        return token.Kind == IrTokenKind.Name ? Named() : throw cursor.Expected("a value");
    }

    private Expression Named()
    {
        IrToken name = cursor.Take();
        if (!cursor.TrySymbol("["))
        {
            return new VariableExpression(scope.Get<Variable>(name, "a variable"));
        }

        Expression index = Any();
        cursor.Symbol("]");
        return new ArrayLoadExpression(scope.Get<ArrayVariable>(name, "an array"), index);
    }

    private ConstantExpression Number()
    {
        bool isNegative = cursor.TrySymbol("-");
        IrToken token = cursor.Take();
        IrType type = token.Type ?? IrType.Int32;
        Int128 value = isNegative ? -token.Value : token.Value;
        return value >= type.Minimum && value <= type.Maximum
            ? new ConstantExpression(type, unchecked((long)value))
            : throw IrCursor.Wrong(token, $"{(isNegative ? "-" : "")}{token.Text} is no number of type {type}");
    }
}
