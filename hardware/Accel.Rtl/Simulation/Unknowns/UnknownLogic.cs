using Accel.Rtl.Transforms;

namespace Accel.Rtl.Simulation.Unknowns;

/// <summary>
/// For each operator, which bits of the result depend on unknown bits of the operands, as logic of its own. Bitwise operators, multiplexers
/// and those that move bits are exact to the bit; arithmetic makes the whole result unknown.
/// </summary>
internal sealed class UnknownLogic(SignalFolder folder)
{
    /// <summary>The unknown bits of a result, from the values and the unknown bits of the operands.</summary>
    public Signal Of(OperatorSignal op, Signal[] values, Signal[] unknowns)
    {
        int width = op.WidthBits;
        if (unknowns.All(IsNone))
            return None(width);
        switch (op.Operator)
        {
            case Operator.Not:
                return unknowns[0];
            case Operator.And:
                return Or(And(unknowns[0], unknowns[1]), Or(And(unknowns[0], values[1]), And(unknowns[1], values[0])));
            case Operator.Or:
                return Or(And(unknowns[0], unknowns[1]), Or(And(unknowns[0], Not(values[1])), And(unknowns[1], Not(values[0]))));
            case Operator.Xor:
                return Or(unknowns[0], unknowns[1]);
            case Operator.Equal or Operator.NotEqual:
                var known = Not(Or(unknowns[0], unknowns[1]));
                var differs = Any(And(Xor(values[0], values[1]), known));
                return And(Or(Any(unknowns[0]), Any(unknowns[1])), Not(differs));
            case Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic:
                var moved = Make(op.Operator, width, 0, unknowns[0], values[1]);
                return Or(moved, Spread(Any(unknowns[1]), width));
            case Operator.Multiplex:
                var either = Or(Or(unknowns[1], unknowns[2]), Xor(values[1], values[2]));
                return Mux(unknowns[0], either, Mux(values[0], unknowns[1], unknowns[2]));
            case Operator.Slice or Operator.ZeroExtend or Operator.SignExtend or Operator.Concatenate:
                return Make(op.Operator, width, op.Offset, unknowns);
            case Operator.ReduceOr:
                return And(Any(unknowns[0]), Not(Any(And(values[0], Not(unknowns[0])))));
            case Operator.ReduceAnd:
                return And(Any(unknowns[0]), Not(Any(And(Not(values[0]), Not(unknowns[0])))));
            default:
                return Spread(unknowns.Select(Any).Aggregate(Or), width);
        }
    }

    public Signal None(int widthBits) => folder.Constant(0, widthBits);

    public static bool IsNone(Signal unknown) => unknown is ConstantSignal { Value.IsZero: true };

    public Signal And(Signal a, Signal b) => Make(Operator.And, a.WidthBits, 0, a, b);

    public Signal Or(Signal a, Signal b) => Make(Operator.Or, a.WidthBits, 0, a, b);

    public Signal Not(Signal a) => Make(Operator.Not, a.WidthBits, 0, a);

    public Signal Any(Signal a) => Make(Operator.ReduceOr, 1, 0, a);

    public Signal Mux(Signal condition, Signal whenTrue, Signal whenFalse) => Make(Operator.Multiplex, whenTrue.WidthBits, 0, condition, whenTrue, whenFalse);

    /// <summary>One bit in every place of a vector.</summary>
    public Signal Spread(Signal bit, int widthBits) => Make(Operator.SignExtend, widthBits, 0, bit);

    private Signal Xor(Signal a, Signal b) => Make(Operator.Xor, a.WidthBits, 0, a, b);

    private Signal Make(Operator op, int widthBits, int offset, params Signal[] operands) => folder.Make(op, [.. operands], offset, widthBits, null);
}
