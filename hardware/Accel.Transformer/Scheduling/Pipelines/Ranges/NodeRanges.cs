namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>Ranges of operators from ranges of their operands that are narrower than those that the graph was made with.</summary>
internal static class NodeRanges
{
    /// <summary>All values of an operator.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="of">Ranges of its operands.</param>
    public static Interval Of(Node node, Interval[] of)
    {
        bool areConstant = of.All(static o => o.IsConstant);
        return node.Kind switch
        {
            NodeKind.Add => of[0].Add(of[1]),
            NodeKind.Subtract => of[0].Subtract(of[1]),
            NodeKind.Multiply => of[0].Multiply(of[1]),
            NodeKind.ShiftLeft => of[0].ShiftLeft(of[1]),
            NodeKind.ShiftRight => of[0].ShiftRight(of[1]),
            NodeKind.And => areConstant ? Interval.Of(of[0].Minimum & of[1].Minimum) : of[0].And(of[1]),
            NodeKind.Or => areConstant ? Interval.Of(of[0].Minimum | of[1].Minimum) : of[0].Or(of[1]),
            NodeKind.Xor => areConstant ? Interval.Of(of[0].Minimum ^ of[1].Minimum) : of[0].Xor(of[1]),
            NodeKind.Select => of[0].IsConstant ? of[of[0].Minimum == 1 ? 1 : 2] : of[1].Union(of[2]),
            NodeKind.Wrap => Wrap(of[0], node.WrapType),
            NodeKind.Equal => Truth(areConstant && of[0] == of[1], of[0].Intersect(of[1]) is null),
            NodeKind.NotEqual => Truth(of[0].Intersect(of[1]) is null, areConstant && of[0] == of[1]),
            NodeKind.LessThan => Truth(of[0].Maximum < of[1].Minimum, of[0].Minimum >= of[1].Maximum),
            NodeKind.LessOrEqual => Truth(of[0].Maximum <= of[1].Minimum, of[0].Minimum > of[1].Maximum),
            _ => node.Range,
        };
    }

    private static Interval Wrap(Interval of, Ir.IrType type)
        => of.IsConstant ? Interval.Of(Graph.ToMathematical(type.Wrap((long)(ulong)(of.Minimum & ulong.MaxValue)), type)) : of.Wrap(type);

    private static Interval Truth(bool isTrue, bool isFalse) => isTrue ? Interval.Of(1) : isFalse ? Interval.Of(0) : Interval.Bool;
}
