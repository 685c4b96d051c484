using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <content>Logic, comparisons and choices.</content>
internal sealed partial class Graph
{
    /// <summary>Bitwise and.</summary>
    public Node And(Node a, Node b)
    {
        Order(ref a, ref b);
        if (a == b)
        {
            return a;
        }

        if (b.IsConstant)
        {
            if (a.IsConstant)
            {
                return Constant(a.Value & b.Value);
            }

            if (b.Value == 0)
            {
                return b;
            }

            // A mask of ones that covers every bit that can be set.
            if (b.Value == -1 || (b.Value > 0 && (b.Value & (b.Value + 1)) == 0 && a.Range.Minimum >= 0 && a.Range.Maximum <= b.Value))
            {
                return a;
            }
        }

        return LowestBit.Of(this, a, b) ?? Make(NodeKind.And, [a, b], a.Range.And(b.Range));
    }

    /// <summary>Of each bit whether one below it is set.</summary>
    /// <param name="a">Not negative.</param>
    /// <param name="widthBits">Bits of the result, at least those of <paramref name="a"/>.</param>
    public Node AnyBelow(Node a, int widthBits) => a.IsConstant
        ? Constant(a.Value == 0 ? 0 : (-(a.Value & -a.Value) << 1) & ((Int128.One << widthBits) - 1))
        : widthBits == 1 ? Constant(0)
        : Make(NodeKind.AnyBelow, [a], new Interval(0, (Int128.One << widthBits) - 2), null, 0, new IrType(widthBits, false));

    /// <summary>How many bits are set.</summary>
    /// <param name="a">Not negative.</param>
    public Node Count(Node a)
    {
        int most = (int)Int128.PopCount(a.MayBeSet);
        return a.IsConstant ? Constant(Int128.PopCount(a.Value))
            : most == 1 ? ShiftRight(a, Constant(Int128.TrailingZeroCount(a.MayBeSet)))
            : Make(NodeKind.Count, [a], new Interval(0, most));
    }

    /// <summary>Bitwise or.</summary>
    public Node Or(Node a, Node b)
    {
        Order(ref a, ref b);
        if (a == b || (b.IsConstant && b.Value == 0))
        {
            return a;
        }

        if (b.IsConstant && (a.IsConstant || b.Value == -1 || (b.Value == 1 && Interval.Bool.Contains(a.Range))))
        {
            return a.IsConstant ? Constant(a.Value | b.Value) : b;
        }

        var range = a.Range.Or(b.Range);
        return Make(NodeKind.Or, [a, b], (a.MayBeSet & b.MayBeSet) == 0 ? a.Range.Add(b.Range).Intersect(range) ?? range : range);
    }

    /// <summary>Bitwise exclusive or.</summary>
    public Node Xor(Node a, Node b)
    {
        Order(ref a, ref b);
        if (a == b)
        {
            return Constant(0);
        }

        if (!b.IsConstant)
        {
            return LowestBit.Without(this, a, b) ?? LowestBit.Without(this, b, a) ?? Make(NodeKind.Xor, [a, b], a.Range.Xor(b.Range));
        }

        if (a.IsConstant || b.Value == 0)
        {
            return a.IsConstant ? Constant(a.Value ^ b.Value) : a;
        }

        if (a.Kind == NodeKind.Xor && a.Operands[1].IsConstant)
        {
            return Xor(a.Operands[0], Constant(a.Operands[1].Value ^ b.Value));
        }

        if (b.Value == 1)
        {
            switch (a.Kind)
            {
                case NodeKind.Equal:
                    return NotEqual(a.Operands[0], a.Operands[1]);
                case NodeKind.NotEqual:
                    return Equal(a.Operands[0], a.Operands[1]);
                case NodeKind.LessThan:
                    return LessOrEqual(a.Operands[1], a.Operands[0]);
                case NodeKind.LessOrEqual:
                    return LessThan(a.Operands[1], a.Operands[0]);
            }
        }

        return Make(NodeKind.Xor, [a, b], a.Range.Xor(b.Range));
    }

    /// <summary>An operator made again.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="operand">Of this graph, by number.</param>
    public Node Again(Node node, Func<int, Node> operand) => node.Kind switch
    {
        NodeKind.Add => Add(operand(0), operand(1)),
        NodeKind.Subtract => Subtract(operand(0), operand(1)),
        NodeKind.Multiply => Multiply(operand(0), operand(1)),
        NodeKind.And => And(operand(0), operand(1)),
        NodeKind.Or => Or(operand(0), operand(1)),
        NodeKind.Xor => Xor(operand(0), operand(1)),
        NodeKind.ShiftLeft => ShiftLeft(operand(0), operand(1)),
        NodeKind.ShiftRight => ShiftRight(operand(0), operand(1)),
        NodeKind.Equal => Equal(operand(0), operand(1)),
        NodeKind.NotEqual => NotEqual(operand(0), operand(1)),
        NodeKind.LessThan => LessThan(operand(0), operand(1)),
        NodeKind.LessOrEqual => LessOrEqual(operand(0), operand(1)),
        NodeKind.Select => Select(operand(0), operand(1), operand(2)),
        NodeKind.AnyBelow => AnyBelow(operand(0), node.WrapType.WidthBits),
        NodeKind.Count => Count(operand(0)),
        NodeKind.Wrap => Wrap(operand(0), node.WrapType),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Kind, "is no operator"),
    };

    /// <summary>Logical not of a bool.</summary>
    public Node Not(Node a) => Xor(a, Constant(1));

    /// <summary>1 when equal.</summary>
    public Node Equal(Node a, Node b)
    {
        Order(ref a, ref b);
        if (a == b)
        {
            return Constant(1);
        }

        if (a.Range.Intersect(b.Range) is null)
        {
            return Constant(0);
        }

        return b.IsConstant && Interval.Bool.Contains(a.Range) ? (b.Value == 1 ? a : Not(a))
            : b.IsConstant && b.Value == 0 && LowestBit.HasMoreThanOne(this, a) is { } more ? Not(more)
            : Make(NodeKind.Equal, [a, b], Interval.Bool);
    }

    /// <summary>1 when different.</summary>
    public Node NotEqual(Node a, Node b)
    {
        Order(ref a, ref b);
        if (a == b)
        {
            return Constant(0);
        }

        if (a.Range.Intersect(b.Range) is null)
        {
            return Constant(1);
        }

        return b.IsConstant && Interval.Bool.Contains(a.Range) ? (b.Value == 0 ? a : Not(a))
            : (b.IsConstant && b.Value == 0 ? LowestBit.HasMoreThanOne(this, a) : null) ?? Make(NodeKind.NotEqual, [a, b], Interval.Bool);
    }

    /// <summary>1 when less.</summary>
    public Node LessThan(Node a, Node b)
        => a == b || a.Range.Minimum >= b.Range.Maximum ? Constant(0)
            : a.Range.Maximum < b.Range.Minimum ? Constant(1)
            : Make(NodeKind.LessThan, [a, b], Interval.Bool);

    /// <summary>1 when less or equal.</summary>
    public Node LessOrEqual(Node a, Node b)
        => a == b || a.Range.Maximum <= b.Range.Minimum ? Constant(1)
            : a.Range.Minimum > b.Range.Maximum ? Constant(0)
            : Make(NodeKind.LessOrEqual, [a, b], Interval.Bool);

    /// <summary><paramref name="a"/> where the condition is 1, else <paramref name="b"/>.</summary>
    public Node Select(Node condition, Node a, Node b)
    {
        if (a == b)
        {
            return a;
        }

        if (condition.IsConstant)
        {
            return condition.Value == 1 ? a : b;
        }

        if (condition.Kind == NodeKind.Xor && condition.Operands[1].IsConstant && condition.Operands[1].Value == 1)
        {
            return Select(condition.Operands[0], b, a);
        }

        if (a.Kind == NodeKind.Select && a.Operands[0] == condition)
        {
            return Select(condition, a.Operands[1], b);
        }

        if (b.Kind == NodeKind.Select && b.Operands[0] == condition)
        {
            return Select(condition, a, b.Operands[2]);
        }

        if (Interval.Bool.Contains(a.Range) && Interval.Bool.Contains(b.Range) && (a.IsConstant || b.IsConstant))
        {
            return (a.IsConstant, b.IsConstant) switch
            {
                (true, true) => a.Value == 1 ? condition : Not(condition),
                (true, false) => a.Value == 1 ? Or(condition, b) : And(Not(condition), b),
                _ => b.Value == 1 ? Or(Not(condition), a) : And(condition, a),
            };
        }

        return SumOf(condition, a, b) ?? Choose(condition, a, b);
    }

    /// <summary>The same as it stands: sums are not taken apart.</summary>
    public Node Choose(Node condition, Node a, Node b)
        => a == b ? a : condition.IsConstant ? (condition.Value == 1 ? a : b)
            : Make(NodeKind.Select, [condition, a, b], a.Range.Union(b.Range));

    // c ? x + y : x  =  x + (c ? y : 0), and c ? x + y : x + z  =  x + (c ? y : z): the gated additions of a neuron become a
    // chain of sums whose order is free.
    private Node? SumOf(Node condition, Node a, Node b)
    {
        // Both sides must wrap the same way, or one of them (the bare x) must not need to.
        if (a.Kind == NodeKind.Wrap || b.Kind == NodeKind.Wrap)
        {
            var type = a.Kind == NodeKind.Wrap ? a.WrapType : b.WrapType;
            var (bareA, bareB) = (Bare(a), Bare(b));
            return bareA is not null && bareB is not null && SumOfBare(condition, bareA, bareB) is { } sum ? Wrap(sum, type) : null;

            Node? Bare(Node node) => node.Kind == NodeKind.Wrap ? (node.WrapType == type ? node.Operands[0] : null)
                : Interval.Of(type).Contains(node.Range) ? node : null;
        }

        return SumOfBare(condition, a, b);
    }

    private Node? SumOfBare(Node condition, Node a, Node b)
    {
        foreach (var (common, restA, isNegativeA) in Splits(a))
        {
            if (common.IsConstant)
            {
                continue;
            }

            if (common == b)
            {
                return Join(common, Select(condition, restA, Constant(0)), isNegativeA);
            }

            foreach (var (other, restB, isNegativeB) in Splits(b))
            {
                if (common == other)
                {
                    return Join(common, Select(condition, restA, isNegativeA == isNegativeB ? restB : Subtract(Constant(0), restB)), isNegativeA);
                }
            }
        }

        foreach (var (common, restB, isNegativeB) in Splits(b))
        {
            if (common == a)
            {
                return Join(common, Select(condition, Constant(0), restB), isNegativeB);
            }
        }

        return null;
    }

    private Node Join(Node common, Node rest, bool isNegative) => isNegative ? Subtract(common, rest) : Add(common, rest);

    private static IEnumerable<(Node Common, Node Other, bool IsNegative)> Splits(Node a)
    {
        if (a.Kind == NodeKind.Add)
        {
            yield return (a.Operands[0], a.Operands[1], false);
            yield return (a.Operands[1], a.Operands[0], false);
        }
        else if (a.Kind == NodeKind.Subtract)
        {
            yield return (a.Operands[0], a.Operands[1], true);
        }
    }

    private static void Order(ref Node a, ref Node b)
    {
        if (a.IsConstant || (!b.IsConstant && a.Id > b.Id))
        {
            (a, b) = (b, a);
        }
    }
}
