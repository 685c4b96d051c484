namespace Accel.Rtl.Estimation;

/// <summary>
/// When signals are there once gates are mapped to look-up tables: to each gate belongs the look-up table, of those that can end there,
/// whose inputs are there first (cuts, as in Cong and Ding, FlowMap, IEEE TCAD 13(1), 1994, with the best of each size kept for each
/// signal). A signal's bits are alike: a gate of words is one look-up table for each bit.
/// </summary>
internal sealed class MappedTimes(DelayTable table, SignificantBits significant)
{
    // The look-up table in front of a carry chain gives up an input to what the chain itself takes.
    private readonly int _sumInputs = table.SumsTakeGates ? table.LutInputs - 1 : 2;
    private readonly PathDelays _delays = new(table);
    private readonly Dictionary<Signal, Mapped> _known = [];

    /// <summary>When a signal is there, in nanoseconds after the clock edge.</summary>
    public double OfNs(Signal signal) => PathDelays.Resolve(signal, _known, Map).Ns;

    /// <summary>The last of the signals that one waits for, a look-up table or an operator before; null for one that a path begins
    /// with.</summary>
    public Signal? LastInput(Signal signal) => _known[signal].Last;

    private Mapped Map(Signal signal) => signal switch
    {
        ConstantSignal => new Mapped(0, null, [new Cut([], 0, null)]),
        OperatorSignal op => Map(op),
        MemoryReadSignal { IsSynchronous: false, Address: { } address } read => Behind(read, address, _delays.ReadNs(read)),
        _ => Source(signal, _delays.StartNs(signal, inputNs: 0)),
    };

    private Mapped Map(OperatorSignal op)
    {
        switch (op.Operator)
        {
            // Wires, and inverters that the next look-up table takes in.
            case Operator.Not or Operator.ZeroExtend or Operator.SignExtend:
                return _known[op.Operands[0]];
            case Operator.Slice:
                return _known[op.Operands[0]].From(op.Offset);
            case Operator.Concatenate:
                return Behind(op, Latest(op), 0);
            case Operator.And or Operator.Or or Operator.Xor or Operator.Multiplex:
                return Gate(op, Merge(op, table.LutInputs));
            case Operator.Add or Operator.Subtract:
                return Sum(op);
            case Operator.Equal or Operator.NotEqual or Operator.ReduceAnd or Operator.ReduceOr or Operator.ReduceXor
                when op.Operands.Sum(static o => o is ConstantSignal ? 0 : o.WidthBits) <= table.LutInputs:
                return Gate(op, op.Operands.All(static o => o.WidthBits == 1) ? Merge(op, table.LutInputs) : [Bits(op)]);
            default:
                return Behind(op, Latest(op), DelayNs(op));
        }
    }

    private static Mapped Source(Signal signal, double ns) => new(ns, null, [Cut.Of(signal, ns)]);

    private Mapped Behind(Signal signal, Signal last, double delay)
    {
        double ns = _known[last].Ns + delay;
        return new Mapped(ns, last, [Cut.Of(signal, ns)]);
    }

    private Signal Latest(OperatorSignal op) => op.Operands.MaxBy(o => _known[o].Ns)!;

    private Mapped Gate(OperatorSignal op, List<Cut> cuts)
    {
        var best = cuts[0];
        double ns = best.Leaves.Length < 2 ? best.Ns : best.Ns + table.LogicNs;
        cuts.Add(Cut.Of(op, ns));
        return new Mapped(ns, best.Last, [.. cuts]);
    }

    private Mapped Sum(OperatorSignal op)
    {
        var cuts = Merge(op, _sumInputs);
        double ns = cuts[0].Ns + DelayNs(op);
        return new Mapped(ns, cuts[0].Last, [Cut.Of(op, ns)]);
    }

    // All bits of a narrow operand go into one look-up table.
    private Cut Bits(OperatorSignal op)
    {
        var leaves = op.Operands.Where(static o => o is not ConstantSignal)
            .SelectMany(static o => Enumerable.Range(0, o.WidthBits).Select(bit => Cut.Leaf(o, bit))).Distinct().Order();
        var last = Latest(op);
        return new Cut([.. leaves], _known[last].Ns, last);
    }

    // The best look-up tables that end in a gate, the fastest first: its operands as they are, or with the gates before them.
    private List<Cut> Merge(OperatorSignal op, int inputs)
    {
        List<Cut> merged = [new Cut([], 0, null)];
        foreach (var operand in op.Operands)
        {
            List<Cut> longer = [];
            foreach (var cut in merged)
            {
                foreach (var other in _known[operand].Cuts)
                {
                    if (cut.With(other, inputs) is { } both)
                    {
                        longer.Add(both);
                    }
                }
            }

            merged = Best(longer);
        }

        return merged.Count > 0 ? merged : [Operands(op)];
    }

    // Of each number of inputs one, if it is faster than all that have fewer: those leave room for the gates behind.
    private static List<Cut> Best(List<Cut> cuts)
    {
        cuts.Sort(static (a, b) => a.Ns != b.Ns ? a.Ns.CompareTo(b.Ns) : a.Leaves.Length.CompareTo(b.Leaves.Length));
        List<Cut> best = [];
        foreach (var cut in cuts)
        {
            if (best.Count == 0 || cut.Leaves.Length < best[^1].Leaves.Length)
            {
                best.Add(cut);
            }
        }

        return best;
    }

    private Cut Operands(OperatorSignal op)
    {
        var last = Latest(op);
        return new Cut([.. op.Operands.Select(static o => Cut.Leaf(o, 0)).Distinct().Order()], _known[last].Ns, last);
    }

    private double DelayNs(OperatorSignal op)
    {
        int operand = Math.Max(1, significant.OfOperands(op));
        return _delays.OperatorNs(op, operand, op.Operator == Operator.Negate ? operand : Math.Min(op.WidthBits, operand + 1));
    }

    private sealed record Mapped(double Ns, Signal? Last, Cut[] Cuts)
    {
        // Of a wider signal: other bits of it.
        public Mapped From(int offset) => offset == 0 ? this : this with { Cuts = [.. Cuts.Select(cut => cut.From(offset))] };
    }

    // The inputs of a look-up table: bits of signals, in order; and when the last of them is there.
    private readonly record struct Cut(long[] Leaves, double Ns, Signal? Last)
    {
        private const int OffsetBits = 20;

        public static long Leaf(Signal signal, int bit) =>
            ((long)signal.Id << (OffsetBits + 1)) | ((long)bit << 1) | (signal.WidthBits == 1 ? 1L : 0);

        public static Cut Of(Signal signal, double ns) => new([Leaf(signal, 0)], ns, signal);

        // A single bit, which all bits of a word are chosen by, stays what it is.
        public Cut From(int offset) => this with { Leaves = [.. Leaves.Select(leaf =>
            (leaf & 1) != 0 ? leaf : leaf + ((long)offset << 1))] };

        public Cut? With(Cut other, int most)
        {
            Span<long> union = stackalloc long[Leaves.Length + other.Leaves.Length];
            int count = 0, i = 0, j = 0;
            while (i < Leaves.Length || j < other.Leaves.Length)
            {
                bool isOwn = j == other.Leaves.Length || (i < Leaves.Length && Leaves[i] <= other.Leaves[j]);
                long next = isOwn ? Leaves[i] : other.Leaves[j];
                j += j < other.Leaves.Length && other.Leaves[j] == next ? 1 : 0;
                i += i < Leaves.Length && Leaves[i] == next ? 1 : 0;
                union[count++] = next;
            }

            return count > most ? null : new Cut(union[..count].ToArray(), Math.Max(Ns, other.Ns), Ns >= other.Ns && Last is not null
                ? Last : other.Last ?? Last);
        }
    }
}
