using System.Collections.Immutable;
using System.Numerics;
using Accel.Rtl;
using Accel.Rtl.Estimation;

namespace Accel.Transformer.Lowering;

/// <summary>Makes netlist signals without making the same one twice, and leaves out what does nothing.</summary>
/// <param name="module">The module that grows.</param>
/// <param name="arrivals">When its signals are there: trees are built so that what comes late passes few levels.</param>
internal sealed class Wires(Module module, ArrivalTimes arrivals)
{
    private readonly Dictionary<(BigInteger, int, string?), Signal> _constants = [];
    private readonly Dictionary<(Operator, int, int, int, (int Offset, int WidthBits)), Signal> _known = [];

    /// <summary>The module.</summary>
    public Module Module { get; } = module;

    /// <summary>What conditions say of the states and phases.</summary>
    public RegisterConditions Conditions { get; } = new();

    /// <summary>A gate or a multiplexer more, in nanoseconds.</summary>
    public double LevelNs => arrivals.LevelNs;

    /// <summary>1 bit, 0.</summary>
    public Signal Zero => Constant(0, 1);

    /// <summary>1 bit, 1.</summary>
    public Signal One => Constant(1, 1);

    /// <summary>A number, cut to its low bits; one with a name is told apart from others of its value.</summary>
    public Signal Constant(BigInteger value, int widthBits, string? name = null)
    {
        value &= (BigInteger.One << widthBits) - 1;
        if (!_constants.TryGetValue((value, widthBits, name), out var signal))
        {
            _constants[(value, widthBits, name)] = signal = Module.Constant(value, widthBits);
            signal.NameHint = name;
        }

        return signal;
    }

    /// <summary>Logical and; null stands for 1.</summary>
    public Signal? And(Signal? a, Signal? b) => a is null || a == One ? b : b is null || b == One || a == b ? a : a == Zero || b == Zero ? Zero : Binary(Operator.And, a, b);

    /// <summary>Logical or; null stands for 1.</summary>
    public Signal? Or(Signal? a, Signal? b) => a is null || b is null ? null : a == Zero || a == b ? b : b == Zero ? a : Binary(Operator.Or, a, b);

    /// <summary>Or of many; 0 for none.</summary>
    public Signal OrAll(IEnumerable<Signal> signals)
    {
        var distinct = signals.Distinct().ToList();
        return distinct.Count == 0 ? Zero : Tree(distinct, arrivals.OfNs, (a, b) => Or(a, b)!);
    }

    /// <summary>When a signal is there, in nanoseconds after the clock edge.</summary>
    public double ArrivalNs(Signal signal) => arrivals.OfNs(signal);

    /// <summary>
    /// Joins parts, two at a time: always the two that are there first, so that the last has the fewest levels to pass (Huffman's
    /// construction); where all are there at once, the tree is balanced.
    /// </summary>
    /// <param name="parts">At least one.</param>
    /// <param name="arrivalNs">When a part is there.</param>
    /// <param name="join">Makes one of two, the earlier first.</param>
    public static T Tree<T>(IReadOnlyList<T> parts, Func<T, double> arrivalNs, Func<T, T, T> join)
    {
        // The second key keeps the order among equals, so that the same kernel gives the same netlist.
        var queue = new PriorityQueue<T, (double Ns, int Order)>(parts.Select((part, order) => (part, (arrivalNs(part), order))));
        for (int order = parts.Count; queue.Count > 1; order++)
        {
            var joined = join(queue.Dequeue(), queue.Dequeue());
            queue.Enqueue(joined, (arrivalNs(joined), order));
        }

        return queue.Dequeue();
    }

    /// <summary>Complement.</summary>
    public Signal Not(Signal a)
        => a is OperatorSignal { Operator: Operator.Not } inverted ? inverted.Operands[0]
            : a is ConstantSignal constant ? Constant(~constant.Value, a.WidthBits)
            : Make(Operator.Not, a, null, null, default, () => Module.Not(a));

    /// <summary>A two-operand operator on equal widths.</summary>
    public Signal Binary(Operator op, Signal a, Signal b, SourceLocation? source = null) =>
        Make(op, a, b, null, default, () => Module.Binary(op, a, b, source));

    /// <summary>1 where any bit is set.</summary>
    public Signal ReduceOr(Signal a)
        => a.WidthBits == 1 ? a : Make(Operator.ReduceOr, a, null, null, default, () => Module.Reduce(Operator.ReduceOr, a));

    /// <summary>Two's complement negation.</summary>
    public Signal Negate(Signal a, SourceLocation? source) => Make(Operator.Negate, a, null, null, default, () => Module.Negate(a, source));

    /// <summary>A shift by a variable amount.</summary>
    public Signal Shift(Operator op, Signal a, Signal amount, SourceLocation? source) =>
        Make(op, a, amount, null, default, () => Module.Shift(op, a, amount, source));

    /// <summary>A choice.</summary>
    public Signal Multiplex(Signal condition, Signal a, Signal b, SourceLocation? source = null)
        => a == b ? a
            : condition is ConstantSignal constant ? (constant.Value.IsOne ? a : b)
            : a == One && b == Zero ? condition
            : a == Zero && b == One ? Not(condition)
            : Make(Operator.Multiplex, condition, a, b, default, () => Module.Multiplex(condition, a, b, source));

    /// <summary>Bits [offset, offset + width).</summary>
    public Signal Slice(Signal a, int offset, int widthBits)
        => offset == 0 && widthBits == a.WidthBits ? a
            : a is ConstantSignal constant ? Constant(constant.Value >> offset, widthBits)
            : Make(Operator.Slice, a, null, null, (offset, widthBits), () => Module.Slice(a, offset, widthBits));

    /// <summary>Makes a signal wider.</summary>
    public Signal Extend(Signal a, int widthBits, bool signed)
        => widthBits == a.WidthBits ? a
            : a is ConstantSignal constant && !signed ? Constant(constant.Value, widthBits)
            : Make(signed ? Operator.SignExtend : Operator.ZeroExtend, a, null, null, (0, widthBits), () =>
                Module.Extend(a, widthBits, signed));

    /// <summary>Zeros below a signal.</summary>
    public Signal ShiftedUp(Signal a, int zeros)
        => zeros == 0 ? a : Make(Operator.Concatenate, a, Constant(0, zeros), null, default, () =>
            Module.Concatenate(ImmutableArray.Create(a, Constant(0, zeros))));

    /// <summary>A comparison with a constant that the signal can have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has too few bits: cut to them, another value would be equal too.</exception>
    public Signal IsEqual(Signal a, BigInteger value)
        => value.Sign < 0 || value.GetBitLength() > a.WidthBits
            ? throw new ArgumentOutOfRangeException(nameof(value), value,
            $"{a.NameHint ?? "a signal"} of {a.WidthBits} bits is never {value}")
            : a.WidthBits == 1 ? (value.IsOne ? a : Not(a)) : Binary(Operator.Equal, a, Constant(value, a.WidthBits));

    private Signal Make(Operator op, Signal a, Signal? b, Signal? c, (int Offset, int WidthBits) extra, Func<Signal> make)
    {
        var key = (op, a.Id, b?.Id ?? -1, c?.Id ?? -1, extra);
        if (!_known.TryGetValue(key, out var signal))
        {
            _known[key] = signal = make();
        }

        return signal;
    }
}
