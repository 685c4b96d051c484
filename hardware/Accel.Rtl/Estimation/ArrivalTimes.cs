using System.Collections.Immutable;

namespace Accel.Rtl.Estimation;

/// <summary>When signals are there after a clock edge, by the delays of a family: the longest path of operators and reads to each.</summary>
/// <param name="table">The family's delays.</param>
public sealed class ArrivalTimes(DelayTable table)
{
    private readonly Dictionary<Signal, double> _known = [];

    /// <summary>When the module's inputs are there, in nanoseconds.</summary>
    public double InputNs { get; init; }

    /// <summary>A gate or a multiplexer: two in a row usually share a LUT.</summary>
    public double LevelNs => table.LogicNs / 2;

    /// <summary>When a signal is there, in nanoseconds.</summary>
    public double OfNs(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (_known.TryGetValue(signal, out double known))
        {
            return known;
        }

        // Without recursion: chains may be very long.
        for (var pending = new Stack<Signal>([signal]); pending.TryPeek(out var top);)
        {
            var missing = Inputs(top).Where(i => !_known.ContainsKey(i)).ToList();
            missing.ForEach(pending.Push);
            if (missing.Count == 0)
            {
                _known[pending.Pop()] = LastInput(top) is { } last ? _known[last] + DelayNs(top) : StartNs(top);
            }
        }

        return _known[signal];
    }

    /// <summary>The last of the signals that one waits for; null for one that a path begins with.</summary>
    internal Signal? LastInput(Signal signal) => Inputs(signal).MaxBy(i => _known[i]);

    private static ImmutableArray<Signal> Inputs(Signal signal) => signal switch
    {
        OperatorSignal op => op.Operands,
        MemoryReadSignal { IsSynchronous: false, Address: { } address } => [address],
        _ => [],
    };

    private double StartNs(Signal signal) => signal switch
    {
        RegisterSignal => table.ClockToOutputNs,
        MemoryReadSignal { IsSynchronous: true } read => table.Blocks.StyleOf(read.Memory) == MemoryStyle.Block ? table.BlockReadNs : table.ClockToOutputNs,
        InputSignal => InputNs,
        _ => 0,
    };

    private double DelayNs(Signal signal)
    {
        if (signal is MemoryReadSignal read)
        {
            return (table.Blocks.StyleOf(read.Memory) == MemoryStyle.Registers ? table.Choose : table.DistributedRead).AtNs(read.Memory.Depth);
        }

        var op = (OperatorSignal)signal;
        int operand = op.Operands[0].WidthBits;
        return op.Operator switch
        {
            Operator.Not or Operator.And or Operator.Or or Operator.Xor or Operator.Multiplex => LevelNs,
            Operator.Add or Operator.Subtract or Operator.Negate => table.Add.AtNs(op.WidthBits),
            Operator.LessThanUnsigned or Operator.LessThanSigned or Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned => table.Compare.AtNs(operand),
            Operator.Equal or Operator.NotEqual => op.Operands.Any(o => o is ConstantSignal) ? table.Reduce.AtNs(operand) : table.Equal.AtNs(operand),
            Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor => table.Reduce.AtNs(operand),
            Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic => table.Shift.AtNs(operand),
            Operator.Multiply => MultiplyNs(op),
            _ => 0,
        };
    }

    /// <summary>A product.</summary>
    internal double MultiplyNs(OperatorSignal product) => table.Multiply.AtNs(ProductSize(product));

    // Measured is a product as wide as its factors; a full one, twice as wide, takes more blocks but not twice as long.
    private static int ProductSize(OperatorSignal product)
    {
        var factors = ProductFactors.Of(product);
        int bits = Math.Min(product.WidthBits, factors.Both.Sum(factors.WidthAtMultiplier));
        return (Math.Min(factors.Both.Max(factors.WidthAtMultiplier), bits) + bits) / 2;
    }
}
