using System.Numerics;

namespace Accel.Rtl.Vhdl;

/// <content>Each operator in VHDL.</content>
internal sealed partial class ExpressionWriter
{
    /// <summary>Amounts of at most this width go through to_integer as they are.</summary>
    private const int WidestShiftAmount = 16;

    /// <summary>A comparison or reduction, which numeric_std gives as a boolean: it has no value form inside an expression.</summary>
    private static bool IsConditionOnly(OperatorSignal op) => op.Operator switch
    {
        Operator.Equal or Operator.NotEqual or Operator.LessThanUnsigned or Operator.LessThanSigned or Operator.LessOrEqualUnsigned
            or Operator.LessOrEqualSigned => op.Operands[0].WidthBits > 1,
        Operator.ReduceOr or Operator.ReduceAnd => true,
        Operator.ShiftLeft or Operator.ShiftRightLogical => op.WidthBits == 1,
        _ => false,
    };

    /// <summary>An operator that VHDL writes with when and else, which may stand in a statement only.</summary>
    private static bool IsStatementOnly(OperatorSignal op) => op.Operator switch
    {
        Operator.Multiplex => true,
        Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic
            => op.WidthBits > 1 && op.Operands[1].WidthBits > WidestShiftAmount,
        _ => false,
    };

    /// <summary>True when a 1-bit operator contains something that has a condition form only.</summary>
    private bool PrefersCondition(OperatorSignal op, int depth = 0)
        => op.WidthBits == 1
            && (IsConditionOnly(op)
                || (depth < 4 && op.Operator is Operator.And or Operator.Or or Operator.Not
                    && op.Operands.Any(o => Resolved(o) is OperatorSignal inner && CanInline(inner) && PrefersCondition(inner, depth + 1))));

    private string ConditionOf(OperatorSignal op)
    {
        var a = op.Operands[0];
        var b = op.Operands[^1];
        return op.Operator switch
        {
            Operator.And => $"{Term(a, "and")} and {Term(b, "and")}",
            Operator.Or => $"{Term(a, "or")} or {Term(b, "or")}",
            Operator.Not => Inverted(Resolved(a)),
            _ when IsComparison(op) => Comparison(op, false),
            Operator.ShiftLeft or Operator.ShiftRightLogical when b.WidthBits == 1 => $"{Typed(a)} = '1' and {Typed(b)} = '0'",
            Operator.ShiftLeft or Operator.ShiftRightLogical => $"{Typed(a)} = '1' and {Typed(b)} = {Literals.Vector(0, b.WidthBits)}",
            _ => throw new InvalidOperationException($"{op.Operator} has no condition form"),
        };
    }

    /// <summary>What VHDL has a relational operator for.</summary>
    private static bool IsComparison(OperatorSignal op)
        => op.Operator is Operator.ReduceOr or Operator.ReduceAnd
            || (op.Operands[0].WidthBits > 1 && op.Operator is Operator.Equal or Operator.NotEqual or Operator.LessThanUnsigned or Operator.LessThanSigned
                or Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned);

    private string Comparison(OperatorSignal op, bool isInverted)
    {
        var a = op.Operands[0];
        string relation = (op.Operator, isInverted) switch
        {
            (Operator.Equal or Operator.ReduceAnd, false) or (Operator.NotEqual or Operator.ReduceOr, true) => "=",
            (Operator.Equal or Operator.ReduceAnd, true) or (Operator.NotEqual or Operator.ReduceOr, false) => "/=",
            (Operator.LessThanUnsigned or Operator.LessThanSigned, false) => "<",
            (Operator.LessThanUnsigned or Operator.LessThanSigned, true) => ">=",
            (_, false) => "<=",
            _ => ">",
        };
        return op.Operator switch
        {
            Operator.LessThanSigned or Operator.LessOrEqualSigned => $"{SignedValue(a)} {relation} {SignedValue(op.Operands[1])}",
            Operator.ReduceOr => $"{Typed(a)} {relation} {Literals.Vector(0, a.WidthBits)}",
            Operator.ReduceAnd => $"{Typed(a)} {relation} {Literals.Vector((BigInteger.One << a.WidthBits) - 1, a.WidthBits)}",
            _ => $"{Typed(a)} {relation} {Value(op.Operands[1])}",
        };
    }

    /// <summary>The complement of a condition: by the opposite comparison where there is one.</summary>
    private string Inverted(Signal signal)
    {
        if (signal is OperatorSignal op && IsComparison(op) && Inlined(op, () => Comparison(op, true)) is { } comparison)
            return comparison;
        string condition = Condition(signal);
        return condition.EndsWith(" = '1'", StringComparison.Ordinal) && IsName(condition[..^6]) ? condition[..^6] + " = '0'" : $"not ({condition})";
    }

    /// <summary>A condition as operand of `and` or `or`: in brackets when it contains the other of the two.</summary>
    private string Term(Signal signal, string connective)
    {
        string text = Condition(signal);
        return text.Contains(connective == "and" ? " or " : " and ", StringComparison.Ordinal) ? $"({text})" : text;
    }

    /// <summary>The value form, in brackets where it is not a name or a call.</summary>
    private string Operation(OperatorSignal op)
    {
        var a = op.Operands[0];
        var b = op.Operands[^1];
        return op.WidthBits == 1 && a.WidthBits == 1 ? BitOperation(op, a, b) : VectorOperation(op, a, b);
    }

    private string BitOperation(OperatorSignal op, Signal a, Signal b) => op.Operator switch
    {
        Operator.Not => $"(not {Typed(a)})",
        Operator.And or Operator.Multiply => $"({Typed(a)} and {Value(b)})",
        Operator.Or => $"({Typed(a)} or {Value(b)})",
        Operator.Xor or Operator.Add or Operator.Subtract or Operator.NotEqual => $"({Typed(a)} xor {Value(b)})",
        Operator.Equal => $"({Typed(a)} xnor {Value(b)})",
        Operator.LessThanUnsigned => $"((not {Typed(a)}) and {Value(b)})",
        Operator.LessOrEqualUnsigned => $"((not {Typed(a)}) or {Value(b)})",
        Operator.LessThanSigned => $"({Typed(a)} and (not {Value(b)}))",
        Operator.LessOrEqualSigned => $"({Typed(a)} or (not {Value(b)}))",
        Operator.Negate or Operator.ShiftRightArithmetic or Operator.Slice or Operator.ZeroExtend or Operator.SignExtend
            or Operator.ReduceXor or Operator.Concatenate => Value(a),
        _ => throw new NotSupportedException($"the VHDL writer does not know {op.Operator} on one bit"),
    };

    private string VectorOperation(OperatorSignal op, Signal a, Signal b) => op.Operator switch
    {
        Operator.Not => $"(not {Typed(a)})",
        Operator.Negate => $"unsigned(-{SignedValue(a)})",
        Operator.And => $"({Typed(a)} and {Value(b)})",
        Operator.Or => $"({Typed(a)} or {Value(b)})",
        Operator.Xor => $"({Typed(a)} xor {Value(b)})",
        Operator.Add => $"({Typed(a)} + {Value(b)})",
        Operator.Subtract => $"({Typed(a)} - {Value(b)})",
        Operator.Multiply => Product(op, ProductFactors.Of(op)),
        Operator.ShiftLeft => $"shift_left({Typed(a)}, {Amount(b)})",
        Operator.ShiftRightLogical => $"shift_right({Typed(a)}, {Amount(b)})",
        Operator.ShiftRightArithmetic => $"unsigned(shift_right({SignedValue(a)}, {Amount(b)}))",
        Operator.Slice => Slice(op, Resolved(a)),
        Operator.Concatenate => $"({string.Join(" & ", op.Operands.Select(o => Resolved(o) is ConstantSignal ? Value(o) : Typed(o)))})",
        Operator.ZeroExtend when a.WidthBits == 1 => $"resize(unsigned'(0 => {Value(a)}), {op.WidthBits})",
        Operator.ZeroExtend => $"resize({Typed(a)}, {op.WidthBits})",
        Operator.SignExtend when a.WidthBits == 1 => $"unsigned'({op.WidthBits - 1} downto 0 => {Value(a)})",
        Operator.SignExtend => $"unsigned(resize({SignedValue(a)}, {op.WidthBits}))",
        Operator.ReduceXor => $"(xor {Typed(a)})",
        _ => throw new NotSupportedException($"the VHDL writer does not know {op.Operator}"),
    };

    /// <summary>
    /// A product of factors as narrow as they are: a tool that is given the extended ones makes a multiplier of that width, at least of
    /// signed ones.
    /// </summary>
    private string Product(OperatorSignal op, ProductFactors factors)
    {
        if (!factors.IsSigned)
            return $"resize({Unsigned(factors.First)} * {Unsigned(factors.Second)}, {op.WidthBits})";

        // Of signed values `resize` keeps the sign and not the lower bits.
        int width = factors.Both.Sum(factors.WidthAtMultiplier);
        string product = $"{Signed(factors.First)} * {Signed(factors.Second)}";
        return width > op.WidthBits ? $"resize(unsigned({product}), {op.WidthBits})"
            : width == op.WidthBits ? $"unsigned({product})"
            : $"unsigned(resize({product}, {op.WidthBits}))";

        string Signed(ProductFactor factor)
            => factor.Sign == FactorSign.Unsigned ? $"signed(resize({Unsigned(factor)}, {factors.WidthAtMultiplier(factor)}))"
                : factor.WidthBits == 1 || factor.Signal is ConstantSignal ? $"signed({Unsigned(factor)})"
                : SignedValue(factor.Signal);
    }

    private string Unsigned(ProductFactor factor)
        => Resolved(factor.Signal) is ConstantSignal constant
            ? $"unsigned'({Literals.Vector(constant.Value & OperatorSemantics.Mask(factor.WidthBits), factor.WidthBits)})"
            : factor.WidthBits == 1 ? $"unsigned'(0 => {Value(factor.Signal)})"
            : Typed(factor.Signal);

    private string Amount(Signal amount)
        => Resolved(amount) is ConstantSignal constant ? $"{BigInteger.Min(constant.Value, int.MaxValue)}"
            : amount.WidthBits == 1 ? $"to_integer(unsigned'(0 => {Value(amount)}))"
            : $"to_integer({Typed(amount)})";

    /// <summary>VHDL takes parts of names only, so what is sliced gets a name; slices of slices are added up.</summary>
    private string Slice(OperatorSignal op, Signal from)
    {
        int offset = op.Offset;
        while (from is OperatorSignal { Operator: Operator.Slice } inner)
        {
            offset += inner.Offset;
            from = Resolved(inner.Operands[0]);
        }

        if (from is ConstantSignal constant)
        {
            var value = (constant.Value >> offset) & ((BigInteger.One << op.WidthBits) - 1);
            return op.WidthBits == 1 ? $"std_logic'({Literals.Bit(value)})" : $"unsigned'({Literals.Vector(value, op.WidthBits)})";
        }

        if (from.WidthBits == 1)
            return Value(from);
        if (op.WidthBits == from.WidthBits)
            return Value(from);
        string name = IsPrefix(from) ? plan.NameOf(from) : Named(from);
        string part = op.WidthBits == 1 ? $"{name}({offset})" : $"{name}({offset + op.WidthBits - 1} downto {offset})";
        return op.WidthBits > 1 && from is (InputSignal or InstanceOutputSignal) ? $"unsigned({part})" : part;
    }

    /// <summary>A shift by an amount too wide for an integer: the high bits of the amount decide first.</summary>
    private string WideShift(OperatorSignal op)
    {
        var amount = Resolved(op.Operands[1]);
        if (amount is ConstantSignal)
            return Operation(op);
        string name = IsPrefix(amount) ? plan.NameOf(amount) : Named(amount);
        string typed = amount is InputSignal or InstanceOutputSignal ? $"unsigned({name})" : name;
        string low = amount is InputSignal or InstanceOutputSignal
            ? $"unsigned({name}({WidestShiftAmount - 1} downto 0))" : $"{name}({WidestShiftAmount - 1} downto 0)";
        var a = op.Operands[0];
        var limit = Literals.Vector(BigInteger.Min(op.WidthBits, (BigInteger.One << amount.WidthBits) - 1), amount.WidthBits);
        var (near, far) = op.Operator switch
        {
            Operator.ShiftLeft => ($"shift_left({Typed(a)}, to_integer({low}))", Zeros(op.WidthBits)),
            Operator.ShiftRightLogical => ($"shift_right({Typed(a)}, to_integer({low}))", Zeros(op.WidthBits)),
            _ => ($"unsigned(shift_right({SignedValue(a)}, to_integer({low})))", $"unsigned(shift_right({SignedValue(a)}, {op.WidthBits}))"),
        };
        return $"{near} when {typed} < {limit} else {far}";
    }

    private static string Zeros(int widthBits) => Literals.Vector(0, widthBits);
}
