namespace Accel.Transformer.Scheduling.Pipelines.Ranges;

/// <summary>What follows from conditions that are true.</summary>
internal static class Conditions
{
    /// <summary>The conditions that are true or false for certain where one is true.</summary>
    public static IEnumerable<(Node Condition, bool IsTrue)> Parts(Node condition)
    {
        Stack<(Node Node, bool IsTrue)> open = new([(condition, true)]);
        while (open.TryPop(out var part))
        {
            yield return part;
            var (node, isTrue) = part;
            if (node.Kind == NodeKind.Xor && node.Operands[1].IsConstant && node.Operands[1].Value == 1 && IsBool(node.Operands[0]))
            {
                open.Push((node.Operands[0], !isTrue));
            }
            else if (node.Kind == (isTrue ? NodeKind.And : NodeKind.Or) && node.Operands.All(IsBool))
            {
                open.Push((node.Operands[0], isTrue));
                open.Push((node.Operands[1], isTrue));
            }
        }
    }

    /// <summary>What is not negative where a comparison is true or false.</summary>
    /// <param name="comparison">Any condition: of one that is no comparison nothing follows.</param>
    /// <param name="isTrue">Which it is.</param>
    /// <param name="valueOf">Exact values; null for one that is not known.</param>
    public static IEnumerable<Polynomial> NotNegative(Node comparison, bool isTrue, Func<Node, Polynomial?> valueOf)
    {
        if (comparison.Operands.Length != 2)
        {
            return [];
        }

        var (a, b) = (comparison.Operands[0], comparison.Operands[1]);
        IEnumerable<Polynomial?> found = (comparison.Kind, isTrue) switch
        {
            (NodeKind.LessThan, true) => [Less(b, a, 1)],
            (NodeKind.LessThan, false) => [Less(a, b, 0)],
            (NodeKind.LessOrEqual, true) => [Less(b, a, 0)],
            (NodeKind.LessOrEqual, false) => [Less(a, b, 1)],
            (NodeKind.Equal, true) or (NodeKind.NotEqual, false) => [Less(a, b, 0), Less(b, a, 0)],
            _ => [],
        };
        return found.OfType<Polynomial>();

        Polynomial? Less(Node x, Node y, int by) => valueOf(x)?.Plus(valueOf(y), -1)?.Plus(Polynomial.Of(by), -1);
    }

    private static bool IsBool(Node node) => Interval.Bool.Contains(node.Range);
}
