namespace Accel.Rtl.Transforms;

/// <content>Rules for operators that only move bits, and for reductions.</content>
internal sealed partial class SignalFolder
{
    private Signal? ShiftBy(Operator op, Signal a, int amount, SourceLocation? source)
    {
        int width = a.WidthBits;
        if (amount == 0)
            return a;
        if (op == Operator.ShiftRightArithmetic)
        {
            int kept = Math.Max(1, width - amount);
            return Make(Operator.SignExtend, [Make(Operator.Slice, [a], width - kept, kept, source)], 0, width, source);
        }

        if (amount >= width)
            return Constant(0, width);
        return op == Operator.ShiftLeft
            ? Make(Operator.Concatenate, [Make(Operator.Slice, [a], 0, width - amount, source), Constant(0, amount)], 0, width, source)
            : Make(Operator.ZeroExtend, [Make(Operator.Slice, [a], amount, width - amount, source)], 0, width, source);
    }

    private Signal? Slice(Signal a, int offset, int widthBits, SourceLocation? source)
    {
        if (offset == 0 && widthBits == a.WidthBits)
            return a;
        if (a is not OperatorSignal op)
            return null;
        var inner = op.Operands[0];
        switch (op.Operator)
        {
            case Operator.Slice:
                return Make(Operator.Slice, [inner], op.Offset + offset, widthBits, source);
            case Operator.ZeroExtend or Operator.SignExtend when offset + widthBits <= inner.WidthBits:
                return Make(Operator.Slice, [inner], offset, widthBits, source);
            case Operator.ZeroExtend when offset >= inner.WidthBits:
                return Constant(0, widthBits);
            case Operator.ZeroExtend or Operator.SignExtend when offset < inner.WidthBits:
                return Make(op.Operator, [Make(Operator.Slice, [inner], offset, inner.WidthBits - offset, source)], 0, widthBits, source);
            case Operator.Concatenate:
                return SliceOfParts(op, offset, widthBits, source);
            default:
                return null;
        }
    }

    private Signal? SliceOfParts(OperatorSignal op, int offset, int widthBits, SourceLocation? source)
    {
        var taken = new List<Signal>();
        int low = op.WidthBits;
        foreach (var part in op.Operands)
        {
            low -= part.WidthBits;
            int from = Math.Max(offset, low), to = Math.Min(offset + widthBits, low + part.WidthBits);
            if (from < to)
                taken.Add(Make(Operator.Slice, [part], from - low, to - from, source));
        }

        return taken.Count == 1 ? taken[0] : Make(Operator.Concatenate, [.. taken], 0, widthBits, source);
    }

    /// <summary>Joins nested concatenations, neighbouring constants and neighbouring slices; zeros on top become an extension.</summary>
    private Signal? Concatenate(Signal[] parts, int widthBits, SourceLocation? source)
    {
        var joined = new List<Signal>();
        foreach (var part in parts)
        {
            if (part is OperatorSignal { Operator: Operator.Concatenate } nested)
            {
                foreach (var inner in nested.Operands)
                    Append(joined, inner, source);
            }
            else
            {
                Append(joined, part, source);
            }
        }

        if (joined.Count == 1)
            return joined[0];
        if (IsZero(joined[0]))
        {
            var rest = joined.Skip(1).ToArray();
            var low = rest.Length == 1 ? rest[0] : Make(Operator.Concatenate, rest, 0, rest.Sum(r => r.WidthBits), source);
            return Make(Operator.ZeroExtend, [low], 0, widthBits, source);
        }

        return joined.Count == parts.Length && joined.SequenceEqual(parts) ? null : Share(Operator.Concatenate, [.. joined], 0, widthBits, source);
    }

    private void Append(List<Signal> parts, Signal part, SourceLocation? source)
    {
        if (parts.Count > 0)
        {
            var last = parts[^1];
            if (last is ConstantSignal high && part is ConstantSignal low)
            {
                parts[^1] = Constant(high.Value << low.WidthBits | low.Value, high.WidthBits + low.WidthBits);
                return;
            }

            if (last is OperatorSignal { Operator: Operator.Slice } x && part is OperatorSignal { Operator: Operator.Slice } y
                && x.Operands[0] == y.Operands[0] && x.Offset == y.Offset + y.WidthBits)
            {
                parts[^1] = Make(Operator.Slice, [y.Operands[0]], y.Offset, x.WidthBits + y.WidthBits, source);
                return;
            }
        }

        parts.Add(part);
    }

    private Signal? SignExtend(Signal a, int widthBits, SourceLocation? source)
    {
        if (a.WidthBits == widthBits)
            return a;
        return a is OperatorSignal { Operator: Operator.SignExtend or Operator.ZeroExtend } op && op.WidthBits > op.Operands[0].WidthBits
            ? Make(op.Operator, [op.Operands[0]], 0, widthBits, source) : null;
    }

    private Signal? Reduce(Operator op, Signal a, SourceLocation? source)
    {
        if (a.WidthBits == 1)
            return a;
        if (a is not OperatorSignal { Operator: Operator.ZeroExtend } extended || extended.WidthBits == extended.Operands[0].WidthBits)
            return null;
        return op == Operator.ReduceAnd ? Bit(false) : Make(op, [extended.Operands[0]], 0, 1, source);
    }
}
