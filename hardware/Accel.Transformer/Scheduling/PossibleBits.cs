namespace Accel.Transformer.Scheduling;

/// <summary>
/// Which bits of a value can be set at all, in two's complement without end. Where no bit of two values can be set in both, their sum is
/// their or: no carry, no adder.
/// </summary>
internal static class PossibleBits
{
    /// <summary>What the values of a range leave.</summary>
    public static Int128 Of(Interval range)
        => range.IsConstant ? range.Minimum : range.IsSigned ? -1 : Ones(range.WidthBits);

    /// <summary>What a node's operands leave; they have theirs.</summary>
    public static Int128 Of(Node node)
    {
        var own = Of(node.Range);
        return node.Kind switch
        {
            NodeKind.And => own & node.Operands[0].MayBeSet & node.Operands[1].MayBeSet,
            NodeKind.Or or NodeKind.Xor => own & (node.Operands[0].MayBeSet | node.Operands[1].MayBeSet),
            NodeKind.Select => own & (node.Operands[1].MayBeSet | node.Operands[2].MayBeSet),
            NodeKind.Add or NodeKind.Subtract
                => own & Above((int)Int128.TrailingZeroCount(node.Operands[0].MayBeSet | node.Operands[1].MayBeSet)),
            NodeKind.ShiftLeft when node.Operands[1].IsConstant => own & Shifted(node.Operands[0].MayBeSet, node.Operands[1].Value),
            NodeKind.ShiftRight when node.Operands[1].IsConstant
                => own & (node.Operands[0].MayBeSet >> (int)Int128.Min(node.Operands[1].Value, 127)),
            NodeKind.AnyBelow => own & Above((int)Int128.TrailingZeroCount(node.Operands[0].MayBeSet) + 1),
            NodeKind.Wrap => own & Wrapped(node.Operands[0].MayBeSet, node.WrapType),
            _ => own,
        };
    }

    private static Int128 Ones(int bits) => bits >= 127 ? -1 : (Int128.One << bits) - 1;

    private static Int128 Above(int bits) => bits >= 127 ? 0 : -1 << bits;

    private static Int128 Shifted(Int128 mayBeSet, Int128 amount) => amount >= 127 ? -1 : mayBeSet << (int)amount;

    // What is above the type's bits is a copy of the sign, where there is one.
    private static Int128 Wrapped(Int128 mayBeSet, Ir.IrType type)
    {
        var inside = mayBeSet & Ones(type.WidthBits);
        return type.IsSigned && ((inside >> (type.WidthBits - 1)) & 1) != 0 ? inside | Above(type.WidthBits - 1) : inside;
    }
}
