namespace Accel.Rtl.Transforms;

/// <content>Rules for logic, arithmetic and comparisons. A constant operand of a commutative operator is the second one.</content>
internal sealed partial class SignalFolder
{
    private Signal? Not(Signal a, SourceLocation? source) => a is not OperatorSignal op ? null : op.Operator switch
    {
        Operator.Not => op.Operands[0],
        Operator.Equal => Make(Operator.NotEqual, [.. op.Operands], 0, 1, source ?? op.Source),
        Operator.NotEqual => Make(Operator.Equal, [.. op.Operands], 0, 1, source ?? op.Source),
        Operator.LessThanUnsigned => Make(Operator.LessOrEqualUnsigned, [op.Operands[1], op.Operands[0]], 0, 1, source ?? op.Source),
        Operator.LessOrEqualUnsigned => Make(Operator.LessThanUnsigned, [op.Operands[1], op.Operands[0]], 0, 1, source ?? op.Source),
        Operator.LessThanSigned => Make(Operator.LessOrEqualSigned, [op.Operands[1], op.Operands[0]], 0, 1, source ?? op.Source),
        Operator.LessOrEqualSigned => Make(Operator.LessThanSigned, [op.Operands[1], op.Operands[0]], 0, 1, source ?? op.Source),
        _ => null,
    };

    private Signal? Logic(Operator op, Signal a, Signal b, int widthBits, SourceLocation? source)
    {
        bool complements = IsNotOf(a, b) || IsNotOf(b, a);
        return op switch
        {
            Operator.And when IsZero(b) || a == b => b,
            Operator.And when IsOnes(b) => a,
            Operator.And when complements => Constant(0, widthBits),
            Operator.Or when IsOnes(b) || a == b => b,
            Operator.Or when IsZero(b) => a,
            Operator.Or when complements => Constant(OperatorSemantics.Mask(widthBits), widthBits),
            Operator.Xor when IsZero(b) => a,
            Operator.Xor when a == b => Constant(0, widthBits),
            Operator.Xor when IsOnes(b) => Make(Operator.Not, [a], 0, widthBits, source),
            Operator.Xor when complements => Constant(OperatorSemantics.Mask(widthBits), widthBits),
            _ => null,
        };
    }

    private Signal? Arithmetic(Operator op, Signal a, Signal b, int widthBits, SourceLocation? source)
    {
        switch (op)
        {
            case Operator.Add or Operator.Subtract when IsZero(b):
                return a;
            case Operator.Add when b is ConstantSignal c && a is OperatorSignal { Operator: Operator.Add, Operands: [var x, ConstantSignal d] }:
                return Make(Operator.Add, [x, Constant((c.Value + d.Value) & OperatorSemantics.Mask(widthBits), widthBits)], 0, widthBits, source);
            case Operator.Subtract when a == b:
                return Constant(0, widthBits);
            case Operator.Subtract when IsZero(a):
                return Make(Operator.Negate, [b], 0, widthBits, source);
            case Operator.Multiply when b is ConstantSignal c && (c.Value.IsZero || c.Value.IsPowerOfTwo):
                return c.Value.IsZero ? b : ShiftBy(Operator.ShiftLeft, a, (int)c.Value.GetBitLength() - 1, source);
            default:
                return null;
        }
    }

    private Signal? Equality(Operator op, Signal a, Signal b, SourceLocation? source)
    {
        bool equal = op == Operator.Equal;
        if (a == b)
            return Bit(equal);
        if (b is not ConstantSignal c)
            return null;
        if (a.WidthBits == 1)
            return c.Value.IsOne == equal ? a : Make(Operator.Not, [a], 0, 1, source);
        if (a is OperatorSignal { Operator: Operator.ZeroExtend } extended)
        {
            int width = extended.Operands[0].WidthBits;
            return c.Value.GetBitLength() > width ? Bit(!equal) : Make(op, [extended.Operands[0], Constant(c.Value, width)], 0, 1, source);
        }

        if (a is OperatorSignal { Operator: Operator.Multiplex, Operands: [var condition, ConstantSignal x, ConstantSignal y] })
        {
            bool first = (x.Value == c.Value) == equal, second = (y.Value == c.Value) == equal;
            return first == second ? Bit(first) : first ? condition : Make(Operator.Not, [condition], 0, 1, source);
        }

        return null;
    }

    private Signal? Order(Operator op, Signal a, Signal b, SourceLocation? source)
    {
        bool orEqual = op is Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned;
        if (a == b)
            return Bit(orEqual);
        return op switch
        {
            Operator.LessThanUnsigned when IsZero(b) || IsOnes(a) => Bit(false),
            Operator.LessOrEqualUnsigned when IsZero(a) || IsOnes(b) => Bit(true),
            Operator.LessThanUnsigned when b is ConstantSignal { Value.IsOne: true } => Make(Operator.Equal, [a, Constant(0, a.WidthBits)], 0, 1, source),
            Operator.LessThanUnsigned when IsZero(a) => Make(Operator.NotEqual, [b, a], 0, 1, source),
            Operator.LessOrEqualUnsigned when IsZero(b) => Make(Operator.Equal, [a, b], 0, 1, source),
            _ => null,
        };
    }

    private Signal? Multiplex(Signal condition, Signal whenTrue, Signal whenFalse, SourceLocation? source)
    {
        if (condition is ConstantSignal constant)
            return constant.Value.IsZero ? whenFalse : whenTrue;
        if (whenTrue == whenFalse || (whenTrue is ConstantSignal x && whenFalse is ConstantSignal y && x.Value == y.Value))
            return whenTrue;
        if (condition is OperatorSignal { Operator: Operator.Not } not)
            return Make(Operator.Multiplex, [not.Operands[0], whenFalse, whenTrue], 0, whenTrue.WidthBits, source);

        // The same condition again decides in the same way.
        if (whenTrue is OperatorSignal { Operator: Operator.Multiplex } inTrue && inTrue.Operands[0] == condition)
            return Make(Operator.Multiplex, [condition, inTrue.Operands[1], whenFalse], 0, whenTrue.WidthBits, source);
        if (whenFalse is OperatorSignal { Operator: Operator.Multiplex } inFalse && inFalse.Operands[0] == condition)
            return Make(Operator.Multiplex, [condition, whenTrue, inFalse.Operands[2]], 0, whenTrue.WidthBits, source);
        if (whenTrue.WidthBits != 1)
            return null;
        return (whenTrue, whenFalse) switch
        {
            (ConstantSignal t, ConstantSignal) => t.Value.IsOne ? condition : Make(Operator.Not, [condition], 0, 1, source),
            (ConstantSignal { Value.IsOne: true }, _) => Make(Operator.Or, [condition, whenFalse], 0, 1, source),
            (_, ConstantSignal { Value.IsZero: true }) => Make(Operator.And, [condition, whenTrue], 0, 1, source),
            _ => null,
        };
    }
}
