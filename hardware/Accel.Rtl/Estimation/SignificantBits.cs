using System.Numerics;

namespace Accel.Rtl.Estimation;

/// <summary>
/// How many bits say the value of a signal: without the zeros or copies of the sign that it is extended by. Synthesis builds operators for
/// these.
/// </summary>
internal sealed class SignificantBits
{
    private readonly int[] _unsigned;
    private readonly int[] _signed;

    /// <summary>Looks through a module.</summary>
    /// <param name="module">A flat module.</param>
    public SignificantBits(Module module)
    {
        (_unsigned, _signed) = (new int[module.Signals.Count], new int[module.Signals.Count]);
        foreach (var signal in module.Signals)
        {
            var (unsigned, signed) = Of(signal);
            _unsigned[signal.Id] = Math.Clamp(unsigned, 1, signal.WidthBits);
            _signed[signal.Id] = Math.Clamp(Math.Min(signed, unsigned + 1), 1, signal.WidthBits);
        }
    }

    /// <summary>Bits that say the value of a signal, the highest of which is taken for a sign where the rest are its copies.</summary>
    public int Of(Signal signal, bool signed) => signed ? _signed[signal.Id] : _unsigned[signal.Id];

    /// <summary>Bits of both operands that tell them apart or are added: those of the wider one.</summary>
    public int OfOperands(OperatorSignal op) => Math.Min(
        op.Operands.Max(o => _unsigned[o.Id]),
        op.Operands.Max(o => _signed[o.Id]));

    private (int Unsigned, int Signed) Of(Signal signal)
    {
        int width = signal.WidthBits;
        return signal switch
        {
            ConstantSignal constant => ((int)constant.Value.GetBitLength(), (int)AsSigned(constant).GetBitLength() + 1),
            OperatorSignal op => Of(op),
            _ => (width, width),
        };
    }

    private (int Unsigned, int Signed) Of(OperatorSignal op)
    {
        int width = op.WidthBits;
        var first = op.Operands[0];
        var (u, s) = (_unsigned[first.Id], _signed[first.Id]);
        return op.Operator switch
        {
            Operator.ZeroExtend => (u, u + 1),
            Operator.SignExtend => (u < first.WidthBits ? u : width, s),
            Operator.Slice => (Math.Max(1, u - op.Offset), Math.Max(1, s - op.Offset)),
            Operator.Not => (width, s),
            Operator.And => (op.Operands.Min(o => _unsigned[o.Id]), op.Operands.Max(o => _signed[o.Id])),
            Operator.Or or Operator.Xor => (op.Operands.Max(o => _unsigned[o.Id]), op.Operands.Max(o => _signed[o.Id])),
            Operator.Multiplex => (op.Operands.Skip(1).Max(o => _unsigned[o.Id]), op.Operands.Skip(1).Max(o => _signed[o.Id])),
            Operator.Add => (op.Operands.Max(o => _unsigned[o.Id]) + 1, op.Operands.Max(o => _signed[o.Id]) + 1),
            Operator.Subtract => (width, op.Operands.Max(o => _signed[o.Id]) + 1),
            Operator.Multiply => (op.Operands.Sum(o => _unsigned[o.Id]), op.Operands.Sum(o => _signed[o.Id])),
            Operator.ShiftRightLogical => (u, width),
            Operator.ShiftRightArithmetic => (u < first.WidthBits ? u : width, s),
            Operator.Concatenate => (op.Operands.Skip(1).Sum(static o => o.WidthBits) + (IsZero(first) ? 0 : u), width),
            _ => (width, width),
        };
    }

    private static bool IsZero(Signal signal) => signal is ConstantSignal { Value.IsZero: true };

    private static BigInteger AsSigned(ConstantSignal constant)
        => (constant.Value >> (constant.WidthBits - 1)).IsZero ? constant.Value : constant.Value - (BigInteger.One << constant.WidthBits);
}
