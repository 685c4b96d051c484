namespace Accel.Transformer.Scheduling;

/// <summary>A term of a sum.</summary>
/// <param name="IsNegative">It is subtracted.</param>
/// <param name="Node">Its value.</param>
/// <param name="AroundNs">How late it is on the way around a loop that the sum is on as well; null when it is not on that way.</param>
internal readonly record struct SumTerm(bool IsNegative, Node Node, double? AroundNs);

/// <summary>Adds up signed terms as a tree of least depth: always the two terms that are ready first, those on the way around the loop
/// last.</summary>
internal sealed class SumTree(Graph graph, Func<Node, double> readyNs, Func<Node, double> delayNs)
{
    private readonly PriorityQueue<SumTerm, (double ReadyNs, int WidthBits, int Order)> _open = new();
    private int _order;

    /// <summary>The sum of the terms.</summary>
    public SumTerm Build(IReadOnlyList<SumTerm> terms)
    {
        Int128 constant = 0;
        foreach (var term in terms)
        {
            if (term.Node.IsConstant)
            {
                constant += term.IsNegative ? -term.Node.Value : term.Node.Value;
            }
            else
            {
                Add(term);
            }
        }

        // A constant that came last would be a second adder on the way around.
        if (constant != 0 && terms.Any(static t => t.AroundNs is not null)
            && terms.Any(static t => t.AroundNs is null && !t.Node.IsConstant))
        {
            Add(new(false, graph.Constant(constant), null));
            constant = 0;
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
            double? latest = a.AroundNs is null || b.AroundNs is null ? a.AroundNs
                ?? b.AroundNs : Math.Max(a.AroundNs.Value, b.AroundNs.Value);
            Add(new(isNegative, sum, latest + delayNs(sum)));
        }

        if (_open.Count == 0)
        {
            return new(false, graph.Constant(constant), null);
        }

        var last = _open.Dequeue();
        return last with { IsNegative = false, Node = last.IsNegative
            ? graph.Subtract(graph.Constant(constant), last.Node) : graph.Add(last.Node, graph.Constant(constant)) };
    }

    private void Add(SumTerm term) => _open.Enqueue(term, (term.AroundNs ?? readyNs(term.Node), term.Node.Range.WidthBits, _order++));
}
