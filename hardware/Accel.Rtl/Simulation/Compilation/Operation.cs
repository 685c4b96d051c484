using System.Runtime.InteropServices;

namespace Accel.Rtl.Simulation.Compilation;

/// <summary>
/// What an <see cref="Operation"/> does. A, B, C and D(estination) are slots; M is the mask, I and J are the small numbers.
/// </summary>
internal enum Opcode : ushort
{
    /// <summary>D = A</summary>
    Copy,
    /// <summary>D = ~A &amp; M</summary>
    Not,
    /// <summary>D = -A &amp; M</summary>
    Negate,
    /// <summary>D = A &amp; B</summary>
    And,
    /// <summary>D = A | B</summary>
    Or,
    /// <summary>D = A ^ B</summary>
    Xor,
    /// <summary>D = (A + B) &amp; M</summary>
    Add,
    /// <summary>D = (A - B) &amp; M</summary>
    Subtract,
    /// <summary>D = (A * B) &amp; M</summary>
    Multiply,
    /// <summary>D = A == B</summary>
    Equal,
    /// <summary>D = A != B</summary>
    NotEqual,
    /// <summary>D = A &lt; B</summary>
    LessThan,
    /// <summary>D = A &lt;= B</summary>
    LessOrEqual,
    /// <summary>D = A &lt; B as numbers of 64 - I bits with sign</summary>
    LessThanSigned,
    /// <summary>D = A &lt;= B as numbers of 64 - I bits with sign</summary>
    LessOrEqualSigned,
    /// <summary>D = (A &lt;&lt; B) &amp; M</summary>
    ShiftLeft,
    /// <summary>D = A >> B</summary>
    ShiftRight,
    /// <summary>D = (A >> B) &amp; M, A being a number of 64 - I bits with sign</summary>
    ShiftRightArithmetic,
    /// <summary>D = A ? B : C</summary>
    Multiplex,
    /// <summary>D = A == M ? B : C: a multiplexer and the comparison with a constant that only it uses</summary>
    MultiplexEqual,
    /// <summary>D = (A >> I) &amp; M</summary>
    Slice,
    /// <summary>D = (A >> I | B &lt;&lt; 64 - I) &amp; M: a field over two words</summary>
    SliceTwo,
    /// <summary>D = A &lt;&lt; I | B</summary>
    Concatenate,
    /// <summary>D |= ((A >> I) &amp; M) &lt;&lt; J</summary>
    Insert,
    /// <summary>D = A with the sign of 64 - I bits, &amp; M</summary>
    SignExtend,
    /// <summary>D = A != 0</summary>
    ReduceOr,
    /// <summary>D = A == M</summary>
    ReduceAnd,
    /// <summary>D = parity of A</summary>
    ReduceXor,
    /// <summary>D = memory B at address A</summary>
    ReadMemory,
    /// <summary>Wide operation number A</summary>
    Wide,
}

/// <summary>One step of the compiled program: 32 bytes, so that two lie in a cache line.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Operation
{
    public Opcode Code;
    public byte I;
    public byte J;
    public int D;
    public int A;
    public int B;
    public int C;
    public ulong Mask;
}
