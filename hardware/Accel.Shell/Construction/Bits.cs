using System.Numerics;
using Accel.Rtl;

namespace Accel.Shell.Construction;

/// <summary>
/// A signal of a <see cref="Circuit"/> under construction, with C#'s operators. Operands have one width; a number takes that of the other
/// operand.
/// </summary>
/// <param name="Circuit">What it belongs to.</param>
/// <param name="Signal">The signal.</param>
public readonly record struct Bits(Circuit Circuit, Signal Signal)
{
    /// <summary>Number of bits.</summary>
    public int Width => Signal.WidthBits;

    /// <summary>Bits of a range, the lowest first: <c>word[8..16]</c> is the second byte.</summary>
    public Bits this[Range range]
    {
        get
        {
            var (offset, length) = range.GetOffsetAndLength(Width);
            return Make(Module.Slice(Signal, offset, length));
        }
    }

    /// <summary>One bit.</summary>
    public Bits this[Index bit] => Make(Module.Slice(Signal, bit.GetOffset(Width), 1));

    private Module Module => Circuit.Module;

    /// <summary>Bitwise complement.</summary>
    public static Bits operator ~(Bits a) => a.Make(a.Module.Not(a.Signal));

    /// <summary>Bitwise and.</summary>
    public static Bits operator &(Bits a, Bits b) => a.Binary(Operator.And, b);

    /// <summary>Bitwise or.</summary>
    public static Bits operator |(Bits a, Bits b) => a.Binary(Operator.Or, b);

    /// <summary>Bitwise exclusive or.</summary>
    public static Bits operator ^(Bits a, Bits b) => a.Binary(Operator.Xor, b);

    /// <summary>Sum modulo 2^width.</summary>
    public static Bits operator +(Bits a, Bits b) => a.Binary(Operator.Add, b);

    /// <summary>Sum modulo 2^width.</summary>
    public static Bits operator +(Bits a, int b) => a + a.Number(b);

    /// <summary>Difference modulo 2^width.</summary>
    public static Bits operator -(Bits a, Bits b) => a.Binary(Operator.Subtract, b);

    /// <summary>Difference modulo 2^width.</summary>
    public static Bits operator -(Bits a, int b) => a - a.Number(b);

    /// <summary>Unsigned comparison, 1 bit.</summary>
    public static Bits operator <(Bits a, Bits b) => a.Binary(Operator.LessThanUnsigned, b);

    /// <summary>Unsigned comparison, 1 bit.</summary>
    public static Bits operator >(Bits a, Bits b) => b < a;

    /// <summary>Unsigned comparison, 1 bit.</summary>
    public static Bits operator <=(Bits a, Bits b) => a.Binary(Operator.LessOrEqualUnsigned, b);

    /// <summary>Unsigned comparison, 1 bit.</summary>
    public static Bits operator >=(Bits a, Bits b) => b <= a;

    /// <summary>1 bit: both are equal.</summary>
    public Bits Is(Bits other) => Binary(Operator.Equal, other);

    /// <summary>1 bit: it is this number.</summary>
    public Bits Is(BigInteger value) => Is(Number(value));

    /// <summary>1 bit: some bit is 1.</summary>
    public Bits Any() => Make(Module.Reduce(Operator.ReduceOr, Signal));

    /// <summary>1 bit: every bit is 1.</summary>
    public Bits All() => Make(Module.Reduce(Operator.ReduceAnd, Signal));

    /// <summary>1 bit: the parity of the bits.</summary>
    public Bits Parity() => Make(Module.Reduce(Operator.ReduceXor, Signal));

    /// <summary>The condition's choice between two values; this is the condition, of 1 bit.</summary>
    public Bits Then(Bits whenTrue, Bits whenFalse) => Make(Module.Multiplex(Signal, whenTrue.Signal, whenFalse.Signal));

    /// <summary>The smaller of two unsigned numbers.</summary>
    public Bits Min(Bits other) => (this < other).Then(this, other);

    /// <summary>The larger of two unsigned numbers.</summary>
    public Bits Max(Bits other) => (this < other).Then(other, this);

    /// <summary>All bits where the condition (1 bit) is 1, else 0.</summary>
    public Bits When(Bits condition) => this & condition.SignExtend(Width);

    /// <summary>Zeros above.</summary>
    public Bits ZeroExtend(int width) => Make(Module.Extend(Signal, width, signed: false));

    /// <summary>Copies of the top bit above.</summary>
    public Bits SignExtend(int width) => Make(Module.Extend(Signal, width, signed: true));

    /// <summary>Side by side, this one in the lower place.</summary>
    public Bits Below(Bits upper) => Make(Module.Concatenate([upper.Signal, Signal]));

    /// <summary>Gives the signal a name in VHDL and waves.</summary>
    public Bits Named(string name)
    {
        Signal.NameHint = name;
        return this;
    }

    private Bits Number(BigInteger value) => Circuit.Number(value, Width);

    private Bits Binary(Operator op, Bits other) => Make(Module.Binary(op, Signal, other.Signal));

    private Bits Make(Signal signal) => new(Circuit, signal);
}
