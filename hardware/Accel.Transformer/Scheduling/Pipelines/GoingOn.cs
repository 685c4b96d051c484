namespace Accel.Transformer.Scheduling.Pipelines;

/// <summary>What values are where another iteration follows: the conditions under which the loop is left are 0 then.</summary>
/// <param name="graph">The iteration's graph, which grows.</param>
/// <param name="leaves">The conditions.</param>
internal sealed class GoingOn(Graph graph, IEnumerable<Node> leaves)
{
    // A comparison and its opposite are values of their own.
    private readonly Dictionary<Node, Node> _map = leaves.Distinct()
        .SelectMany(n => new[] { (Node: n, Value: 0), (Node: graph.Not(n), Value: 1) }).DistinctBy(static n => n.Node)
        .ToDictionary(static n => n.Node, n => graph.Constant(n.Value));

    /// <summary>A value as it is then.</summary>
    public Node Of(Node value)
    {
        Stack<Node> open = new([value]);
        while (open.TryPeek(out var node))
        {
            var missing = node.Operands.Where(o => !_map.ContainsKey(o)).ToList();
            missing.ForEach(open.Push);
            if (missing.Count == 0)
            {
                _ = open.Pop();
                _map.TryAdd(node, IsOperator(node) && node.Operands.Any(o => _map[o] != o) ? Again(node) : node);
            }
        }

        return _map[value];
    }

    private Node Again(Node node)
    {
        var made = graph.Again(node, i => _map[node.Operands[i]]);
        made.Name ??= node.Name;
        return made;
    }

    // A load is an effect: its index stays what it is.
    private static bool IsOperator(Node node) => node.Operands.Length > 0 && node.Kind != NodeKind.Load;
}
