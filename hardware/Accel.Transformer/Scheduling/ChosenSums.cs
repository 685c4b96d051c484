namespace Accel.Transformer.Scheduling;

/// <summary>
/// A sum with a choice of terms, x + (c ? y : z), where x + y and x + z are computed anyway: it is a choice of the two, and no adder of its
/// own. The opposite of what <see cref="Graph.Select"/> makes of such a choice, which pays where the sums are for nothing else.
/// </summary>
internal sealed class ChosenSums
{
    private readonly Dictionary<(NodeKind Kind, int A, int B), Node> _sums;

    /// <summary>Finds the sums.</summary>
    /// <param name="graph">The values.</param>
    /// <param name="inner">Sums that are part of another one, and are not computed.</param>
    public ChosenSums(Graph graph, HashSet<Node> inner)
        => _sums = graph.Nodes.Where(n => n.IsUsed && n.Kind is NodeKind.Add or NodeKind.Subtract && !inner.Contains(n))
            .ToDictionary(n => (n.Kind, n.Operands[0].Id, n.Operands[1].Id));

    /// <summary>Makes the choice; null where it is none, or not between sums that are there.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="into">Receives the choice.</param>
    /// <param name="map">What has become of values, by id.</param>
    public Node? Rebuild(Node sum, Graph into, IReadOnlyList<Node?> map)
        => (sum.Operands[1].Kind == NodeKind.Select
            ? Choose(sum, into, map, sum.Operands[0], sum.Operands[1], sum.Kind == NodeKind.Subtract) : null)
            ?? (sum.Kind == NodeKind.Add && sum.Operands[0].Kind == NodeKind.Select
                ? Choose(sum, into, map, sum.Operands[1], sum.Operands[0], false) : null);

    // The first operand more or less the term.
    private Node? Choose(Node sum, Graph into, IReadOnlyList<Node?> map, Node first, Node term, bool isLess)
    {
        if (term is { IsConstant: true } && term.Value == 0)
        {
            return map[first.Id];
        }

        if (Known(first, term, isLess) is { } known && known.Id < sum.Id)
        {
            return map[known.Id];
        }

        if (term.Kind == NodeKind.Subtract && term.Operands[0] is { IsConstant: true } zero && zero.Value == 0)
        {
            return Choose(sum, into, map, first, term.Operands[1], !isLess);
        }

        return term.Kind == NodeKind.Select
            && Choose(sum, into, map, first, term.Operands[1], isLess) is { } a
            && Choose(sum, into, map, first, term.Operands[2], isLess) is { } b
                ? into.Choose(map[term.Operands[0].Id]!, a, b) : null;
    }

    private Node? Known(Node first, Node term, bool isLess)
        => isLess ? _sums.GetValueOrDefault((NodeKind.Subtract, first.Id, term.Id))
            : _sums.GetValueOrDefault((NodeKind.Add, first.Id, term.Id)) ?? _sums.GetValueOrDefault((NodeKind.Add, term.Id, first.Id));
}
