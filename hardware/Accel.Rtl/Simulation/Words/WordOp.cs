namespace Accel.Rtl.Simulation.Words;

/// <summary>
/// What a <see cref="Word"/> computes. A, B and C are its operands, I and N its small numbers; all values are unsigned numbers of at most
/// 64 bits, and M(n) is the mask of n bits.
/// </summary>
internal enum WordOp : byte
{
    /// <summary>Value.</summary>
    Constant,
    /// <summary>A word of an input, a register or a synchronous read: it changes between evaluations only.</summary>
    State,
    /// <summary>Word I of memory <see cref="Word.Memory"/> at address A; word 0 where the address is out of range.</summary>
    Read,
    /// <summary>A, but evaluated and stored on its own: what a register took before another one changed.</summary>
    Copy,
    /// <summary>A &amp; B</summary>
    And,
    /// <summary>A | B</summary>
    Or,
    /// <summary>A ^ B</summary>
    Xor,
    /// <summary>~A &amp; M(N)</summary>
    Not,
    /// <summary>-A &amp; M(N)</summary>
    Negate,
    /// <summary>(A + B) &amp; M(N)</summary>
    Add,
    /// <summary>(A - B) &amp; M(N)</summary>
    Subtract,
    /// <summary>(A * B) &amp; M(N)</summary>
    Multiply,
    /// <summary>A == B</summary>
    Equal,
    /// <summary>A != B</summary>
    NotEqual,
    /// <summary>A &lt; B</summary>
    Less,
    /// <summary>A &lt;= B</summary>
    LessOrEqual,
    /// <summary>A &lt; B as numbers of N bits with sign</summary>
    LessSigned,
    /// <summary>A &lt;= B as numbers of N bits with sign</summary>
    LessOrEqualSigned,
    /// <summary>(A &lt;&lt; B) &amp; M(N); 0 where B is 64 or more</summary>
    ShiftLeft,
    /// <summary>A >> B; 0 where B is 64 or more</summary>
    ShiftRight,
    /// <summary>A as a number of N bits with sign, >> B, &amp; M(N)</summary>
    ShiftRightArithmetic,
    /// <summary>The upper 64 bits of (A:B) &lt;&lt; (C mod 64)</summary>
    FunnelLeft,
    /// <summary>The lower 64 bits of (B:A) >> (C mod 64)</summary>
    FunnelRight,
    /// <summary>A != 0 ? B : C; A has one bit</summary>
    Multiplex,
    /// <summary>(A >> I) &amp; M(N)</summary>
    Field,
    /// <summary>A &lt;&lt; I, no bit being lost</summary>
    Place,
    /// <summary>A with the sign of bit I - 1, &amp; M(N)</summary>
    SignExtend,
    /// <summary>The number of ones in A, mod 2</summary>
    Parity,
}
