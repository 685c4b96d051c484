using System.Collections.Immutable;

namespace Accel.Rtl.Estimation;

/// <summary>What signals wait for, and how long after it they are there, by the delays of a family; but for gates, of which several share a
/// look-up table.</summary>
/// <param name="table">The family's delays.</param>
internal sealed class PathDelays(DelayTable table)
{
    /// <summary>The signals that one waits for; none for one that a path begins with.</summary>
    public static ImmutableArray<Signal> Inputs(Signal signal) => signal switch
    {
        OperatorSignal op => op.Operands,
        MemoryReadSignal { IsSynchronous: false, Address: { } address } => [address],
        _ => [],
    };

    /// <summary>Computes what is not known yet of a signal and of all that it waits for, these first; without recursion, as chains may be
    /// very long.</summary>
    public static T Resolve<T>(Signal signal, Dictionary<Signal, T> known, Func<Signal, T> of)
    {
        if (known.TryGetValue(signal, out var resolved))
        {
            return resolved;
        }

        for (var pending = new Stack<Signal>([signal]); pending.TryPeek(out var top);)
        {
            bool isReady = true;
            foreach (var input in Inputs(top))
            {
                if (!known.ContainsKey(input))
                {
                    pending.Push(input);
                    isReady = false;
                }
            }

            if (isReady && !known.ContainsKey(pending.Pop()))
            {
                known.Add(top, of(top));
            }
        }

        return known[signal];
    }

    /// <summary>When a signal is there that a path begins with, in nanoseconds.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="inputNs">When the module's inputs are there.</param>
    public double StartNs(Signal signal, double inputNs) => signal switch
    {
        RegisterSignal => table.ClockToOutputNs,
        MemoryReadSignal { IsSynchronous: true } read => table.Blocks.StyleOf(read.Memory) == MemoryStyle.Block
            ? table.BlockReadNs : table.ClockToOutputNs,
        InputSignal => inputNs,
        _ => 0,
    };

    /// <summary>Of a memory that is read at once, in nanoseconds.</summary>
    public double ReadNs(MemoryReadSignal read)
        => (table.Blocks.StyleOf(read.Memory) == MemoryStyle.Registers ? table.Choose : table.DistributedRead).AtNs(read.Memory.Depth);

    /// <summary>Of an operator that is no gate, in nanoseconds; 0 for a wire.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="operandBits">Bits of its operands that count.</param>
    /// <param name="sumBits">Bits of its carry chain.</param>
    public double OperatorNs(OperatorSignal op, int operandBits, int sumBits) => op.Operator switch
    {
        Operator.Add or Operator.Subtract or Operator.Negate => table.Add.AtNs(sumBits),
        Operator.LessThanUnsigned or Operator.LessThanSigned or Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned
            => table.Compare.AtNs(operandBits),
        Operator.Equal or Operator.NotEqual => op.Operands.Any(static o => o is ConstantSignal)
            ? table.Reduce.AtNs(operandBits) : table.Equal.AtNs(operandBits),
        Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor => table.Reduce.AtNs(operandBits),
        Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic => table.Shift.AtNs(op.Operands[0].WidthBits),
        Operator.Multiply => table.Multiply.AtNs(ProductSize(op)),
        _ => 0,
    };

    // Measured is a product as wide as its factors; a full one, twice as wide, takes more blocks but not twice as long.
    private static int ProductSize(OperatorSignal product)
    {
        var factors = ProductFactors.Of(product);
        int bits = Math.Min(product.WidthBits, factors.Both.Sum(factors.WidthAtMultiplier));
        return (Math.Min(factors.Both.Max(factors.WidthAtMultiplier), bits) + bits) / 2;
    }
}
