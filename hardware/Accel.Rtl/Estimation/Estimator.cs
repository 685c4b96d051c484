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

    /// <summary>LUTs a bit for a 2-to-1 multiplexer in a chain: two and a half fit one LUT with the logic that selects them.</summary>
    private const double MultiplexPacking = 0.45;

    private readonly DelayTable _table;
    private readonly Module _module;
    private readonly BigInteger[] _usedBits;
    private readonly BigInteger[] _constantBits;
    private readonly IReadOnlySet<Signal> _clearing;

    private Estimator(Module module, DelayTable table)
        => (_module, _table, _usedBits, _constantBits, _clearing) = (module, table, UsedBits.Of(module), ConstantBits.Of(module), ClearingMultiplexers.Of(module));

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
        int operand = op.Operands[0].WidthBits;
        bool constant = op.Operands.Any(o => o is ConstantSignal);
        return op.Operator switch
        {
            // With a constant bit it is a wire or an inverter, which the next LUT takes in.
            Operator.And or Operator.Or or Operator.Xor => VariableBits(op, op.Operands[0], op.Operands[1]) * GatePacking,
            Operator.Add or Operator.Subtract or Operator.Negate => width,
            Operator.Multiply => Multipliers(op) > 0 ? 0 : width * width / 2.0,
            Operator.Equal or Operator.NotEqual => constant ? Math.Max(GatePacking, operand / 6.0) : Math.Max(GatePacking, operand / 3.0),
            Operator.LessThanUnsigned or Operator.LessThanSigned or Operator.LessOrEqualUnsigned or Operator.LessOrEqualSigned
                => constant ? Math.Max(1, operand / 4.0) : Math.Max(1, operand / 2.0),
            Operator.ShiftLeft or Operator.ShiftRightLogical or Operator.ShiftRightArithmetic
                => used * Math.Ceiling(Math.Min(op.Operands[1].WidthBits, BitOperations.Log2((uint)Math.Max(2, op.WidthBits - 1)) + 1) / 2.0),
            Operator.Multiplex => _clearing.Contains(op) ? 0
                : (used * GatePacking) + (VariableBits(op, op.Operands[1], op.Operands[2]) * (MultiplexPacking - GatePacking)),
            Operator.ReduceOr or Operator.ReduceAnd or Operator.ReduceXor => Math.Max(GatePacking, operand / 5.0),
            _ => 0,
        };
    }

    /// <summary>Used bits that are constant in neither of two operands.</summary>
    private long VariableBits(OperatorSignal op, Signal a, Signal b) => (long)BigInteger.PopCount(_usedBits[op.Id] & ~(_constantBits[a.Id] | _constantBits[b.Id]));

    private long Multipliers(OperatorSignal op)
    {
        var blocks = _table.Blocks;
        return op.Operator != Operator.Multiply || op.WidthBits < 8 || blocks.MultiplierWidthA == 0 ? 0
            : (long)Math.Ceiling(op.WidthBits / (double)blocks.MultiplierWidthA) * (long)Math.Ceiling(op.WidthBits / (double)blocks.MultiplierWidthB);
    }

    private MemoryEstimate Estimate(Memory memory)
    {
        long bits = (long)memory.Depth * memory.WidthBits;
        int ports = memory.ReadPorts.Count(IsUsed);
        var kind = _table.Blocks.StyleOf(memory);
        return kind switch
        {
            MemoryStyle.Block => new(memory.Name, kind, bits, 0, _table.Blocks.BlocksOf(memory.Depth, memory.WidthBits) * ((ports + 1) / 2)),
            MemoryStyle.Registers => new(memory.Name, kind, bits, memory.IsSingleWord ? 0 : bits * ports / 4, 0),
            _ => new(memory.Name, kind, bits, memory.WritePorts.Count == 0
                ? ports * memory.WidthBits * DeviceBlocks.Ceiling(memory.Depth, _table.Blocks.LutRamShapes[0].Words)
                : _table.Blocks.LutRamLutsOf(memory.Depth, memory.WidthBits, ports), 0),
        };
    }

    private (double Ns, List<string> Path) LongestPath()
    {
        var times = new ArrivalTimes(_table);
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
