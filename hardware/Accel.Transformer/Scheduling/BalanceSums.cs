using System.Diagnostics.CodeAnalysis;
using Accel.Transformer.Ir;

namespace Accel.Transformer.Scheduling;

/// <summary>
/// Chains of additions become balanced trees: wrap-around addition is associative, and inside an exact graph there is nothing to wrap.
/// The two terms that are ready first, and among those the two narrowest, are added first. The region gets a new graph.
/// </summary>
internal static class BalanceSums
{
    /// <summary>Later than anything that is computed in one iteration.</summary>
    private const double LateNs = 1e6;

    /// <summary>Rebuilds the graph of a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="delays">Tells which term is ready first.</param>
    /// <param name="late">Variables that are best added last: the sums of a pipelined loop, whose way around the loop must stay short.</param>
    public static void Run(Region region, NodeDelays delays, IReadOnlySet<Variable>? late = null)
    {
        DemandBits.Run(region);
        var old = region.Graph;
        var uses = CountUses(region);
        var inner = FindInner(old, uses);
        var graph = new Graph();
        var map = new Node?[old.Nodes.Count];
        Dictionary<Node, double> ready = [];
        foreach (var node in old.Nodes)
        {
            if (node.IsUsed && !inner.Contains(node))
            {
                var made = Rebuild(graph, node, map, inner, n => ReadyOf(n, ready, delays, late));
                made.Name ??= node.Name;
                map[node.Id] = made;
            }
        }

        region.Graph = graph;
        foreach (var segment in region.Segments)
        {
            segment.Effects.RemoveAll(e => e is LoadEffect { Result.IsUsed: false });
            foreach (var effect in segment.Effects)
            {
                effect.Map(n => map[n.Id]!);
                effect.Predicate = effect.Predicate is null ? null : map[effect.Predicate.Id];
            }

            segment.Decision = segment.Decision is null ? null : map[segment.Decision.Id];
            if (segment.Exit is { } exit)
            {
                for (int i = 0; i < exit.Writes.Count; i++)
                {
                    exit.Writes[i] = (exit.Writes[i].Variable, map[exit.Writes[i].Value.Id]!);
                }
            }
        }

        DemandBits.Run(region);
    }

    private static int[] CountUses(Region region)
    {
        var uses = new int[region.Graph.Nodes.Count];
        foreach (var node in region.Graph.Nodes.Where(n => n.IsUsed))
        {
            foreach (var operand in node.Operands)
            {
                uses[operand.Id]++;
            }
        }

        foreach (var node in region.Segments.SelectMany(Roots))
        {
            uses[node.Id] += 2;
        }

        return uses;
    }

    private static IEnumerable<Node> Roots(Segment segment)
        => segment.Effects.SelectMany(e => e.Needs)
            .Concat(segment.Decision is null ? [] : [segment.Decision])
            .Concat(segment.Exit?.Writes.Select(w => w.Value) ?? []);

    // A sum that one other sum uses, and nothing else, is a part of it.
    private static HashSet<Node> FindInner(Graph graph, int[] uses)
    {
        HashSet<Node> inner = [];
        foreach (var node in graph.Nodes.Where(n => n.IsUsed && IsSum(n)))
        {
            foreach (var operand in node.Operands)
            {
                if (IsSum(operand) && uses[operand.Id] == 1)
                {
                    inner.Add(operand);
                }
            }
        }

        return inner;
    }

    private static bool IsSum(Node node) => node.Kind is NodeKind.Add or NodeKind.Subtract;

    private static Node Rebuild(Graph graph, Node node, Node?[] map, HashSet<Node> inner, Func<Node, double> ready)
    {
        graph.At(node.Source);
        return node.Kind switch
        {
            NodeKind.Constant => graph.Constant(node.Value),
            NodeKind.Variable => graph.Variable(node.Variable!),
            NodeKind.Response => graph.Response(node.Source),
            NodeKind.Element => graph.Element(node.Stream!, node.Field, node.Source),
            NodeKind.Load => graph.Load(node.Array!, Map(0), node.Source),
            NodeKind.Add or NodeKind.Subtract => Sum(),
            NodeKind.Multiply => graph.Multiply(Map(0), Map(1)),
            NodeKind.And => graph.And(Map(0), Map(1)),
            NodeKind.Or => graph.Or(Map(0), Map(1)),
            NodeKind.Xor => graph.Xor(Map(0), Map(1)),
            NodeKind.ShiftLeft => graph.ShiftLeft(Map(0), Map(1)),
            NodeKind.ShiftRight => graph.ShiftRight(Map(0), Map(1)),
            NodeKind.Equal => graph.Equal(Map(0), Map(1)),
            NodeKind.NotEqual => graph.NotEqual(Map(0), Map(1)),
            NodeKind.LessThan => graph.LessThan(Map(0), Map(1)),
            NodeKind.LessOrEqual => graph.LessOrEqual(Map(0), Map(1)),
            NodeKind.Select => graph.Select(Map(0), Map(1), Map(2)),
            _ => graph.Wrap(Map(0), node.WrapType),
        };

        Node Map(int operand) => map[node.Operands[operand].Id]!;

        Node Sum()
        {
            List<(bool IsNegative, Node Node)> terms = [];
            Stack<(bool IsNegative, Node Node)> open = new([(false, node)]);
            while (open.TryPop(out var top))
            {
                if (top.Node == node || inner.Contains(top.Node))
                {
                    open.Push((top.IsNegative ^ (top.Node.Kind == NodeKind.Subtract), top.Node.Operands[1]));
                    open.Push((top.IsNegative, top.Node.Operands[0]));
                }
                else
                {
                    terms.Add((top.IsNegative, map[top.Node.Id]!));
                }
            }

            return new SumTree(graph, ready).Build(terms);
        }
    }

    [SuppressMessage("Style", "IDE0060", Justification = "the table is filled lazily")]
    private static double ReadyOf(Node root, Dictionary<Node, double> ready, NodeDelays delays, IReadOnlySet<Variable>? late)
    {
        Stack<Node> open = new([root]);
        while (open.TryPeek(out var node))
        {
            var missing = node.Operands.FirstOrDefault(o => !ready.ContainsKey(o));
            if (missing is not null)
            {
                open.Push(missing);
                continue;
            }

            open.Pop();
            double start = node.Operands.Length > 0 ? node.Operands.Max(o => ready[o])
                : node.Kind == NodeKind.Variable && late is not null && late.Contains(node.Variable!) ? LateNs : 0;
            ready[node] = start + Delay(node);
        }

        return ready[root];

        // Demands are not known yet: the width by range stands in.
        double Delay(Node node)
        {
            int demanded = node.DemandedBits;
            node.DemandedBits = 64;
            double delay = delays.Of(node);
            node.DemandedBits = demanded;
            return delay;
        }
    }
}
