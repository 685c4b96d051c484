using System.Collections.Immutable;

namespace Accel.Rtl.Vhdl;

/// <summary>
/// A register that is loaded with a constant on some of the edges on which it is loaded at all. Its flip-flops have a pin for that, which
/// comes before their enable: written inside of the enable's statement, the constant would need both conditions joined in front of the pin,
/// and Yosys joins them anew for every flip-flop. So it is written first, and what else is loaded behind it.
/// </summary>
/// <param name="When">What the constant needs, with the value that each condition must have.</param>
/// <param name="Loads">What any load needs: the enable, and the conditions by which the register keeps its value.</param>
/// <param name="Constant">The constant.</param>
/// <param name="Otherwise">What is loaded otherwise.</param>
internal sealed record RegisterClear(
    ImmutableArray<(Signal Condition, bool Value)> When, ImmutableArray<(Signal Condition, bool Value)> Loads, ConstantSignal Constant,
    Signal Otherwise)
{
    private const int DeepestLookUp = 12;

    /// <summary>The clear of a register; null where it has none, where it needs no enable, or where reset sets another value.</summary>
    public static RegisterClear? Of(RegisterSignal register) => Find(register.Enable, register.Next!, s => s == register) is { } clear
        && (register.ResetValue is not { } reset || reset == clear.Constant.Value) ? clear : null;

    /// <summary>That of a memory of one word; null where it has more words, or more writes than one.</summary>
    public static RegisterClear? Of(Memory memory) => memory is { IsSingleWord: true, WritePorts: [var port] }
        ? Find(port.Enable, port.Data, s => s is MemoryReadSignal { IsSynchronous: false } read && read.Memory == memory) : null;

    private static RegisterClear? Find(Signal? enable, Signal value, Func<Signal, bool> isKept)
    {
        List<(Signal Condition, bool Value)> loads = enable is null ? [] : [(ExpressionWriter.Resolved(enable), true)];
        var next = ExpressionWriter.Resolved(value);
        while (next is OperatorSignal { Operator: Operator.Multiplex } mux)
        {
            var condition = ExpressionWriter.Resolved(mux.Operands[0]);
            var (one, zero) = (ExpressionWriter.Resolved(mux.Operands[1]), ExpressionWriter.Resolved(mux.Operands[2]));
            if (isKept(one) || isKept(zero))
            {
                loads.Add((condition, isKept(zero)));
                next = isKept(zero) ? one : zero;
            }
            else if (one is ConstantSignal ^ zero is ConstantSignal)
            {
                bool isOne = one is ConstantSignal;
                return loads.Count == 0 ? null
                    : new(
                        [.. loads.Where(l => !(isOne && l.Value && IsTerm(condition, l.Condition, DeepestLookUp))), (condition, isOne)],
                        [.. loads],
                        (ConstantSignal)(isOne ? one : zero), isOne ? zero : one);
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    // An enable is true whenever one of the conditions is that it is the disjunction of.
    private static bool IsTerm(Signal condition, Signal disjunction, int depth)
        => disjunction == condition || (depth > 0 && disjunction is OperatorSignal { Operator: Operator.Or } or
            && or.Operands.Any(o => IsTerm(condition, ExpressionWriter.Resolved(o), depth - 1)));

    /// <summary>Equal for registers that one statement clears.</summary>
    public string Key => string.Join(' ', When.Select(static w => $"{w.Condition.Id}{(w.Value ? '+' : '-')}").Append(":")
        .Concat(Loads.Select(static l => $"{l.Condition.Id}{(l.Value ? '+' : '-')}")));
}
