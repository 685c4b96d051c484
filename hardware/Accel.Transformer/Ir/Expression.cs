using Accel.Rtl;

namespace Accel.Transformer.Ir;

/// <summary>
/// A typed expression without side effects. Its value depends only on variables and arrays as they are when the statement that holds
/// it starts; whatever has an effect (calls, assignments, increments, reads of SimpleMemory) is a statement of its own.
/// </summary>
public abstract record Expression(IrType Type, SourceLocation? Source);

/// <summary>A constant in canonical form (<see cref="IrType.Wrap"/>).</summary>
public sealed record ConstantExpression(IrType Type, long Value, SourceLocation? Source = null) : Expression(Type, Source);

/// <summary>The value of a variable; the type is the variable's.</summary>
public sealed record VariableExpression(Variable Variable, SourceLocation? Source = null) : Expression(Variable.Type, Source);

/// <summary>An element of an array; the index may be of any integer type; out of range is undefined and asserted in simulation.</summary>
public sealed record ArrayLoadExpression(ArrayVariable Array, Expression Index, SourceLocation? Source = null) : Expression(Array.ElementType, Source);

/// <summary>What a <see cref="UnaryExpression"/> computes.</summary>
public enum UnaryOperator
{
    /// <summary>Two's complement negation, wrapping; type as the operand.</summary>
    Negate,
    /// <summary>Bitwise complement (of bool: logical not); type as the operand.</summary>
    Not,
}

/// <summary>An operator on one operand.</summary>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, SourceLocation? Source = null) : Expression(Operand.Type, Source);

/// <summary>What a <see cref="BinaryExpression"/> computes. Signedness is that of the operands' type.</summary>
public enum BinaryOperator
{
    /// <summary>Sum, wrapping.</summary>
    Add,
    /// <summary>Difference, wrapping.</summary>
    Subtract,
    /// <summary>Product, wrapping.</summary>
    Multiply,
    /// <summary>Quotient, truncating; by zero is undefined.</summary>
    Divide,
    /// <summary>Remainder with the sign of the dividend; by zero is undefined.</summary>
    Remainder,
    /// <summary>Bitwise and.</summary>
    And,
    /// <summary>Bitwise or.</summary>
    Or,
    /// <summary>Bitwise exclusive or.</summary>
    Xor,
    /// <summary>Left shift; the right operand is already masked or is known to be below the width, and may have another type.</summary>
    ShiftLeft,
    /// <summary>Right shift, arithmetic when the left operand is signed; right operand as for <see cref="ShiftLeft"/>.</summary>
    ShiftRight,
    /// <summary>Equality; result bool.</summary>
    Equal,
    /// <summary>Inequality; result bool.</summary>
    NotEqual,
    /// <summary>Less-than; result bool.</summary>
    LessThan,
    /// <summary>Less-or-equal; result bool.</summary>
    LessOrEqual,
}

/// <summary>
/// An operator on two operands of one type (but for shifts); the result has that type, or bool for comparisons.
/// C#'s promotions are explicit <see cref="ConvertExpression"/>s; greater-than is a less-than with its operands exchanged.
/// </summary>
public sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right, SourceLocation? Source = null)
    : Expression(Operator >= BinaryOperator.Equal ? IrType.Bool : Left.Type, Source)
{
    /// <summary>
    /// Of a product, quotient or remainder: the [AdditionOnly] method that demands that it be built without a multiplier or divider, or
    /// null. The expression carries it, because its method may be copied into one that demands nothing.
    /// </summary>
    public string? AdditionOnlyIn { get; init; }

    /// <summary>True for what an [AdditionOnly] method restricts.</summary>
    public bool IsCostly => Operator is BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder;
}

/// <summary>A conversion: widens by the operand's signedness, narrows by wrapping.</summary>
public sealed record ConvertExpression(IrType Type, Expression Operand, SourceLocation? Source = null) : Expression(Type, Source);

/// <summary>A choice; both branches may be computed, neither has an effect. Branch types equal the result's.</summary>
public sealed record SelectExpression(Expression Condition, Expression WhenTrue, Expression WhenFalse, SourceLocation? Source = null)
    : Expression(WhenTrue.Type, Source);
