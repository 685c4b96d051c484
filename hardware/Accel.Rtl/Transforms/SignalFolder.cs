using System.Collections.Immutable;
using System.Numerics;

namespace Accel.Rtl.Transforms;

/// <summary>
/// Makes operators in a module, each simplified as far as its operands allow, and each only once. Every rule gives the same value for
/// every input; none makes more operators than it removes.
/// </summary>
internal sealed partial class SignalFolder(Module module)
{
    private readonly Dictionary<SignalKey, Signal> _operators = [];
    private readonly Dictionary<(BigInteger, int, string?), ConstantSignal> _constants = [];

    public ConstantSignal Constant(BigInteger value, int widthBits, string? nameHint = null)
    {
        if (!_constants.TryGetValue((value, widthBits, nameHint), out var constant))
        {
            constant = module.Constant(value, widthBits);
            constant.NameHint = nameHint;
            _constants.Add((value, widthBits, nameHint), constant);
        }

        return constant;
    }

    /// <summary>An operator of signals of the module, or something simpler of the same value.</summary>
    public Signal Make(Operator op, Signal[] operands, int offset, int widthBits, SourceLocation? source)
    {
        if (Array.TrueForAll(operands, o => o is ConstantSignal))
            return Constant(OperatorSemantics.Evaluate(op, Array.ConvertAll(operands, o => (ConstantSignal)o), offset, widthBits), widthBits);
        if (IsCommutative(op) && (operands[0] is ConstantSignal || (operands[1] is not ConstantSignal && operands[0].Id > operands[1].Id)))
            (operands[0], operands[1]) = (operands[1], operands[0]);
        return Simpler(op, operands, offset, widthBits, source) ?? Share(op, operands, offset, widthBits, source);
    }

    private Signal Share(Operator op, Signal[] operands, int offset, int widthBits, SourceLocation? source)
    {
        var key = new SignalKey(op, operands, offset, widthBits);
        if (!_operators.TryGetValue(key, out var signal))
        {
            signal = module.Operate(op, ImmutableArray.Create(operands), offset, widthBits, source);
            _operators.Add(key, signal);
        }

        return signal;
    }

    private Signal? Simpler(Operator op, Signal[] operands, int offset, int widthBits, SourceLocation? source)
    {
        var a = operands[0];
        switch (op)
        {
            case Operator.Not:
                return Not(a, source);
            case Operator.Negate:
                return a is OperatorSignal { Operator: Operator.Negate } negated ? negated.Operands[0] : widthBits == 1 ? a : null;
            case Operator.And or Operator.Or or Operator.Xor:
                return Logic(op, a, operands[1], widthBits, source);
            case Operator.Add or Operator.Subtract or Operator.Multiply:
                return Arithmetic(op, a, operands[1], widthBits, source);
            case Operator.Equal or Operator.NotEqual:
                return Equality(op, a, operands[1], source);
            case Operator.LessThanUnsigned or Operator.LessThanSigned or Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned:
                return Order(op, a, operands[1], source);
            case Operator.Multiplex:
                return Multiplex(a, operands[1], operands[2], source);
            case Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic:
                return operands[1] is ConstantSignal amount ? ShiftBy(op, a, (int)BigInteger.Min(amount.Value, a.WidthBits), source) : null;
            case Operator.Slice:
                return Slice(a, offset, widthBits, source);
            case Operator.Concatenate:
                return Concatenate(operands, widthBits, source);
            case Operator.ZeroExtend:
                return a.WidthBits == widthBits ? a : a is OperatorSignal { Operator: Operator.ZeroExtend } z ? Make(op, [z.Operands[0]], 0, widthBits, source) : null;
            case Operator.SignExtend:
                return SignExtend(a, widthBits, source);
            default:
                return Reduce(op, a, source);
        }
    }

    private static bool IsCommutative(Operator op)
        => op is Operator.And or Operator.Or or Operator.Xor or Operator.Add or Operator.Multiply or Operator.Equal or Operator.NotEqual;

    private static bool IsZero(Signal signal) => signal is ConstantSignal { Value.IsZero: true };

    private static bool IsOnes(Signal signal) => signal is ConstantSignal constant && constant.Value == OperatorSemantics.Mask(signal.WidthBits);

    private static bool IsNotOf(Signal a, Signal b) => a is OperatorSignal { Operator: Operator.Not } op && op.Operands[0] == b;

    private ConstantSignal Bit(bool value) => Constant(value ? 1 : 0, 1);
}
