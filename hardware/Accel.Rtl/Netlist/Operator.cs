namespace Accel.Rtl;

/// <summary>
/// What an <see cref="OperatorSignal"/> computes. Bit vectors have no sign of their own: where the sign matters the operator says so.
/// Widths are exact: the rule beside each member is checked by <see cref="Module"/> when the signal is made.
/// </summary>
public enum Operator
{
    /// <summary>Bitwise complement; width as the operand.</summary>
    Not,
    /// <summary>Two's complement negation; width as the operand.</summary>
    Negate,
    /// <summary>Bitwise and; both operands and the result have one width.</summary>
    And,
    /// <summary>Bitwise or; both operands and the result have one width.</summary>
    Or,
    /// <summary>Bitwise exclusive or; both operands and the result have one width.</summary>
    Xor,
    /// <summary>Sum modulo 2^width; both operands and the result have one width.</summary>
    Add,
    /// <summary>Difference modulo 2^width; both operands and the result have one width.</summary>
    Subtract,
    /// <summary>Product modulo 2^width; both operands and the result have one width.</summary>
    Multiply,
    /// <summary>1 when equal; operands of one width, result of 1 bit.</summary>
    Equal,
    /// <summary>1 when different; operands of one width, result of 1 bit.</summary>
    NotEqual,
    /// <summary>Unsigned less-than; operands of one width, result of 1 bit.</summary>
    LessThanUnsigned,
    /// <summary>Two's complement less-than; operands of one width, result of 1 bit.</summary>
    LessThanSigned,
    /// <summary>Unsigned less-or-equal; operands of one width, result of 1 bit.</summary>
    LessOrEqualUnsigned,
    /// <summary>Two's complement less-or-equal; operands of one width, result of 1 bit.</summary>
    LessOrEqualSigned,
    /// <summary>Operand 0 shifted left by operand 1 (unsigned, any width); zeros enter; width as operand 0.</summary>
    ShiftLeft,
    /// <summary>Operand 0 shifted right by operand 1 (unsigned, any width); zeros enter; width as operand 0.</summary>
    ShiftRightLogical,
    /// <summary>Operand 0 shifted right by operand 1 (unsigned, any width); copies of the top bit enter; width as operand 0.</summary>
    ShiftRightArithmetic,
    /// <summary>Operand 0 (1 bit) chooses operand 1 when 1, operand 2 when 0; operands 1, 2 and the result have one width.</summary>
    Multiplex,
    /// <summary>Bits [Offset, Offset + width) of the operand.</summary>
    Slice,
    /// <summary>Operands side by side, operand 0 in the most significant place; width is the sum.</summary>
    Concatenate,
    /// <summary>The operand with zeros above; result at least as wide.</summary>
    ZeroExtend,
    /// <summary>The operand with copies of its top bit above; result at least as wide.</summary>
    SignExtend,
    /// <summary>1 when any bit is 1; result of 1 bit.</summary>
    ReduceOr,
    /// <summary>1 when every bit is 1; result of 1 bit.</summary>
    ReduceAnd,
    /// <summary>Parity of the bits; result of 1 bit.</summary>
    ReduceXor,
}
