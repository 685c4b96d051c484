using Accel.Rtl;
using Accel.Transformer.Scheduling;

namespace Accel.Transformer.Lowering;

/// <summary>Operators of the dataflow graph as signals. Who derives from it says where a value is in a cycle.</summary>
internal abstract class NodeLowering(Wires wires)
{
    /// <summary>The netlist.</summary>
    protected Wires Wires { get; } = wires;

    /// <summary>A value as bits of a given width, as seen in a cycle.</summary>
    public Signal Fit(Node node, int widthBits, int cycle)
    {
        if (node.IsConstant)
        {
            return Wires.Constant((System.Numerics.BigInteger)node.Value, widthBits);
        }

        var signal = See(node, cycle);
        if (widthBits <= signal.WidthBits)
        {
            return Wires.Slice(signal, 0, widthBits);
        }

        return signal.WidthBits >= node.Range.WidthBits
            ? Wires.Extend(signal, widthBits, node.Range.IsSigned)
            : throw new InvalidOperationException($"{node} of {node.Range.WidthBits} bits, built with {signal.WidthBits}, is wanted with {widthBits}");
    }

    /// <summary>A 1-bit value as seen in a cycle.</summary>
    public Signal Bit(Node node, int cycle) => Fit(node, 1, cycle);

    /// <summary>A value's signal in a cycle, with the width that the graph gives it.</summary>
    protected abstract Signal See(Node node, int cycle);

    /// <summary>An index as an address of a memory; indices are in range by contract, so that higher bits say nothing.</summary>
    public Signal Address(Node index, Memory memory, int cycle) => Fit(index, memory.AddressWidthBits, cycle);

    /// <summary>Makes an operator's signal from its operands as seen in a cycle.</summary>
    protected Signal Compute(Node node, int cycle)
    {
        int w = node.SignalBits;
        var source = node.Source;
        switch (node.Kind)
        {
            case NodeKind.Subtract when node.Operands[0].IsConstant && node.Operands[0].Value == 0:
                return Wires.Negate(Fit(node.Operands[1], w, cycle), source);
            case NodeKind.Xor when node.Operands[1].IsConstant && IsAllOnes(node.Operands[1].Value, w):
                return Wires.Not(Fit(node.Operands[0], w, cycle));
            case NodeKind.Multiply:
                return Product(node, cycle);
            case NodeKind.Add when !node.Operands[1].IsConstant && IsGate(node.Operands[0], cycle) && !IsGate(node.Operands[1], cycle):
                return Wires.Binary(Operator.Add, Fit(node.Operands[1], w, cycle), Fit(node.Operands[0], w, cycle), source);
            case NodeKind.Add or NodeKind.Subtract or NodeKind.And or NodeKind.Or or NodeKind.Xor:
                return Wires.Binary(OperatorOf(node.Kind), Fit(node.Operands[0], w, cycle), Fit(node.Operands[1], w, cycle), source);
            case NodeKind.ShiftLeft when node.Operands[1].IsConstant:
                int up = (int)node.Operands[1].Value;
                return up >= w ? Wires.Constant(0, w) : Wires.ShiftedUp(Fit(node.Operands[0], w - up, cycle), up);
            case NodeKind.ShiftRight when node.Operands[1].IsConstant:
                int down = (int)node.Operands[1].Value;
                return Wires.Slice(Fit(node.Operands[0], down + w, cycle), down, w);
            case NodeKind.ShiftLeft:
                return Shift(node, Operator.ShiftLeft, Fit(node.Operands[0], w, cycle), Whole(node.Operands[1], cycle));
            case NodeKind.ShiftRight:
                var value = Whole(node.Operands[0], cycle);
                var op = node.Operands[0].Range.IsSigned ? Operator.ShiftRightArithmetic : Operator.ShiftRightLogical;
                var shifted = Shift(node, op, value, Whole(node.Operands[1], cycle));
                return w <= shifted.WidthBits ? Wires.Slice(shifted, 0, w) : Wires.Extend(shifted, w, node.Operands[0].Range.IsSigned);
            case NodeKind.Equal or NodeKind.NotEqual or NodeKind.LessThan or NodeKind.LessOrEqual:
                return Compare(node, cycle);
            case NodeKind.Select:
                return Wires.Multiplex(Bit(node.Operands[0], cycle), Fit(node.Operands[1], w, cycle), Fit(node.Operands[2], w, cycle), source);
            case NodeKind.AnyBelow:
                return LowestBitLowering.AnyBelow(Wires, Fit(node.Operands[0], Math.Max(1, w - 1), cycle), w);
            case NodeKind.Count:
                return CountLowering.Count(Wires, BitsOf(node.Operands[0], node.Operands[0].MayBeSet, cycle), w);
            case NodeKind.Wrap:
                return Fit(node.Operands[0], w, cycle);
            default:
                throw new InvalidOperationException($"{node.Kind} is not computed");
        }
    }

    /// <summary>Makes a product from its factors as seen in a cycle.</summary>
    protected virtual Signal Product(Node node, int cycle)
        => Wires.Binary(Operator.Multiply, Fit(node.Operands[0], node.SignalBits, cycle), Fit(node.Operands[1], node.SignalBits, cycle), node.Source);

    /// <summary>Makes a shift by a variable amount.</summary>
    protected virtual Signal Shift(Node node, Operator op, Signal value, Signal amount) => Wires.Shift(op, value, amount, node.Source);

    // The bits that can be set, each of the value that it comes from: what joins them is no logic.
    private IEnumerable<Signal> BitsOf(Node node, Int128 mask, int cycle)
    {
        mask &= node.MayBeSet;
        if (mask == 0)
        {
            return [];
        }

        if (node.Kind == NodeKind.ShiftLeft && node.IsWiring)
        {
            return BitsOf(node.Operands[0], mask >> (int)node.Operands[1].Value, cycle);
        }

        if (node.IsJoin && node.Cycle == cycle)
        {
            return node.Operands.SelectMany(o => BitsOf(o, mask, cycle));
        }

        int width = 128 - (int)Int128.LeadingZeroCount(mask);
        var signal = Fit(node, width, cycle);
        return Enumerable.Range(0, width).Where(i => ((mask >> i) & 1) != 0).Select(i => Wires.Slice(signal, i, 1));
    }

    // A carry chain takes its first operand as it is, and what a gate or a choice makes of the second one in the LUTs that look at both:
    // as the first one it would take LUTs of its own.
    private static bool IsGate(Node node, int cycle)
    {
        while (node.IsWiring)
        {
            node = node.Operands[0];
        }

        return node.Cycle == cycle && !node.IsJoin
            && node.Kind is NodeKind.Select or NodeKind.And or NodeKind.Or or NodeKind.Xor;
    }

    private Signal Whole(Node node, int cycle) => Fit(node, node.Range.WidthBits, cycle);

    private Signal Compare(Node node, int cycle)
    {
        var (a, b) = (node.Operands[0], node.Operands[1]);
        bool isSigned = a.Range.IsSigned || b.Range.IsSigned;
        int width = isSigned
            ? Math.Max(a.Range.WidthBits + (a.Range.IsSigned ? 0 : 1), b.Range.WidthBits + (b.Range.IsSigned ? 0 : 1))
            : Math.Max(a.Range.WidthBits, b.Range.WidthBits);
        var op = node.Kind switch
        {
            NodeKind.Equal => Operator.Equal,
            NodeKind.NotEqual => Operator.NotEqual,
            NodeKind.LessThan => isSigned ? Operator.LessThanSigned : Operator.LessThanUnsigned,
            _ => isSigned ? Operator.LessOrEqualSigned : Operator.LessOrEqualUnsigned,
        };
        return Wires.Binary(op, Fit(a, width, cycle), Fit(b, width, cycle), node.Source);
    }

    private static bool IsAllOnes(Int128 value, int widthBits) => (value & ((Int128.One << widthBits) - 1)) == (Int128.One << widthBits) - 1;

    private static Operator OperatorOf(NodeKind kind) => kind switch
    {
        NodeKind.Add => Operator.Add,
        NodeKind.Subtract => Operator.Subtract,
        NodeKind.And => Operator.And,
        NodeKind.Or => Operator.Or,
        _ => Operator.Xor,
    };
}
