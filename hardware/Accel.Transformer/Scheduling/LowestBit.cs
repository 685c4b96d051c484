using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// The idioms of the lowest bit that is set, <c>x &amp; (x - 1)</c>, <c>x &amp; -x</c> and <c>x &amp; ~(x - 1)</c>: which bits have one
/// below them takes a few levels of LUTs, each with several bits, and no carry chain with a gate behind it.
/// </summary>
internal static class LowestBit
{
    /// <summary>A carry chain is no longer above this width.</summary>
    private const int MostBits = 32;

    /// <summary>Bits of which a few LUTs and the multiplexers between them compute anything.</summary>
    private const int FewBits = 8;

    /// <summary>Bits that one LUT looks at.</summary>
    private const int GroupBits = 6;

    /// <summary>The conjunction of two values that are such an idiom; null where they are none.</summary>
    public static Node? Of(Graph graph, Node a, Node b) => OfOrdered(graph, a, b) ?? OfOrdered(graph, b, a);

    /// <summary>Levels of LUTs before the one that gates a bit by those below it: a LUT joins the bits below it in a group and those of
    /// the groups below, so that each group is a bit smaller than the one before.</summary>
    /// <param name="widthBits">Bits of the value.</param>
    /// <param name="lutInputs">Inputs of a LUT.</param>
    public static int LevelsBefore(int widthBits, int lutInputs)
        => widthBits <= lutInputs ? 0 : HasShrinkingGroups(widthBits, lutInputs) ? 1 : 2;

    /// <summary>Each group has one bit fewer than the one before until all bits are in one: so a LUT of the last one has room for all
    /// groups before.</summary>
    /// <param name="widthBits">Bits of the value.</param>
    /// <param name="lutInputs">Inputs of a LUT.</param>
    public static bool HasShrinkingGroups(int widthBits, int lutInputs) => widthBits <= lutInputs * (lutInputs + 1) / 2;

    /// <summary>
    /// Whether a value without its lowest bit is not 0: a group of bits has more than one, or more than one group has any. Null where the
    /// value is something else, or of so few bits that a LUT looks at all of them.
    /// </summary>
    public static Node? HasMoreThanOne(Graph graph, Node rest)
    {
        while (rest.Kind == NodeKind.Wrap && rest.WrapType.WidthBits >= rest.Operands[0].Range.WidthBits)
        {
            rest = rest.Operands[0];
        }

        if (rest is not { Kind: NodeKind.And, Operands: [var a, var b] } || rest.IsWiring)
        {
            return null;
        }

        var (x, below) = b.Kind == NodeKind.AnyBelow ? (a, b) : (b, a);
        return below.Kind != NodeKind.AnyBelow || below.Operands[0] != x || x.Range.WidthBits <= FewBits ? null
            : MoreThanOne(graph, x, x.Range.WidthBits);
    }

    /// <summary>A value without its lowest bit; null where <paramref name="lowest"/> is not the lowest bit of
    /// <paramref name="x"/>.</summary>
    public static Node? Without(Graph graph, Node x, Node lowest)
    {
        var bare = lowest.Kind == NodeKind.Wrap ? lowest.Operands[0] : lowest;
        if (bare is not { Kind: NodeKind.And, Operands: [var a, var b] } || bare.IsWiring)
        {
            return null;
        }

        var (bits, above) = Complement(b) is null ? (b, a) : (a, b);
        return Complement(above) is { Kind: NodeKind.AnyBelow } below && below.Operands[0] == bits
            && (bits == x || (bits.Kind == NodeKind.Wrap && bits.Operands[0] == x))
            ? graph.Wrap(graph.And(bits, below), new IrType(below.WrapType.WidthBits, x.Range.IsSigned)) : null;

        // Of all bits that the value has.
        static Node? Complement(Node node) => node.Kind == NodeKind.Xor && node.Operands[1].IsConstant
            && node.Operands[0].Kind == NodeKind.AnyBelow ? node.Operands[0] : null;
    }

    private static Node MoreThanOne(Graph graph, Node x, int widthBits)
    {
        Node more = graph.Constant(0), groups = graph.Constant(0);
        for (int first = 0; first < widthBits; first += GroupBits)
        {
            int bits = Math.Min(GroupBits, widthBits - first);
            var group = graph.And(graph.ShiftRight(x, graph.Constant(first)), graph.Constant((1 << bits) - 1));
            var any = graph.NotEqual(group, graph.Constant(0));
            groups = graph.Or(groups, graph.ShiftLeft(any, graph.Constant(first / GroupBits)));
            more = graph.Or(more, graph.NotEqual(graph.And(group, graph.AnyBelow(group, bits)), graph.Constant(0)));
        }

        int count = (widthBits + GroupBits - 1) / GroupBits;
        return graph.Or(more, graph.NotEqual(graph.And(groups, graph.AnyBelow(groups, count)), graph.Constant(0)));
    }

    private static Node? OfOrdered(Graph graph, Node x, Node other)
    {
        bool isLess = IsLess(x, other), isRest = isLess;
        if (!isLess && !IsNegative(x, other) && !(Complemented(other) is { } less && IsLess(x, less)))
        {
            return null;
        }

        // In two's complement a negative number has ones without end: the width of both, where the result is exact.
        bool isSigned = x.Range.IsSigned;
        int width = isSigned ? Math.Max(x.Range.WidthBits, other.Range.WidthBits + (other.Range.IsSigned ? 0 : 1)) : x.Range.WidthBits;
        if (width is < 2 or > MostBits)
        {
            return null;
        }

        var bits = graph.Wrap(x, new IrType(width, false));
        var below = graph.AnyBelow(bits, width);
        var result = graph.And(bits, isRest ? below : graph.Xor(below, graph.Constant((Int128.One << width) - 1)));
        return isSigned ? graph.Wrap(result, new IrType(width, true)) : result;
    }

    private static bool IsLess(Node x, Node other)
        => Bare(other, x) is { Kind: NodeKind.Add } sum && sum.Operands[1].IsConstant && sum.Operands[1].Value == -1
            && IsSame(x, sum.Operands[0], other);

    private static bool IsNegative(Node x, Node other)
        => Bare(other, x) is { Kind: NodeKind.Subtract } difference && difference.Operands[0].IsConstant
            && difference.Operands[0].Value == 0 && IsSame(x, difference.Operands[1], other);

    private static Node? Complemented(Node node)
        => node.Kind == NodeKind.Wrap ? Complemented(node.Operands[0])
            : node.Kind == NodeKind.Xor && node.Operands[1].IsConstant && node.Operands[1].Value == -1 ? node.Operands[0] : null;

    // Without a wrap that changes no bit that x has.
    private static Node? Bare(Node node, Node x)
        => node.Kind != NodeKind.Wrap ? node : node.WrapType.WidthBits >= x.Range.WidthBits ? node.Operands[0] : null;

    // The same value, or the same before it was wrapped to the width that the other operand is wrapped to as well.
    private static bool IsSame(Node x, Node value, Node other)
        => x == value || (x.Kind == NodeKind.Wrap && other.Kind == NodeKind.Wrap && x.Operands[0] == value
            && x.WrapType.WidthBits == other.WrapType.WidthBits);
}
