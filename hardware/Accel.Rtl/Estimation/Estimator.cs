using System.Numerics;

namespace Accel.Rtl.Estimation;

/// <summary>
/// Estimates resources and depth of a module from its netlist: operators are counted on their own, except that single-bit logic and
/// multiplexers are packed into look-up tables with a factor.
/// </summary>
public sealed class Estimator
{
    /// <summary>Share of a 2-input gate in a 6-input LUT, after packing.</summary>
    private const double GatePacking = 0.3;

    /// <summary>LUTs per bit for a 2-to-1 multiplexer in a chain: two and a half fit one LUT with the logic that selects them.</summary>
    private const double MultiplexPacking = 0.45;

    private readonly DelayTable _table;
    private readonly Module _module;
    private readonly BigInteger[] _usedBits;
    private readonly BigInteger[] _constantBits;
    private readonly SignificantBits _significant;
    private readonly FreeMultiplexers _free;

    private Estimator(Module module, DelayTable table)
    {
        (_module, _table) = (module, table);
        (_usedBits, _constantBits, _significant, _free) =
            (UsedBits.Of(module), ConstantBits.Of(module), new(module), FreeMultiplexers.Of(module));
    }

    /// <summary>Estimates a module, flattened and simplified first.</summary>
    /// <exception cref="NetlistException">The netlist is broken.</exception>
    public static ResourceEstimate Estimate(Module module, DelayTable? table = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new Estimator(module.Simplify().Flatten(), table ?? DelayTable.Of(DeviceFamily.Series7)).Run();
    }

    private ResourceEstimate Run()
    {
        double luts = 0;
        long multipliers = 0;
        foreach (var op in Used<OperatorSignal>())
        {
            luts += Luts(op);
            multipliers += Multipliers(op);
        }

        var memories = _module.Memories.Where(m => m.ReadPorts.Any(IsUsed)).Select(Estimate).ToList();
        long flipFlops = Used<RegisterSignal>().Sum(UsedBitsOf)
            + Used<MemoryReadSignal>().Where(r => r.IsSynchronous && _table.Blocks.StyleOf(r.Memory) != MemoryStyle.Block).Sum(r => (long)r.WidthBits)
            + memories.Where(m => m.Style == MemoryStyle.Registers).Sum(m => m.Bits);
        var (depth, path) = LongestPath();
        return new ResourceEstimate(
            (long)Math.Ceiling(luts) + memories.Sum(m => m.Luts), flipFlops, multipliers, memories.Sum(m => m.Blocks), depth, [.. path], [.. memories]);
    }

    private IEnumerable<T> Used<T>()
        where T : Signal => _module.Signals.OfType<T>().Where(IsUsed);

    private bool IsUsed(Signal signal) => !_usedBits[signal.Id].IsZero;

    private long UsedBitsOf(Signal signal) => (long)BigInteger.PopCount(_usedBits[signal.Id]);

    /// <summary>LUTs of one operator.</summary>
    private double Luts(OperatorSignal op)
    {
        long used = UsedBitsOf(op);
        int width = (int)_usedBits[op.Id].GetBitLength();
        int operand = _significant.OfOperands(op);
        bool constant = op.Operands.Any(o => o is ConstantSignal);
        return op.Operator switch
        {
            // With a constant bit it is a wire or an inverter, which the next LUT takes in.
            Operator.And or Operator.Or or Operator.Xor => VariableBits(op, op.Operands[0], op.Operands[1]) * GatePacking,
            Operator.Add or Operator.Subtract => _free.IsChoosing(op) ? Math.Min(width, operand) : SumBits(op, Math.Min(width, operand)),
            Operator.Negate => Math.Min(width, operand),
            Operator.Multiply => Multipliers(op) > 0 ? 0 : RowBits(op, width),
            Operator.Equal or Operator.NotEqual => constant ? Math.Max(GatePacking, operand / 6.0) : Math.Max(GatePacking, operand / 3.0),
            Operator.LessThanUnsigned or Operator.LessThanSigned or Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned
                => constant ? Math.Max(1, operand / 4.0) : Math.Max(1, operand / 2.0),
            Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic => ShiftLuts(op, used),
            Operator.Multiplex => _free.Contains(op) ? 0
                : (used * GatePacking) + (VariableBits(op, op.Operands[1], op.Operands[2]) * (MultiplexPacking - GatePacking)),
            Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor => Math.Max(GatePacking, operand / 5.0),
            _ => 0,
        };
    }

    /// <summary>Used bits that are constant in neither of two operands.</summary>
    private long VariableBits(OperatorSignal op, Signal a, Signal b) => (long)BigInteger.PopCount(_usedBits[op.Id] & ~(_constantBits[a.Id] | _constantBits[b.Id]));

    /// <summary>
    /// Bits of a sum that take a LUT before the carry chain: where one operand is known to be zero, the chain takes the other as it is.
    /// What is subtracted is inverted first.
    /// </summary>
    private double SumBits(OperatorSignal op, int width)
    {
        var bits = OperatorSemantics.Mask(width);
        foreach (var operand in op.Operands)
        {
            bits &= operand is not ConstantSignal constant ? ~_constantBits[operand.Id] : op.Operator == Operator.Add
                ? constant.Value : bits;
        }

        return Math.Max(1, (double)BigInteger.PopCount(bits));
    }

    /// <summary>Two stages of a shift share a LUT. What is shifted to the left grows by the stage; to the right, what extends it stays as
    /// it is.</summary>
    private double ShiftLuts(OperatorSignal op, long used)
    {
        int stages = Math.Min(op.Operands[1].WidthBits, BitOperations.Log2((uint)Math.Max(2, op.WidthBits - 1)) + 1);
        int width = _significant.Of(op.Operands[0], signed: op.Operator == Operator.ShiftRightArithmetic);
        return Enumerable.Range(1, (stages + 1) / 2)
            .Sum(pair => op.Operator == Operator.ShiftLeft
                ? Math.Min(used, width + (1L << Math.Min(2 * pair, stages)) - 1) : Math.Min(used, width));
    }

    private long Multipliers(OperatorSignal op)
        => op.Operator != Operator.Multiply || _table.Blocks.MultiplierWidthA == 0 ? 0
            : new MultiplierBlocks(_table.Blocks.MultiplierWidthA, _table.Blocks.MultiplierWidthB)
            .Of(ProductFactors.Of(op), (int)_usedBits[op.Id].GetBitLength());

    /// <summary>Bits of the rows of a product that is made of LUTs: each row is a factor, gated and added.</summary>
    private static long RowBits(OperatorSignal op, int width)
    {
        var factors = ProductFactors.Of(op);
        int first = Math.Min(width, factors.WidthAtMultiplier(factors.First));
        int second = Math.Min(width, factors.WidthAtMultiplier(factors.Second));
        return Enumerable.Range(0, Math.Min(first, second)).Sum(row => (long)Math.Min(Math.Max(first, second), width - row));
    }

    private MemoryEstimate Estimate(Memory memory)
    {
        long bits = (long)memory.Depth * memory.WidthBits;
        int ports = memory.ReadPorts.Count(IsUsed);
        var kind = _table.Blocks.StyleOf(memory);
        return kind switch
        {
            MemoryStyle.Block => new(memory.Name, kind, bits, 0, _table.Blocks.BlocksOf(memory, IsUsed)),
            MemoryStyle.Registers => new(memory.Name, kind, bits, memory.IsSingleWord ? 0 : bits * ports / 4, 0),
            _ => new(memory.Name, kind, bits, memory.WritePorts.Count == 0
                ? ports * memory.WidthBits * DeviceBlocks.Ceiling(memory.Depth, _table.Blocks.LutRamShapes[0].Words)
                : _table.Blocks.LutRamLutsOf(memory.Depth, memory.WidthBits, ports), 0),
        };
    }

    private (double Ns, List<string> Path) LongestPath()
    {
        var times = new MappedTimes(_table, _significant);
        var last = PathEnds().MaxBy(times.OfNs);
        double depth = (last is null ? 0 : times.OfNs(last)) + _table.SetupNs;
        var names = new SignalNames(_module);
        var path = new List<string>();
        for (; last is not null; last = times.LastInput(last))
            path.Add(names[last]);
        path.Reverse();
        return (depth, path);
    }

    private IEnumerable<Signal> PathEnds()
    {
        var ports = _module.Memories.SelectMany(static m => m.WritePorts).SelectMany(static p => p.Drivers);
        var reads = _module.Signals.OfType<MemoryReadSignal>().Where(static r => r.IsSynchronous).SelectMany(static r => r.Drivers);
        return _module.Signals.OfType<RegisterSignal>().SelectMany(RegisterInputs).Concat(ports).Concat(reads).Concat(_module.Outputs.Values).OfType<Signal>().Where(IsUsed).Distinct();
    }

    // Flip-flops have pins for enable and reset: a multiplexer that holds the value, or sets a constant one, takes no time of its own.
    private static IEnumerable<Signal?> RegisterInputs(RegisterSignal register)
    {
        yield return register.Enable;
        var next = register.Next;
        while (next is OperatorSignal { Operator: Operator.Multiplex, Operands: [var condition, var whenTrue, var whenFalse] }
            && (IsOnPin(whenTrue) || IsOnPin(whenFalse)))
        {
            yield return condition;
            next = IsOnPin(whenTrue) ? whenFalse : whenTrue;
        }

        yield return next;

        bool IsOnPin(Signal value) => value == register || value is ConstantSignal;
    }
}
