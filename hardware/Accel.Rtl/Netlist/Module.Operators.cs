using System.Collections.Immutable;

namespace Accel.Rtl;

/// <content>Makers of combinational operators, each with its width rule.</content>
public sealed partial class Module
{
    /// <summary>Bitwise complement.</summary>
    public Signal Not(Signal a, SourceLocation? source = null) => Unary(Operator.Not, a, source);

    /// <summary>Two's complement negation.</summary>
    public Signal Negate(Signal a, SourceLocation? source = null) => Unary(Operator.Negate, a, source);

    /// <summary>
    /// A two-operand operator whose operands have one width: logic, arithmetic (result of the same width) or comparison (1 bit).
    /// </summary>
    /// <exception cref="ArgumentException">The operator is of another kind.</exception>
    /// <exception cref="InvalidOperationException">The widths differ.</exception>
    public Signal Binary(Operator op, Signal a, Signal b, SourceLocation? source = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        RequireWidth(b, a.WidthBits, "second operand");
        int width = op switch
        {
            Operator.And or Operator.Or or Operator.Xor or Operator.Add or Operator.Subtract or Operator.Multiply => a.WidthBits,
            Operator.Equal or Operator.NotEqual or Operator.LessThanUnsigned or Operator.LessThanSigned
                or Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned => 1,
            _ => throw new ArgumentException($"{op} is not a binary operator on equal widths", nameof(op)),
        };
        return Operate(op, [a, b], 0, width, source);
    }

    /// <summary>A shift by a variable amount (unsigned, any width).</summary>
    public Signal Shift(Operator op, Signal a, Signal amount, SourceLocation? source = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(amount);
        if (op is not (Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic))
        {
            throw new ArgumentException($"{op} is not a shift", nameof(op));
        }

        return Operate(op, [a, amount], 0, a.WidthBits, source);
    }

    /// <summary><paramref name="whenTrue"/> where <paramref name="condition"/> is 1, else <paramref name="whenFalse"/>.</summary>
    public Signal Multiplex(Signal condition, Signal whenTrue, Signal whenFalse, SourceLocation? source = null)
    {
        ArgumentNullException.ThrowIfNull(whenTrue);
        RequireWidth(condition, 1, "multiplexer condition");
        RequireWidth(whenFalse, whenTrue.WidthBits, "multiplexer input");
        return Operate(Operator.Multiplex, [condition, whenTrue, whenFalse], 0, whenTrue.WidthBits, source);
    }

    /// <summary>Bits [<paramref name="offset"/>, <paramref name="offset"/> + <paramref name="widthBits"/>).</summary>
    public Signal Slice(Signal a, int offset, int widthBits, SourceLocation? source = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        CheckWidth(widthBits);
        if (offset < 0 || offset > a.WidthBits - widthBits)
        {
            throw new ArgumentOutOfRangeException(nameof(offset),
                $"bits [{offset}, {(long)offset + widthBits}) of a signal of {a.WidthBits}");
        }

        return offset == 0 && widthBits == a.WidthBits ? a : Operate(Operator.Slice, [a], offset, widthBits, source);
    }

    /// <summary>The parts side by side, the first in the most significant place.</summary>
    public Signal Concatenate(ImmutableArray<Signal> parts, SourceLocation? source = null)
        => parts.Length == 1 ? parts[0] : Operate(Operator.Concatenate, parts, 0, parts.Sum(p => p.WidthBits), source);

    /// <summary>Makes a signal wider, with zeros or with its sign.</summary>
    public Signal Extend(Signal a, int widthBits, bool signed, SourceLocation? source = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentOutOfRangeException.ThrowIfLessThan(widthBits, a.WidthBits);
        return widthBits == a.WidthBits ? a : Operate(signed ? Operator.SignExtend : Operator.ZeroExtend, [a], 0, widthBits, source);
    }

    /// <summary>A signal cut or extended to a width.</summary>
    public Signal Resize(Signal a, int widthBits, bool signed, SourceLocation? source = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        return widthBits <= a.WidthBits ? Slice(a, 0, widthBits, source) : Extend(a, widthBits, signed, source);
    }

    /// <summary>A reduction of all bits to one.</summary>
    public Signal Reduce(Operator op, Signal a, SourceLocation? source = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (op is not (Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor))
        {
            throw new ArgumentException($"{op} is not a reduction", nameof(op));
        }

        return a.WidthBits == 1 ? a : Operate(op, [a], 0, 1, source);
    }

    private OperatorSignal Unary(Operator op, Signal a, SourceLocation? source)
    {
        ArgumentNullException.ThrowIfNull(a);
        return Operate(op, [a], 0, a.WidthBits, source);
    }

    internal OperatorSignal Operate(Operator op, ImmutableArray<Signal> operands, int offset, int widthBits, SourceLocation? source)
    {
        foreach (var operand in operands)
            RequireOwn(operand, "operand");
        return Add(new OperatorSignal(_signals.Count, op, operands, offset, widthBits, source));
    }
}
