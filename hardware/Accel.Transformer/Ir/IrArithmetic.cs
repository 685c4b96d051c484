namespace Accel.Transformer.Ir;

/// <summary>
/// What the operators of the IR compute, in one place: constant folding, the interpreter and the proofs of passes share it.
/// Operands and results are in canonical form (<see cref="IrType.Wrap"/>).
/// </summary>
public static class IrArithmetic
{
    /// <summary>Computes a unary operator.</summary>
    public static long Evaluate(UnaryOperator operation, IrType type, long operand) => operation switch
    {
        UnaryOperator.Negate => type.Wrap(-operand),
        UnaryOperator.Not => type.Wrap(~operand),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "no such operator"),
    };

    /// <summary>Computes a binary operator.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="type">Type of the left operand (and of the right, but for shifts).</param>
    /// <param name="left">Left operand.</param>
    /// <param name="right">Right operand; for shifts a count of 0..63.</param>
    /// <returns>The result, or null where it is undefined: division by zero, and shift counts that are negative or above 63.</returns>
    public static long? Evaluate(BinaryOperator operation, IrType type, long left, long right) => operation switch
    {
        BinaryOperator.Add => type.Wrap(left + right),
        BinaryOperator.Subtract => type.Wrap(left - right),
        BinaryOperator.Multiply => type.Wrap(left * right),
        BinaryOperator.Divide => Divide(type, left, right),
        BinaryOperator.Remainder => Remainder(type, left, right),
        BinaryOperator.And => left & right,
        BinaryOperator.Or => left | right,
        BinaryOperator.Xor => left ^ right,
        BinaryOperator.ShiftLeft => right is < 0 or > 63 ? null : type.Wrap(left << (int)right),
        BinaryOperator.ShiftRight => right is < 0 or > 63 ? null : type.IsSigned ? left >> (int)right : (long)((ulong)left >> (int)right),
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        BinaryOperator.LessThan => (type.IsSigned ? left < right : (ulong)left < (ulong)right) ? 1 : 0,
        BinaryOperator.LessOrEqual => (type.IsSigned ? left <= right : (ulong)left <= (ulong)right) ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "no such operator"),
    };

    /// <summary>
    /// Whether evaluating the expression can do something undefined: an array index out of range, a division by zero.
    /// Such an expression must not be evaluated where C# would not evaluate it.
    /// </summary>
    public static bool CanFault(Expression expression) => expression switch
    {
        ConstantExpression or VariableExpression => false,
        ArrayLoadExpression load => !IsInRange(load) || CanFault(load.Index),
        UnaryExpression unary => CanFault(unary.Operand),
        BinaryExpression binary => (binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder
                && binary.Right is not ConstantExpression { Value: not (0 or -1) })
            || CanFault(binary.Left) || CanFault(binary.Right),
        ConvertExpression convert => CanFault(convert.Operand),
        SelectExpression select => CanFault(select.Condition) || CanFault(select.WhenTrue) || CanFault(select.WhenFalse),
        _ => true,
    };

    private static bool IsInRange(ArrayLoadExpression load) =>
        load.Index is ConstantExpression { Value: >= 0 } index && index.Value < load.Array.Length;

    // The quotient of the most negative number by -1 (an exception in .NET) wraps, as any hardware divider does.
    private static long? Divide(IrType type, long left, long right) => right switch
    {
        0 => null,
        -1 when type.IsSigned => type.Wrap(-left),
        _ => type.IsSigned ? left / right : (long)((ulong)left / (ulong)right),
    };

    private static long? Remainder(IrType type, long left, long right) => right switch
    {
        0 => null,
        -1 when type.IsSigned => 0,
        _ => type.IsSigned ? left % right : (long)((ulong)left % (ulong)right),
    };
}
