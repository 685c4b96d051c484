namespace Accel.Transformer.Scheduling;

/// <summary>Adds up signed terms as a tree of least depth: always the two terms that are ready first.</summary>
internal sealed class SumTree(Graph graph, Func<Node, double> readyNs)
{
    private readonly PriorityQueue<(bool IsNegative, Node Node), (double ReadyNs, int WidthBits, int Order)> _open = new();
    private int _order;

    /// <summary>The sum of the terms.</summary>
    public Node Build(IReadOnlyList<(bool IsNegative, Node Node)> terms)
    {
        Int128 constant = 0;
        foreach (var (isNegative, node) in terms)
        {
            if (node.IsConstant)
            {
                constant += isNegative ? -node.Value : node.Value;
            }
            else
            {
                Add(isNegative, node);
            }
        }

        while (_open.Count > 1)
        {
            var (a, b) = (_open.Dequeue(), _open.Dequeue());
            var (sum, isNegative) = (a.IsNegative, b.IsNegative) switch
            {
                (false, false) => (graph.Add(a.Node, b.Node), false),
                (true, true) => (graph.Add(a.Node, b.Node), true),
                (false, true) => (graph.Subtract(a.Node, b.Node), false),
                _ => (graph.Subtract(b.Node, a.Node), false),
            };
            Add(isNegative, sum);
        }

        if (_open.Count == 0)
        {
            return graph.Constant(constant);
        }

        var last = _open.Dequeue();
        return last.IsNegative ? graph.Subtract(graph.Constant(constant), last.Node) : graph.Add(last.Node, graph.Constant(constant));
    }

    private void Add(bool isNegative, Node node) => _open.Enqueue((isNegative, node), (readyNs(node), node.Range.WidthBits, _order++));
}
