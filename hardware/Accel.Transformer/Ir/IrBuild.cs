namespace Accel.Transformer.Ir;

/// <summary>Builds expressions and folds what is constant, so that constants written in C# are constants of the IR.</summary>
public static class IrBuild
{
    /// <summary>A constant, wrapped to the type.</summary>
    public static ConstantExpression Constant(IrType type, long value) => new(type, type.Wrap(value));

    /// <summary>A truth value.</summary>
    public static ConstantExpression Constant(bool value) => new(IrType.Bool, value ? 1 : 0);

    /// <summary>A conversion; none where the type is the same already.</summary>
    public static Expression Convert(IrType type, Expression operand) => operand switch
    {
        _ when operand.Type == type => operand,
        ConstantExpression constant => Constant(type, constant.Value),
        _ => new ConvertExpression(type, operand),
    };

    /// <summary>A unary operator.</summary>
    public static Expression Unary(UnaryOperator operation, Expression operand) => operand switch
    {
        ConstantExpression constant => new ConstantExpression(operand.Type, IrArithmetic.Evaluate(operation, operand.Type, constant.Value)),
        UnaryExpression { Operator: UnaryOperator.Not } inner when operation == UnaryOperator.Not => inner.Operand,
        _ => new UnaryExpression(operation, operand),
    };

    /// <summary>Logical not.</summary>
    public static Expression Not(Expression operand) => Unary(UnaryOperator.Not, operand);

    /// <summary>A binary operator; undefined constant operations stay as they are.</summary>
    public static Expression Binary(BinaryOperator operation, Expression left, Expression right)
    {
        BinaryExpression result = new(operation, left, right);
        return left is ConstantExpression first && right is ConstantExpression second
            && IrArithmetic.Evaluate(operation, left.Type, first.Value, second.Value) is { } value
                ? new ConstantExpression(result.Type, value)
                : result;
    }

    /// <summary>Logical and of two truth values.</summary>
    public static Expression And(Expression left, Expression right) => (left, right) switch
    {
        (ConstantExpression constant, _) => constant.Value == 0 ? left : right,
        (_, ConstantExpression { Value: 1 }) => left,
        _ => new BinaryExpression(BinaryOperator.And, left, right),
    };

    /// <summary>Logical or of two truth values.</summary>
    public static Expression Or(Expression left, Expression right) => (left, right) switch
    {
        (ConstantExpression constant, _) => constant.Value == 1 ? left : right,
        (_, ConstantExpression { Value: 0 }) => left,
        _ => new BinaryExpression(BinaryOperator.Or, left, right),
    };

    /// <summary>A choice between two values without effect.</summary>
    public static Expression Select(Expression condition, Expression whenTrue, Expression whenFalse) => condition switch
    {
        ConstantExpression constant => constant.Value != 0 ? whenTrue : whenFalse,
        _ when whenTrue is ConstantExpression first && whenFalse is ConstantExpression second
            && (first.Type, first.Value) == (second.Type, second.Value) => whenTrue,
        _ => new SelectExpression(condition, whenTrue, whenFalse),
    };
}
