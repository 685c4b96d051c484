using System.Numerics;

namespace Accel.Rtl.Estimation;

/// <summary>
/// Which bits of signals are constant because they are extended, shifted into place or joined with constants: gates that have them are
/// wires.
/// </summary>
internal static class ConstantBits
{
    /// <summary>A mask of the constant bits of each signal, by id.</summary>
    /// <param name="module">A flat module.</param>
    public static BigInteger[] Of(Module module)
    {
        var masks = new BigInteger[module.Signals.Count];
        foreach (var signal in module.Signals)
        {
            masks[signal.Id] = signal switch
            {
                ConstantSignal => OperatorSemantics.Mask(signal.WidthBits),
                OperatorSignal op => Of(op, masks),
                _ => BigInteger.Zero,
            };
        }

        return masks;
    }

    private static BigInteger Of(OperatorSignal op, BigInteger[] masks)
    {
        var first = masks[op.Operands[0].Id];
        int width = op.Operands[0].WidthBits;
        return op.Operator switch
        {
            Operator.Not => first,
            Operator.Slice => (first >> op.Offset) & OperatorSemantics.Mask(op.WidthBits),
            Operator.ZeroExtend => first | (OperatorSemantics.Mask(op.WidthBits) ^ OperatorSemantics.Mask(width)),
            Operator.Concatenate => op.Operands.Aggregate(BigInteger.Zero, (mask, o) => (mask << o.WidthBits) | masks[o.Id]),
            _ => BigInteger.Zero,
        };
    }
}
